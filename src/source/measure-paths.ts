import { stat } from 'node:fs/promises';
import { findLogFiles } from './find-log-files.ts';
import { systemPath } from './path-bytes.ts';
import type { Extent } from './source.ts';
import type { FindOptions } from './visit-path.ts';

/** Measures the files at the paths; returns undefined when standard input is among them. */
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
    // A file that cannot be measured is reported later, when it cannot be read.
    if ('name' in found)
      bytes += await stat(systemPath(found.name)).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return { files, bytes };
}
