import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { countRecords, type RecordBlock, sizeOf } from '../../query/record-block.ts';
import { createBlockFiller } from './block-filler.ts';
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
  const filler = createBlockFiller();
  let open = true;
  let largest = 0;
  const flush = () => {
    // Written at once, its memory can be filled again.
    const block = filler.lend();
    if (!block) return;
    largest = Math.max(largest, sizeOf(block));
    for (const part of serialized(block)) writeAll(fd, part);
  };
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    add(record) {
      filler.add(record);
      if (filler.isFull()) flush();
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
    const take = (size: number): Buffer<ArrayBuffer> => {
      const bytes = Buffer.from(new ArrayBuffer(size));
      for (let at = 0; at < size; ) {
        const count = readSync(fd, bytes, at, size - at, null);
        if (count === 0) throw new Error(`${path}: the run is cut off`);
        at += count;
      }
      return bytes;
    };
    const header = Buffer.alloc(headerSize);
    while (readSync(fd, header, 0, headerSize, null) === headerSize) {
      const [rows = 0, keys = 0, texts = 0, files = 0] = new Uint32Array(
        header.buffer,
        header.byteOffset,
        4,
      );
      const block: RecordBlock = {
        rows: new Float64Array(take(rows).buffer),
        keys: take(keys),
        texts: take(texts),
        files: JSON.parse(take(files).toString()),
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

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at);
}
