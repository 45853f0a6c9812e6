import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { LogFile } from './log-file.ts';

/** CloudTrail's files are a tenth of this, as a rule. */
const maxWhole = 2 ** 23;

/**
 * Creates the function that reads small regular files in one go, into one and the same memory:
 * trails are made of very many small files. Others give undefined.
 */
export function createReadWholePath(): (file: LogFile) => Buffer | undefined {
  let memory = Buffer.alloc(0);
  return ({ name, kind, named }) => {
    // What is found in a folder is a regular file; opening a pipe would wait for its other end.
    if (kind !== 'path' || (named && !statSync(name).isFile())) return undefined;
    const fd = openSync(name, 'r');
    try {
      const { size } = fstatSync(fd);
      // The system's own files tell no size.
      if (size === 0 || size > maxWhole) return undefined;
      if (memory.length < size) memory = Buffer.allocUnsafeSlow(2 * size);
      const count = readSync(fd, memory, 0, size, 0);
      return count === size ? memory.subarray(0, size) : undefined;
    } finally {
      closeSync(fd);
    }
  };
}
