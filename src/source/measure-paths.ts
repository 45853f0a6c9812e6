import { stat } from 'node:fs/promises';
import { findLogFiles } from './find-log-files.ts';
import type { FindOptions } from './look-into-folder.ts';
import type { Extent } from './source.ts';

/** The extent of what is found at the paths; undefined when standard input is among them. */
export async function measurePaths(
  paths: readonly string[],
  options: FindOptions,
): Promise<Omit<Extent, 'isWhole'> | undefined> {
  if (paths.includes('-')) return undefined;
  let files = 0;
  let bytes = 0;
  for await (const found of findLogFiles(paths, options)) {
    if ('why' in found) continue;
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
