import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { LogFile } from './log-file.ts';
import { isOutput } from './own-output.ts';

/** The largest file to read in one go, in bytes. CloudTrail's files are usually a tenth of this. */
const maxSize = 2 ** 23;

/**
 * Creates the function that reads small regular files in one go, always into the same buffer, since
 * trails consist of a great many small files. It returns undefined for other files.
 */
export function createReadWholePath(): (file: LogFile) => Buffer | undefined {
  let memory = Buffer.alloc(0);
  return ({ name, kind, named }) => {
    // Files found in a folder are regular; opening a named pipe would wait for its other end.
    if (kind !== 'path' || (named && !statSync(name).isFile())) return undefined;
    const fd = openSync(name, 'r');
    try {
      const stats = fstatSync(fd);
      const { size } = stats;
      // Files of the system itself (such as /proc) report no size.
      if (size === 0 || size > maxSize || isOutput(stats)) return undefined;
      if (memory.length < size) memory = Buffer.allocUnsafeSlow(2 * size);
      const count = readSync(fd, memory, 0, size, 0);
      return count === size ? memory.subarray(0, size) : undefined;
    } finally {
      closeSync(fd);
    }
  };
}
