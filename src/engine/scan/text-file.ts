import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { writeAll } from '../write-all.ts';

/** A file of text, which is written to its end and read from anywhere. Throws what the system reports. */
export interface TextFile {
  /** Appends a text; returns how many bytes there are with it. */
  append(text: string): number;
  /** All of it. */
  readWhole(): string;
  /** Its lines, without their ends, of which some are held at a time. */
  lines(): Generator<string>;
  /** The text between two places that `append` told. */
  read(start: number, end: number): string;
  close(): void;
}

/** Bytes that are written at once. */
const bufferBytes = 2 ** 16;

const lineEnd = 0x0a;

/** Creates the file, which must not be there; nobody else may read it. */
export function createTextFile(path: string): TextFile {
  const fd = openSync(path, 'wx+', 0o600);
  let waiting: string[] = [];
  let written = 0;
  let size = 0;
  const flush = () => {
    writeAll(fd, Buffer.from(waiting.join('')));
    waiting = [];
    written = size;
  };
  return {
    append(text) {
      waiting.push(text);
      size += Buffer.byteLength(text);
      if (size - written >= bufferBytes) flush();
      return size;
    },
    readWhole() {
      flush();
      return readFileSync(path, 'utf8');
    },
    read(start, end) {
      if (end > written) flush();
      const bytes = Buffer.alloc(end - start);
      for (let at = 0; at < bytes.length; ) {
        at += readSync(fd, bytes, at, bytes.length - at, start + at);
      }
      return bytes.toString();
    },
    *lines() {
      flush();
      const block = Buffer.alloc(bufferBytes);
      let rest: Buffer = Buffer.alloc(0);
      for (let at = 0; at < size; ) {
        const count = readSync(fd, block, 0, block.length, at);
        if (count === 0) throw new Error('a text file is cut off');
        at += count;
        const bytes = Buffer.concat([rest, block.subarray(0, count)]);
        const end = bytes.lastIndexOf(lineEnd) + 1;
        rest = bytes.subarray(end);
        if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
      }
    },
    close: () => closeSync(fd),
  };
}
