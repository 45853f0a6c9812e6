import { stat } from 'node:fs/promises';
import { findLogFiles } from './find-log-files.ts';
import type { Extent } from './source.ts';

/** The extent of what the paths name; undefined when standard input is among them. */
export async function measurePaths(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Omit<Extent, 'isWhole'> | undefined> {
  if (paths.includes('-')) return undefined;
  let files = 0;
  let bytes = 0;
  for await (const found of findLogFiles(paths, signal)) {
    files++;
    // What cannot be looked at now will be reported when it cannot be read.
    if ('name' in found)
      bytes += await stat(found.name).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return { files, bytes };
}
