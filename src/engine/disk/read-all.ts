import { readSync } from 'node:fs';

/**
 * Fills all bytes from an open file, from a place in it or, without one, from where it stands. Throws what
 * the system reports, and where the file ends before.
 */
export function readAll(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let at = 0; at < bytes.length; ) {
    const from = position === null ? null : position + at;
    const count = readSync(fd, bytes, at, bytes.length - at, from);
    if (count === 0) throw new Error('a file is cut off');
    at += count;
  }
}
