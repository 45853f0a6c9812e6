import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';

/**
 * Opens a file for reading, calls `use`, closes the file, and returns the result of `use`. Returns
 * undefined when it is not a regular file; opening a named pipe does not wait for its other end.
 * Throws system errors, and the errors of `use`.
 */
export function withRegularFile<T>(
  path: string,
  use: (fd: number, stats: Stats) => T,
): T | undefined {
  // Windows has neither named pipes nor this flag.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(fd);
    return stats.isFile() ? use(fd, stats) : undefined;
  } finally {
    closeSync(fd);
  }
}
