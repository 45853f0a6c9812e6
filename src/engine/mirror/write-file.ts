import { closeSync, futimesSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Writes a new file with this time of modification, in epoch milliseconds. */
export function writeFileNow(path: string, bytes: Uint8Array, modified: number): void {
  const file = openSync(path, 'wx');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    futimesSync(file, modified / 1000, modified / 1000);
  } finally {
    closeSync(file);
  }
}

/** Writes such a file as its bytes come. */
export async function writeFileFrom(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  modified: number,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.utimes(modified / 1000, modified / 1000);
  } finally {
    await file.close();
  }
}
