import { writeSync } from 'node:fs';

/** Writes all bytes to an open file: the system may take less at once. Throws what it reports. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
