import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';

/**
 * Opens a file to read it, calls `use`, and closes it. Undefined when it is not a regular file: opening a
 * named pipe would wait for its other end. Throws what the system reports, and what `use` throws.
 */
export function withRegularFile<T>(
  path: string,
  use: (fd: number, stats: Stats) => T,
): T | undefined {
  // Windows has neither such pipes nor this flag.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(fd);
    return stats.isFile() ? use(fd, stats) : undefined;
  } finally {
    closeSync(fd);
  }
}
