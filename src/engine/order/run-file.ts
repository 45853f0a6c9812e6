import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { createBlockBuilder } from '../../query/block-builder.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import { writeAll } from '../../streams/write-all.ts';
import { readAll } from '../disk/read-all.ts';
import type { PlacedRecord } from './record-order.ts';

/** Before every block: the lengths of its rows, keys, texts and list of files in bytes, as uint32. */
const headerSize = 16;

/** Writes a run: records in order. Its methods throw what the system reports. */
export class RunWriter {
  readonly #path: string;
  readonly #fd: number;
  readonly #builder = createBlockBuilder();
  #isOpen = true;

  /** Creates the file, which must not exist; only this user may read it. */
  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'wx', 0o600);
  }

  add({ block, index }: Pick<PlacedRecord, 'block' | 'index'>): void {
    this.#builder.copy(block, index);
    if (this.#builder.isFull()) this.#flush();
  }

  /** Writes what is left, and opens the run for reading. */
  finish(): RunReader {
    this.#flush();
    this.close();
    return new RunReader(this.#path);
  }

  /** Closes the file, finished or not. */
  close(): void {
    if (this.#isOpen) closeSync(this.#fd);
    this.#isOpen = false;
  }

  #flush(): void {
    // The block is written before anything is added, so its memory can be filled again.
    const block = this.#builder.lend();
    if (block) for (const part of serialize(block)) writeAll(this.#fd, part);
  }
}

/** Reads a run block by block. The file is removed when it is closed. */
export class RunReader {
  readonly #path: string;
  readonly #fd: number;
  #memory = new ArrayBuffer(0);
  #isOpen = true;

  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'r');
  }

  /**
   * The next block, in the memory of the one before; undefined at the end. Throws what the system
   * reports.
   */
  next(): RecordBlock | undefined {
    const header = new Uint32Array(headerSize / Uint32Array.BYTES_PER_ELEMENT);
    const found = readSync(this.#fd, header);
    if (found === 0) return undefined;
    if (found < headerSize) throw new Error('a run is cut off');
    const [rows = 0, keys = 0, texts = 0, files = 0] = header;
    const size = rows + keys + texts + files;
    if (this.#memory.byteLength < size) this.#memory = new ArrayBuffer(size);
    const memory = this.#memory;
    readAll(this.#fd, new Uint8Array(memory, 0, size));
    return {
      rows: new Float64Array(memory, 0, rows / Float64Array.BYTES_PER_ELEMENT),
      keys: Buffer.from(memory, rows, keys),
      texts: Buffer.from(memory, rows + keys, texts),
      files: JSON.parse(Buffer.from(memory, rows + keys + texts, files).toString()),
    };
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
    rmSync(this.#path, { force: true });
  }
}

function serialize({ rows, keys, texts, files }: RecordBlock): Uint8Array[] {
  const names = Buffer.from(JSON.stringify(files));
  const lengths = [rows.byteLength, keys.length, texts.length, names.length];
  const header = new Uint8Array(Uint32Array.from(lengths).buffer);
  const rowBytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  return [header, rowBytes, keys, texts, names];
}
