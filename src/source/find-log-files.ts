import { dirname, resolve } from 'node:path';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import type { LogFile } from './log-file.ts';
import { type FindOptions, type Found, lookInto, type Way } from './look-into-folder.ts';
import type { Listed, ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import { createLeftOutCount } from './trail-layout/left-out.ts';
import { placeOf } from './trail-layout/trail-place.ts';

/**
 * Finds the log files that the paths name: files as they are, folders with everything below them, `-`
 * for standard input, once. What cannot be looked at is yielded as an error in its place. Where folders
 * are a trail's, those that cannot hold what is wanted are not looked into; files that lie elsewhere
 * under AWS's names are left out one by one, and all others are found.
 */
export async function* findLogFiles(
  paths: readonly string[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const starts: Found[] = [];
  for (const path of new Set(paths)) {
    if (path === '-') starts.push({ name: '-', kind: 'stdin', named: true });
    else starts.push(startAt(path));
  }
  if (options.order === 'none') yield* walk(starts, options);
  else yield* walkInOrder(starts, options);
}

function startAt(path: string): Way {
  const place = placeOf(`${resolve(path).replaceAll('\\', '/')}/`);
  return { path, named: true, place, above: new Set() };
}

/** All files below, a folder after the other. With `setAside`, ways for which it returns true are not gone. */
async function* walk(
  starts: readonly Found[],
  options: FindOptions,
  setAside: (way: Way) => boolean = () => false,
): AsyncGenerator<Listed> {
  const leftOut = createLeftOutCount();
  // A stack, and not a generator in a generator: each file would be handed through all of them.
  const found = starts.toReversed();
  for (let next = found.pop(); next; next = found.pop()) {
    if (!('above' in next)) {
      yield next;
      continue;
    }
    if (setAside(next)) continue;
    options.signal.throwIfAborted();
    const inside = await lookInto(next, options, leftOut);
    // One by one: a call does not take as many arguments as a folder may hold files.
    for (const one of inside.reverse()) found.push(one);
  }
  yield* leftOut.all();
}

/**
 * The files in the order of delivery: a merge of the regions, each year by year, and of the files
 * elsewhere. What lies beside the years of a region is looked at first, because nothing is known of it.
 */
async function* walkInOrder(
  starts: readonly Found[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const regions = new Map<string, Way[]>();
  const elsewhere = walk(starts, options, (way) => {
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
    const position = positionIn(options)(found);
    if ('name' in found && position > Number.NEGATIVE_INFINITY)
      dated.push({ file: found, position });
    else yield found;
  }
  dated.sort((a, b) => a.position - b.position || (a.file.name < b.file.name ? -1 : 1));
  const years = [...regions.values()].map((ways) => walk(ways, options));
  yield* mergeInOrder([listed(dated.map(({ file }) => file)), ...years], positionIn(options));
}

/** The place of what a listing finds in the order that is asked for; what is no file comes first. */
export function positionIn({ order }: Pick<ListRequest, 'order'>): (found: Listed) => number {
  return (found) =>
    'name' in found ? deliveryPosition(found.name, order) : Number.NEGATIVE_INFINITY;
}

async function* listed(files: readonly LogFile[]): AsyncGenerator<Listed> {
  yield* files;
}
