import { writeSync } from 'node:fs';

/**
 * Writes all bytes to an open file: one call to the system may write only some. Throws the system's
 * errors.
 */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
