import { closeSync, openSync, rmSync } from 'node:fs';
import { writeAll } from '../../streams/write-all.ts';
import { readAll } from './read-all.ts';

/**
 * A file of 32-bit numbers that is written first and then read from its beginning. Throws the
 * system's errors.
 */
export interface WordFile {
  /** Appends an unsigned number. */
  append(word: number): void;
  /** Writes all numbers that are still in memory: the disk may be full. */
  finish(): void;
  /**
   * After `finish`, yields all numbers in blocks of at most `blockWords`; a block is valid until
   * the next one.
   */
  blocks(): Generator<Uint32Array>;
  /** Removes the file. */
  remove(): void;
}

/** The number of words that are written or read at a time. */
export const blockWords = 2 ** 12;

/** Creates the file, which must not exist yet; only this user may read it. */
export function createWordFile(path: string): WordFile {
  const fd = openSync(path, 'wx+', 0o600);
  const block = new Uint32Array(blockWords);
  let waiting = 0;
  let written = 0;
  const write = () => {
    writeAll(fd, bytesOf(block.subarray(0, waiting)));
    written += waiting;
    waiting = 0;
  };
  return {
    append(word) {
      if (waiting === blockWords) write();
      block[waiting++] = word;
    },
    finish: write,
    *blocks() {
      for (let at = 0; at < written; at += blockWords) {
        const part = block.subarray(0, written - at);
        readAll(fd, bytesOf(part), at * Uint32Array.BYTES_PER_ELEMENT);
        yield part;
      }
    },
    remove() {
      closeSync(fd);
      rmSync(path, { force: true });
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
