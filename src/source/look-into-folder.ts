/** One folder of a disk: what lies in it and can hold wanted events, by the names alone. */

import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileError } from '../errors.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';
import { isOwnName } from './mirror/own-name.ts';
import type { ListRequest } from './source.ts';
import { deliveryPosition } from './trail-layout/delivery-span.ts';
import type { LeftOutCount } from './trail-layout/left-out.ts';
import { parseLogFileName } from './trail-layout/log-file-name.ts';
import { reasonToLeaveOut, type Selection } from './trail-layout/selection.ts';
import {
  logsFolder,
  placeBelow,
  placeOf,
  spanOf,
  type TrailPlace,
} from './trail-layout/trail-place.ts';

/** Which files are found, and in which order. */
export interface FindOptions extends Pick<ListRequest, 'order'> {
  /** Files whose names or folders none of these takes are left out; they differ in their times only. */
  readonly selections: readonly Selection[];
  readonly signal: AbortSignal;
}

/** What one listing has seen, by real paths, so that it lists no file twice. */
export interface SeenPaths {
  /** Folders that were looked into, under whichever name. */
  readonly folders: Set<string>;
  /** Files that the user named. */
  readonly namedFiles: Set<string>;
}

/** A folder, or something that has not been looked at, by its path. */
export interface Way {
  readonly path: string;
  readonly named: boolean;
  /** Its place in the layout of a trail; undefined outside. */
  readonly place: TrailPlace | undefined;
}

/** What a way leads to. */
export type Found = Way | LogFile | FileError;

/** What a way leads to: a file, an error, what a folder holds and is not left out, or nothing at all. */
export async function lookInto(
  { path, named, place }: Way,
  options: FindOptions,
  { seen, leftOut }: { readonly seen: SeenPaths; readonly leftOut: LeftOutCount },
): Promise<Found[]> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) {
      // A named pipe inside a folder would be waited for without end.
      return named || stats.isFile() ? [{ name: path, kind: 'path', named }] : [];
    }
    const real = await realpath(path);
    if (seen.folders.has(real)) return [];
    seen.folders.add(real);
    const inside: Found[] = [];
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (isOwnName(entry.name) || seen.namedFiles.has(join(real, entry.name))) continue;
      const inner = join(path, entry.name);
      // A link to a file is a file: its name says as much.
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(inner)));
      const found: Way | LogFile = isFile
        ? { name: inner, kind: 'path', named: false }
        : { path: inner, named: false, place: placeIn(place, entry.name) };
      if (!isLeftOut(found, options, leftOut)) inside.push(found);
    }
    return sorted(inside, options);
  } catch (error) {
    return [{ file: path, reason: describeIoError(error) }];
  }
}

function leadsToFile(path: string): Promise<boolean> {
  // What cannot be looked at is reported where it is looked into.
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
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
  if ('path' in found) {
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
function sorted(all: readonly Found[], { order }: FindOptions): Found[] {
  // Positions are read out of names: once for each file, not for each comparison.
  const keyed = all.map((found) => {
    const name = pathOf(found);
    const isFolder = 'path' in found;
    return { found, name, isFolder, position: isFolder ? 0 : deliveryPosition(name, order) };
  });
  const isBackward = order === 'newest-first';
  keyed.sort((a, b) => {
    if (order !== 'none' && a.isFolder !== b.isFolder) return a.isFolder ? 1 : -1;
    if (isBackward && a.isFolder) return a.name < b.name ? 1 : -1;
    if (a.position !== b.position && order !== 'none') return a.position < b.position ? -1 : 1;
    return a.name < b.name ? -1 : 1;
  });
  return keyed.map(({ found }) => found);
}

function pathOf(found: Found): string {
  if ('path' in found) return found.path;
  return 'name' in found ? found.name : found.file;
}
