import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { PlainRecord } from '../../query/event-record.ts';

/** A file of records in order. */
export interface Run {
  readonly path: string;
  /** Bytes of its largest record: what is held of the file can be so much. */
  readonly largest: number;
}

/** Writes a run; nobody else may read the file. Its methods throw what the system reports. */
export interface RunWriter {
  add(record: PlainRecord): void;
  /** Writes what is left and closes the file. */
  finish(): Run;
  /** Closes the file, of whatever worth it is; may be called after `finish`. */
  close(): void;
}

/** Bytes that are read and written at once. */
export const chunkSize = 2 ** 18;

/**
 * Before every record: time and offset as float64, then for key, file and JSON a uint32 of twice the
 * length in bytes, plus 1 when the text is in UTF-16 and not in Latin-1.
 */
const headerSize = 28;

/** Creates the file, which must not be there. */
export function createRunWriter(path: string): RunWriter {
  const fd = openSync(path, 'wx', 0o600);
  let open = true;
  let chunk = Buffer.allocUnsafe(chunkSize);
  let used = 0;
  let largest = 0;
  const flush = () => {
    for (let at = 0; at < used; ) at += writeSync(fd, chunk, at, used - at);
    used = 0;
  };
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    add({ time, offset, key, file, json }) {
      const texts = [key, file, json].map(textOf);
      const size = texts.reduce((sum, { bytes }) => sum + bytes, headerSize);
      if (used + size > chunk.length) flush();
      if (size > chunk.length) chunk = Buffer.allocUnsafe(size);
      largest = Math.max(largest, size);
      used = chunk.writeDoubleLE(time, used);
      used = chunk.writeDoubleLE(offset, used);
      for (const { bytes, isWide } of texts) {
        used = chunk.writeUInt32LE(bytes * 2 + Number(isWide), used);
      }
      for (const { text, isWide } of texts) used += chunk.write(text, used, encoding(isWide));
    },
    finish() {
      flush();
      close();
      return { path, largest };
    },
    close,
  };
}

/** Yields the records of a run and holds a chunk of the file, or its largest record if that is more. */
export function* readRun({ path }: Run): Generator<PlainRecord, void> {
  const fd = openSync(path, 'r');
  try {
    let chunk = Buffer.allocUnsafe(chunkSize);
    let at = 0;
    let end = 0;
    /** Returns whether so many bytes are left of the file; if so, they stand at `at`. */
    const hold = (size: number): boolean => {
      if (end - at >= size) return true;
      const larger = size > chunk.length ? Buffer.allocUnsafe(size) : chunk;
      chunk.copy(larger, 0, at, end);
      chunk = larger;
      end -= at;
      at = 0;
      while (end < size) {
        const count = readSync(fd, chunk, end, chunk.length - end, null);
        if (count === 0) return false;
        end += count;
      }
      return true;
    };
    while (hold(headerSize)) {
      const time = chunk.readDoubleLE(at);
      const offset = chunk.readDoubleLE(at + 8);
      const lengths = [16, 20, 24].map((place) => chunk.readUInt32LE(at + place));
      at += headerSize;
      const size = lengths.reduce((sum, length) => sum + (length >>> 1), 0);
      if (!hold(size)) throw new Error(`${path}: the run is cut off`);
      const [key = '', file = '', json = ''] = lengths.map((length) => {
        const from = at;
        at += length >>> 1;
        return chunk.toString(encoding(length % 2 === 1), from, at);
      });
      yield { time, offset, key, file, json };
    }
  } finally {
    closeSync(fd);
  }
}

/** UTF-8 would not give back text with half a surrogate pair as it was. */
function textOf(text: string) {
  const isWide = /[\u0100-\uffff]/.test(text);
  return { text, isWide, bytes: isWide ? text.length * 2 : text.length };
}

function encoding(isWide: boolean): 'utf16le' | 'latin1' {
  return isWide ? 'utf16le' : 'latin1';
}
