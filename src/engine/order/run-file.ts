import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { createBlockBuilder } from '../../query/block-builder.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import { writeAll } from '../../streams/write-all.ts';
import { readAll } from '../disk/read-all.ts';
import type { PlacedRecord } from './record-order.ts';

/**
 * The size in bytes of the header before every block, which has the lengths in bytes of its rows,
 * keys, texts and list of files, as uint32.
 */
const headerSize = 16;

/** Writes a run: a temporary file of sorted records. Its methods throw the system's errors. */
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

  /** Writes the remaining records, and opens the run for reading. */
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
    // The block is written before the next record is added, so its memory can be reused.
    const block = this.#builder.lend();
    if (block) for (const part of serialize(block)) writeAll(this.#fd, part);
  }
}

/** Reads a run block by block. `close` also removes the file. */
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
   * Returns the next block, which overwrites the memory of the previous one; undefined at the end.
   * Throws the system's errors.
   */
  next(): RecordBlock | undefined {
    const header = new Uint32Array(headerSize / Uint32Array.BYTES_PER_ELEMENT);
    const bytesRead = readSync(this.#fd, header);
    if (bytesRead === 0) return undefined;
    if (bytesRead < headerSize) throw new Error('a run file ends too early');
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
