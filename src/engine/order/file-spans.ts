import {
  cell,
  countRecords,
  keyStart,
  type RecordBlock,
  Row,
  rowLength,
  textStart,
} from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';

/** What is known of the matches of a log file. */
export interface FileSpan {
  /** The file as the user knows it. */
  readonly file: string;
  readonly matches: number;
  /** The first and the last eventTime of them, in epoch milliseconds. */
  readonly earliest: number;
  readonly latest: number;
  /** Bytes of memory that they take in blocks. */
  readonly bytes: number;
}

/** The files in which matches were found. */
export interface FileSpans {
  /** Adds the records of a block, which may have rows alone. */
  add(block: RecordBlock): void;
  get(file: string): FileSpan | undefined;
  all(): readonly FileSpan[];
}

type GrowingSpan = { -readonly [Key in keyof FileSpan]: FileSpan[Key] };

export function createFileSpans(): FileSpans {
  const spans = new Map<string, GrowingSpan>();
  const spanOf = (file: string): GrowingSpan => {
    const known = spans.get(file);
    if (known) return known;
    const span = {
      file,
      matches: 0,
      earliest: Number.POSITIVE_INFINITY,
      latest: Number.NEGATIVE_INFINITY,
      bytes: 0,
    };
    spans.set(file, span);
    return span;
  };
  return {
    add(block) {
      let file = -1;
      let span: GrowingSpan | undefined;
      for (let index = 0; index < countRecords(block); index++) {
        const next = cell(block, index, Row.file);
        if (!span || next !== file) span = spanOf(block.files[next] ?? '');
        file = next;
        const time = cell(block, index, Row.time);
        span.matches++;
        span.earliest = Math.min(span.earliest, time);
        span.latest = Math.max(span.latest, time);
        span.bytes += bytesOf(block, index);
      }
    },
    get: (file) => spans.get(file),
    all: () => [...spans.values()],
  };
}

/** The file as it is opened again. */
export function logFileOf({ file }: FileSpan): LogFile {
  return { name: file, kind: 'path', named: false };
}

/** Text, line feed, key and row of a record. */
function bytesOf(block: RecordBlock, index: number): number {
  const key = cell(block, index, Row.keyEnd) - keyStart(block, index);
  const text = cell(block, index, Row.textEnd) - textStart(block, index);
  return text + 1 + key + rowBytes;
}

const rowBytes = rowLength * Float64Array.BYTES_PER_ELEMENT;
