import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import type { LogFile } from './log-file.ts';
import type { ListingEntry, ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import { createLeftOutCount } from './trail-layout/left-out.ts';
import { placeOf } from './trail-layout/trail-place.ts';
import {
  type FindOptions,
  type PathEntry,
  type SeenPaths,
  type UnvisitedPath,
  visitPath,
} from './visit-path.ts';

/**
 * Finds the log files that the paths name: files, folders with everything below them, and standard
 * input (`-`). No file is listed twice, however many of the paths lead to it. A path that cannot be
 * read is yielded as an error in its place. In the folder layout of a trail, folders that cannot
 * hold wanted events are skipped. Elsewhere, only files with AWS's names can be left out, one by
 * one.
 */
export async function* findLogFiles(
  paths: readonly string[],
  options: FindOptions,
): AsyncGenerator<ListingEntry> {
  const starts = new Map<string, PathEntry>();
  const seen: SeenPaths = { folders: new Set(), namedFiles: new Set() };
  for (const path of paths) {
    if (path === '-') {
      starts.set(path, { name: '-', kind: 'stdin', named: true });
      continue;
    }
    const { real, isFile } = resolvePath(path);
    if (starts.has(real)) continue;
    if (isFile) seen.namedFiles.add(real);
    const place = placeOf(`${resolve(path).replaceAll('\\', '/')}/`);
    starts.set(real, { path, named: true, place });
  }
  const walk = { ...options, seen };
  if (options.order === 'none') yield* listAll([...starts.values()], walk);
  else yield* listInOrder([...starts.values()], walk);
}

/**
 * Returns the real path, and whether it is that of a file. Paths that cannot be read are reported
 * when they are visited. Synchronous, because a shell may name thousands of files, and all are
 * looked up before the first is read.
 */
function resolvePath(path: string): { readonly real: string; readonly isFile: boolean } {
  try {
    return { real: realpathSync.native(path), isFile: statSync(path).isFile() };
  } catch {
    return { real: path, isFile: false };
  }
}

/** Options of one listing, and the paths that it has seen so far. */
interface Walk extends FindOptions {
  readonly seen: SeenPaths;
}

/**
 * Yields all files at and below these paths, one folder after another. Skips paths for which
 * `setAside` returns true.
 */
async function* listAll(
  starts: readonly PathEntry[],
  walk: Walk,
  setAside: (folder: UnvisitedPath) => boolean = () => false,
): AsyncGenerator<ListingEntry> {
  const leftOut = createLeftOutCount();
  // A stack rather than nested generators, which would pass every file through all levels.
  const entries = starts.toReversed();
  for (let next = entries.pop(); next; next = entries.pop()) {
    if (!('path' in next)) {
      yield next;
      continue;
    }
    if (setAside(next)) continue;
    walk.signal.throwIfAborted();
    const inside = await visitPath(next, walk, { seen: walk.seen, leftOut });
    if (walk.order !== 'none' && next.place?.year !== undefined) {
      // If there are files beside the folders of months or days, their names decide which comes
      // first.
      const folders = inside.filter((entry): entry is UnvisitedPath => 'path' in entry);
      const files = inside.filter(
        (entry): entry is Exclude<PathEntry, UnvisitedPath> => !('path' in entry),
      );
      if (folders.length > 0 && files.length > 0) {
        yield* mergeInOrder([listed(files), listAll(folders, walk)], positionIn(walk));
        continue;
      }
    }
    // One by one: a folder may hold more files than a call can take arguments.
    for (const entry of inside.reverse()) entries.push(entry);
  }
  yield* leftOut.all();
}

/**
 * Yields the files in the order of delivery: merges the regions, each year by year, and the files
 * elsewhere. Entries whose delivery time is unknown come first.
 */
async function* listInOrder(
  starts: readonly PathEntry[],
  walk: Walk,
): AsyncGenerator<ListingEntry> {
  const regions = new Map<string, UnvisitedPath[]>();
  const elsewhere = listAll(starts, walk, (folder) => {
    if (folder.place?.year === undefined) return false;
    // The years of a region are found in order; folders that the user named can be in any order.
    const region = folder.named ? folder.path : dirname(folder.path);
    const years = regions.get(region);
    if (years) years.push(folder);
    else regions.set(region, [folder]);
    return true;
  });
  const dated: { readonly file: LogFile; readonly position: number }[] = [];
  for await (const found of elsewhere) {
    const position = positionIn(walk)(found);
    if ('name' in found && position > Number.NEGATIVE_INFINITY)
      dated.push({ file: found, position });
    else yield found;
  }
  dated.sort((a, b) => a.position - b.position || (a.file.name < b.file.name ? -1 : 1));
  const years = [...regions.values()].map((folders) => listAll(folders, walk));
  yield* mergeInOrder([listed(dated.map(({ file }) => file)), ...years], positionIn(walk));
}

/**
 * Returns the function that gives the position of an entry in the requested order; errors and
 * counts come first.
 */
export function positionIn({ order }: Pick<ListRequest, 'order'>): (found: ListingEntry) => number {
  return (found) =>
    'name' in found ? deliveryPosition(found.name, order) : Number.NEGATIVE_INFINITY;
}

async function* listed(files: readonly ListingEntry[]): AsyncGenerator<ListingEntry> {
  yield* files;
}
