import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FileError } from '../errors.ts';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';
import type { Listed, ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import { createLeftOutCount, type LeftOutCount } from './trail-layout/left-out.ts';
import { parseLogFileName } from './trail-layout/log-file-name.ts';
import { reasonToLeaveOut, type Selection } from './trail-layout/selection.ts';
import {
  logsFolder,
  placeBelow,
  placeOf,
  spanOf,
  type TrailPlace,
} from './trail-layout/trail-place.ts';

/** The folder in which a download makes files before they are in their places. */
export const unfinishedFolder = '.trailscan-unfinished';

/** Which files are found, and in which order. */
export interface FindOptions extends Pick<ListRequest, 'order'> {
  /** Files whose names or folders none of these takes are left out; they differ in their times only. */
  readonly selections: readonly Selection[];
  readonly signal: AbortSignal;
}

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

/** A folder, or something that has not been looked at, by its path. */
interface Way {
  readonly path: string;
  readonly named: boolean;
  /** Its place in the layout of a trail; undefined outside. */
  readonly place: TrailPlace | undefined;
  /** The real paths of the folders above it: a link to one of them leads nowhere new. */
  readonly above: ReadonlySet<string>;
}

type Found = Way | LogFile | FileError;

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
    const inside = await lookAt(next, options, leftOut);
    // One by one: a call does not take as many arguments as a folder may hold files.
    for (const one of inside.reverse()) found.push(one);
  }
  yield* leftOut.all();
}

/** The files in the order of delivery: a merge of the folders of regions, and of the files elsewhere. */
async function* walkInOrder(
  starts: readonly Found[],
  options: FindOptions,
): AsyncGenerator<Listed> {
  const regions: Way[] = [];
  const dated: LogFile[] = [];
  const positionOf = (found: Listed) =>
    'name' in found ? deliveryPosition(found.name, options.order) : Number.NEGATIVE_INFINITY;
  const elsewhere = walk(starts, options, (way) => {
    const isOfRegion = way.place?.region !== undefined;
    if (isOfRegion) regions.push(way);
    return isOfRegion;
  });
  for await (const found of elsewhere) {
    if ('name' in found && positionOf(found) > Number.NEGATIVE_INFINITY) dated.push(found);
    else yield found;
  }
  const byPosition = (a: LogFile, b: LogFile) =>
    positionOf(a) - positionOf(b) || (a.name < b.name ? -1 : 1);
  yield* mergeInOrder(
    [listed(dated.sort(byPosition)), ...regions.map((way) => walk([way], options))],
    positionOf,
  );
}

async function* listed(files: readonly LogFile[]): AsyncGenerator<Listed> {
  yield* files;
}

/** What a path leads to: a file, an error, what a folder holds, or nothing at all. */
async function lookAt(
  { path, named, place, above }: Way,
  options: FindOptions,
  leftOut: LeftOutCount,
): Promise<Found[]> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) {
      // A named pipe inside a folder would be waited for without end.
      return named || stats.isFile() ? [{ name: path, kind: 'path', named }] : [];
    }
    const real = await realpath(path);
    if (above.has(real)) return [];
    const entries = await readdir(path, { withFileTypes: true });
    const below = new Set([...above, real]);
    const inside = entries.flatMap((entry): Found[] => {
      const { name } = entry;
      if (name === unfinishedFolder) return [];
      const found = entry.isFile()
        ? ({ name: join(path, name), kind: 'path', named: false } as const)
        : { path: join(path, name), named: false, place: placeIn(place, name), above: below };
      return isLeftOut(found, options, leftOut) ? [] : [found];
    });
    return inside.sort(compareIn(options));
  } catch (error) {
    return [{ file: path, reason: describeIoError(error) }];
  }
}

function placeIn(place: TrailPlace | undefined, name: string): TrailPlace | undefined {
  return name === logsFolder ? placeOf(`${logsFolder}/`) : place && placeBelow(place, name);
}

/** Whether nothing that is wanted can be in it, which is counted. */
function isLeftOut(
  found: Way | LogFile,
  { selections }: FindOptions,
  leftOut: LeftOutCount,
): boolean {
  if ('above' in found) {
    const { place } = found;
    const why = place && reasonToLeaveOut({ ...place, span: spanOf(place) }, selections);
    if (why) leftOut.addFolder(why);
    return why !== undefined;
  }
  const known = parseLogFileName(found.name);
  if (!known) return false;
  const span = { from: known.delivered, to: known.delivered };
  const why = reasonToLeaveOut({ ...known, span }, selections);
  if (why) leftOut.addFile(why);
  return why !== undefined;
}

/** By name; in the order of delivery the files of a folder come before its folders. */
function compareIn({ order }: FindOptions): (a: Found, b: Found) => number {
  const isBackward = order === 'newest-first';
  return (a, b) => {
    const [nameA, nameB] = [pathOf(a), pathOf(b)];
    if (order === 'none') return nameA < nameB ? -1 : 1;
    const [isFolderA, isFolderB] = ['above' in a, 'above' in b];
    if (isFolderA !== isFolderB) return isFolderA ? 1 : -1;
    if (isFolderA) return nameA < nameB === isBackward ? 1 : -1;
    const [first, second] = [deliveryPosition(nameA, order), deliveryPosition(nameB, order)];
    return first === second ? (nameA < nameB ? -1 : 1) : first < second ? -1 : 1;
  };
}

function pathOf(found: Found): string {
  if ('path' in found) return found.path;
  return 'name' in found ? found.name : found.file;
}
