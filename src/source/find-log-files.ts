import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import type { LogFile } from './log-file.ts';
import {
  type FindOptions,
  type Found,
  lookInto,
  type SeenPaths,
  type Way,
} from './look-into-folder.ts';
import type { Listed, ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import { createLeftOutCount } from './trail-layout/left-out.ts';
import { placeOf } from './trail-layout/trail-place.ts';

/**
 * Finds the log files that the paths name: files as they are, folders with everything below them, `-`
 * for standard input. No file is listed twice, however many of the paths lead to it. What cannot be looked
 * at is yielded as an error in its place. Where folders are a trail's, those that cannot hold what is wanted
 * are not looked into; files that lie elsewhere under AWS's names are left out one by one, and all others are
 * found.
 */
export async function* findLogFiles(
  paths: readonly string[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const starts = new Map<string, Found>();
  const seen: SeenPaths = { folders: new Set(), namedFiles: new Set() };
  for (const path of paths) {
    if (path === '-') {
      starts.set(path, { name: '-', kind: 'stdin', named: true });
      continue;
    }
    const { real, isFile } = await lookUp(path);
    if (starts.has(real)) continue;
    if (isFile) seen.namedFiles.add(real);
    const place = placeOf(`${resolve(path).replaceAll('\\', '/')}/`);
    starts.set(real, { path, named: true, place });
  }
  const walk = { ...options, seen };
  if (options.order === 'none') yield* listAll([...starts.values()], walk);
  else yield* listInOrder([...starts.values()], walk);
}

/** The real path, and whether it is that of a file. What cannot be looked at is reported when it is listed. */
async function lookUp(path: string): Promise<{ readonly real: string; readonly isFile: boolean }> {
  try {
    return { real: await realpath(path), isFile: (await stat(path)).isFile() };
  } catch {
    return { real: path, isFile: false };
  }
}

/** A listing on its way. */
interface Walk extends FindOptions {
  readonly seen: SeenPaths;
}

/** All files below, a folder after the other. With `setAside`, ways for which it returns true are not gone. */
async function* listAll(
  starts: readonly Found[],
  walk: Walk,
  setAside: (way: Way) => boolean = () => false,
): AsyncGenerator<Listed> {
  const leftOut = createLeftOutCount();
  // A stack, and not a generator in a generator: each file would be handed through all of them.
  const found = starts.toReversed();
  for (let next = found.pop(); next; next = found.pop()) {
    if (!('path' in next)) {
      yield next;
      continue;
    }
    if (setAside(next)) continue;
    walk.signal.throwIfAborted();
    const inside = await lookInto(next, walk, { seen: walk.seen, leftOut });
    if (walk.order !== 'none' && next.place?.year !== undefined) {
      // Files beside the folders of months or days: their names say which comes first.
      const folders = inside.filter((one): one is Way => 'path' in one);
      const files = inside.filter((one): one is Exclude<Found, Way> => !('path' in one));
      if (folders.length > 0 && files.length > 0) {
        yield* mergeInOrder([listed(files), listAll(folders, walk)], positionIn(walk));
        continue;
      }
    }
    // One by one: a call does not take as many arguments as a folder may hold files.
    for (const one of inside.reverse()) found.push(one);
  }
  yield* leftOut.all();
}

/**
 * The files in the order of delivery: a merge of the regions, each year by year, and of the files
 * elsewhere. What lies beside the years of a region is looked at first, because nothing is known of it.
 */
async function* listInOrder(starts: readonly Found[], walk: Walk): AsyncGenerator<Listed> {
  const regions = new Map<string, Way[]>();
  const elsewhere = listAll(starts, walk, (way) => {
    if (way.place?.year === undefined) return false;
    // The years of a region are met in their order; folders that were named can be in any.
    const region = way.named ? way.path : dirname(way.path);
    const years = regions.get(region);
    if (years) years.push(way);
    else regions.set(region, [way]);
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
  const years = [...regions.values()].map((ways) => listAll(ways, walk));
  yield* mergeInOrder([listed(dated.map(({ file }) => file)), ...years], positionIn(walk));
}

/** The place of what a listing finds in the order that is asked for; what is no file comes first. */
export function positionIn({ order }: Pick<ListRequest, 'order'>): (found: Listed) => number {
  return (found) =>
    'name' in found ? deliveryPosition(found.name, order) : Number.NEGATIVE_INFINITY;
}

async function* listed(files: readonly Listed[]): AsyncGenerator<Listed> {
  yield* files;
}
