import { dirname, resolve } from 'node:path';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import type { LogFile } from './log-file.ts';
import type { Listed, ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import { createLeftOutCount } from './trail-layout/left-out.ts';
import { placeOf } from './trail-layout/trail-place.ts';
import { type FindOptions, type PathEntry, type UnvisitedPath, visitPath } from './visit-path.ts';

/**
 * Finds the log files that the paths name: files, folders with everything below them, and standard input
 * (`-`, once). A path that cannot be read is yielded as an error in its place. In the folder layout of a
 * trail, folders that cannot hold wanted events are skipped; elsewhere, files with AWS's names are left
 * out one by one, and all others are found.
 */
export async function* findLogFiles(
  paths: readonly string[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const starts: PathEntry[] = [];
  for (const path of new Set(paths)) {
    if (path === '-') starts.push({ name: '-', kind: 'stdin', named: true });
    else starts.push(startAt(path));
  }
  if (options.order === 'none') yield* walk(starts, options);
  else yield* walkInOrder(starts, options);
}

function startAt(path: string): UnvisitedPath {
  const place = placeOf(`${resolve(path).replaceAll('\\', '/')}/`);
  return { path, named: true, place, above: new Set() };
}

/** Yields all files below, one folder after another. Skips paths for which `setAside` returns true. */
async function* walk(
  starts: readonly PathEntry[],
  options: FindOptions,
  setAside: (folder: UnvisitedPath) => boolean = () => false,
): AsyncGenerator<Listed> {
  const leftOut = createLeftOutCount();
  // A stack rather than nested generators, which would pass every file through all levels.
  const entries = starts.toReversed();
  for (let next = entries.pop(); next; next = entries.pop()) {
    if (!('above' in next)) {
      yield next;
      continue;
    }
    if (setAside(next)) continue;
    options.signal.throwIfAborted();
    const inside = await visitPath(next, options, leftOut);
    // One by one: a folder may hold more files than a call can take arguments.
    for (const entry of inside.reverse()) entries.push(entry);
  }
  yield* leftOut.all();
}

/**
 * Yields the files in the order of delivery: merges the regions, each year by year, and the files
 * elsewhere. Entries beside the years of a region come first, since their delivery time is unknown.
 */
async function* walkInOrder(
  starts: readonly PathEntry[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const regions = new Map<string, UnvisitedPath[]>();
  const elsewhere = walk(starts, options, (folder) => {
    if (folder.place?.year === undefined) return false;
    // The years of a region come in order; folders that the user named can be in any order.
    const region = folder.named ? folder.path : dirname(folder.path);
    const years = regions.get(region);
    if (years) years.push(folder);
    else regions.set(region, [folder]);
    return true;
  });
  const dated: { readonly file: LogFile; readonly position: number }[] = [];
  for await (const found of elsewhere) {
    const position = positionIn(options)(found);
    if ('name' in found && position > Number.NEGATIVE_INFINITY)
      dated.push({ file: found, position });
    else yield found;
  }
  dated.sort((a, b) => a.position - b.position || (a.file.name < b.file.name ? -1 : 1));
  const years = [...regions.values()].map((folders) => walk(folders, options));
  yield* mergeInOrder([listed(dated.map(({ file }) => file)), ...years], positionIn(options));
}

/** Returns the function that gives the position of an entry in the requested order; errors and counts come first. */
export function positionIn({ order }: Pick<ListRequest, 'order'>): (found: Listed) => number {
  return (found) =>
    'name' in found ? deliveryPosition(found.name, order) : Number.NEGATIVE_INFINITY;
}

async function* listed(files: readonly LogFile[]): AsyncGenerator<Listed> {
  yield* files;
}
