import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { LogFile } from './log-file.ts';
import { isOutput } from './own-output.ts';
import { systemPath } from './path-bytes.ts';
import { ReadError } from './read-error.ts';

/** The largest file to read in one go, in bytes. CloudTrail's files are usually a tenth of this. */
const maxSize = 2 ** 23;

/**
 * How to open files that were found in a folder: if a named pipe has taken the place of one, do not
 * wait for its writer. Windows has no such flag.
 */
const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Creates the function that reads small regular files in one go, always into the same buffer, since
 * trails consist of a great many small files. It returns undefined for other files.
 */
export function createReadWholePath(): (file: LogFile) => Buffer | undefined {
  let memory = Buffer.alloc(0);
  return ({ name, kind, named }) => {
    if (kind !== 'path') return undefined;
    const path = systemPath(name);
    // A pipe must be opened only once: its writer would notice.
    if (named && !statSync(path).isFile()) return undefined;
    const fd = openSync(path, readAtOnce);
    try {
      const stats = fstatSync(fd);
      const { size } = stats;
      // Files of the system itself (such as /proc) report no size.
      if (!stats.isFile()) throw new ReadError('not a regular file');
      if (size === 0 || size > maxSize || isOutput(stats)) return undefined;
      if (memory.length < size) memory = Buffer.allocUnsafeSlow(2 * size);
      const count = readSync(fd, memory, 0, size, 0);
      return count === size ? memory.subarray(0, size) : undefined;
    } finally {
      closeSync(fd);
    }
  };
}
