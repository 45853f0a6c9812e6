/**
 * Visits one path on disk: lists the entries of a folder, except those that, by their names, cannot
 * hold wanted events.
 */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileError } from '../errors.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';
import { isOwnName } from './mirror/own-name.ts';
import { readFolder, realPath, systemPath } from './path-bytes.ts';
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

/** Options of a search for log files. */
export interface FindOptions extends Pick<ListRequest, 'order'> {
  /**
   * A file is left out when none of these selections accepts its name and folders. They differ only
   * in their times.
   */
  readonly selections: readonly Selection[];
  readonly signal: AbortSignal;
}

/** The real paths that a listing has seen, so that it lists no file twice. */
export interface SeenPaths {
  /** Folders that were visited, under any name. */
  readonly folders: Set<string>;
  /** Files that the user named. */
  readonly namedFiles: Set<string>;
}

/** A path that has not been visited: a folder, or an entry of unknown type. */
export interface UnvisitedPath {
  readonly path: string;
  readonly named: boolean;
  /** Its place in the layout of a trail; undefined outside. */
  readonly place: TrailPlace | undefined;
  /** The real path of a folder; absent for a path that may be something else. */
  readonly real?: string;
}

/** An entry found by visiting a path. */
export type PathEntry = UnvisitedPath | LogFile | FileError;

/**
 * Returns the file at a path, the entries of the folder there that are not left out, or an error.
 */
export async function visitPath(
  { path, named, place, real: known }: UnvisitedPath,
  options: FindOptions,
  { seen, leftOut }: { readonly seen: SeenPaths; readonly leftOut: LeftOutCount },
): Promise<PathEntry[]> {
  try {
    const stats = known === undefined ? await stat(systemPath(path)) : undefined;
    if (stats && !stats.isDirectory()) {
      if (named || stats.isFile()) return [{ name: path, kind: 'path', named }];
      leftOut.addFile('special');
      return [];
    }
    // Each look at a path costs as much as reading a small file: most folders need none.
    const real = known ?? (await realPath(path));
    if (seen.folders.has(real)) {
      leftOut.addFolder('listed');
      return [];
    }
    seen.folders.add(real);
    const inside: PathEntry[] = [];
    for (const entry of await readFolder(path)) {
      if (isOwnName(entry.name) || seen.namedFiles.has(join(real, entry.name))) continue;
      const inner = join(path, entry.name);
      // A link to a file is treated as a file: its name has the same meaning.
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(inner)));
      const found: UnvisitedPath | LogFile = isFile
        ? { name: inner, kind: 'path', named: false }
        : {
            path: inner,
            named: false,
            place: placeIn(place, entry.name),
            ...(entry.isDirectory() && { real: join(real, entry.name) }),
          };
      if (!isLeftOut(found, options, leftOut)) inside.push(found);
    }
    return sorted(inside, options);
  } catch (error) {
    return [{ file: path, reason: describeIoError(error) }];
  }
}

function leadsToFile(path: string): Promise<boolean> {
  // An entry that cannot be read is reported when it is visited.
  return stat(systemPath(path)).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function placeIn(place: TrailPlace | undefined, name: string): TrailPlace | undefined {
  return name === logsFolder ? placeOf(`${logsFolder}/`) : place && placeBelow(place, name);
}

/** Returns whether an entry cannot hold wanted events, and if so, counts it as left out. */
function isLeftOut(
  found: UnvisitedPath | LogFile,
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

/** Sorts by name; in the order of delivery, the files of a folder come before its folders. */
function sorted(entries: readonly PathEntry[], { order }: FindOptions): PathEntry[] {
  // Positions are parsed from names: once for each file, not for each comparison.
  const keyed = entries.map((found) => {
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

function pathOf(found: PathEntry): string {
  if ('path' in found) return found.path;
  return 'name' in found ? found.name : found.file;
}
