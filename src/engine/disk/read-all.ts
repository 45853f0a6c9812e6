import { readSync } from 'node:fs';

/**
 * Fills `bytes` from an open file, starting at `position`, or at the file's current position when
 * it is null. Throws the system's errors, and an error when the file ends too early.
 */
export function readAll(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let at = 0; at < bytes.length; ) {
    const from = position === null ? null : position + at;
    const count = readSync(fd, bytes, at, bytes.length - at, from);
    if (count === 0) throw new Error('a temporary file ends too early');
    at += count;
  }
}
