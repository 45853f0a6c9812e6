import { closeSync, openSync, readSync } from 'node:fs';
import { createBlockBuilder } from '../../query/block-builder.ts';
import { countRecords, type RecordBlock, sizeOf } from '../../query/record-block.ts';
import { readAll } from '../disk/read-all.ts';
import { writeAll } from '../disk/write-all.ts';
import { type PlacedRecord, placedRecords } from './record-order.ts';

/** A file of records in order. */
export interface Run {
  readonly path: string;
  /** Bytes of its largest block: so much of the file is held while it is read. */
  readonly largest: number;
}

/** Writes a run; nobody else may read the file. Its methods throw what the system reports. */
export interface RunWriter {
  add(record: PlacedRecord): void;
  /** Writes what is left and closes the file. */
  finish(): Run;
  /** Closes the file, of whatever worth it is; may be called after `finish`. */
  close(): void;
}

/** Before every block: the lengths of its rows, keys, texts and list of files in bytes, as uint32. */
const headerSize = 16;

/** Creates the file, which must not be there. */
export function createRunWriter(path: string): RunWriter {
  const fd = openSync(path, 'wx', 0o600);
  const builder = createBlockBuilder();
  let open = true;
  let largest = 0;
  const flush = () => {
    // Written at once, its memory can be filled again.
    const block = builder.lend();
    if (!block) return;
    largest = Math.max(largest, sizeOf(block));
    for (const part of serialized(block)) writeAll(fd, part);
  };
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    add({ block, index }) {
      builder.copy(block, index);
      if (builder.isFull()) flush();
    },
    finish() {
      flush();
      close();
      return { path, largest };
    },
    close,
  };
}

/** Yields the records of a run and holds a block of it at a time. */
export function* readRun({ path }: Run): Generator<PlacedRecord, void> {
  const fd = openSync(path, 'r');
  try {
    const header = new Uint32Array(headerSize / Uint32Array.BYTES_PER_ELEMENT);
    let before = new ArrayBuffer(0);
    let memory = new ArrayBuffer(0);
    for (;;) {
      const found = readSync(fd, header);
      if (found === 0) return;
      if (found < headerSize) throw new Error('a run is cut off');
      const [rows = 0, keys = 0, texts = 0, files = 0] = header;
      const size = rows + keys + texts + files;
      // A record of the block before may still be looked at, but of none before that.
      [before, memory] = [memory, before.byteLength < size ? new ArrayBuffer(size) : before];
      readAll(fd, new Uint8Array(memory, 0, size));
      const names = Buffer.from(memory, rows + keys + texts, files);
      const block: RecordBlock = {
        rows: new Float64Array(memory, 0, rows / Float64Array.BYTES_PER_ELEMENT),
        keys: Buffer.from(memory, rows, keys),
        texts: Buffer.from(memory, rows + keys, texts),
        files: JSON.parse(names.toString()),
      };
      yield* placedRecords(block, countRecords(block));
    }
  } finally {
    closeSync(fd);
  }
}

function serialized({ rows, keys, texts, files }: RecordBlock): Uint8Array[] {
  const names = Buffer.from(JSON.stringify(files));
  const lengths = [rows.byteLength, keys.length, texts.length, names.length];
  const header = new Uint8Array(Uint32Array.from(lengths).buffer);
  const rowBytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  return [header, rowBytes, keys, texts, names];
}
