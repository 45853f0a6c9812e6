import { closeSync, openSync, rmSync } from 'node:fs';
import { writeAll } from '../../streams/write-all.ts';
import { readAll } from './read-all.ts';

/**
 * A text file that is written first and, after `finish`, read from any position. Throws the
 * system's errors.
 */
export interface TextFile {
  /** Appends a text; returns the file's size in bytes, including that text. */
  append(text: string): number;
  /** Writes all text that is still in memory: the disk may be full. */
  finish(): void;
  /** Yields the lines, without line ends. Holds a block of them at a time. */
  lines(): Generator<string>;
  /** Returns the text between two sizes that `append` returned. */
  read(start: number, end: number): string;
  /** Removes the file. */
  remove(): void;
}

/** The number of bytes that are written or read at a time. */
const blockBytes = 2 ** 16;
const lineEnd = 0x0a;

/** Creates the file, which must not exist yet; only this user may read it. */
export function createTextFile(path: string): TextFile {
  const fd = openSync(path, 'wx+', 0o600);
  let waiting: string[] = [];
  let written = 0;
  let size = 0;
  const finish = () => {
    writeAll(fd, Buffer.from(waiting.join('')));
    waiting = [];
    written = size;
  };
  return {
    append(text) {
      waiting.push(text);
      size += Buffer.byteLength(text);
      if (size - written >= blockBytes) finish();
      return size;
    },
    finish,
    *lines() {
      let partialLine: Buffer = Buffer.alloc(0);
      for (let at = 0; at < size; ) {
        const block = Buffer.alloc(Math.min(blockBytes, size - at));
        readAll(fd, block, at);
        at += block.length;
        const bytes = Buffer.concat([partialLine, block]);
        const end = bytes.lastIndexOf(lineEnd) + 1;
        partialLine = bytes.subarray(end);
        if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
      }
    },
    read(start, end) {
      const bytes = Buffer.alloc(end - start);
      readAll(fd, bytes, start);
      return bytes.toString();
    },
    remove() {
      closeSync(fd);
      rmSync(path, { force: true });
    },
  };
}
