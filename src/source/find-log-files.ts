import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileError } from '../errors.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';

/** The folder in which a download makes files before they are in their places. */
export const unfinishedFolder = '.trailscan-unfinished';

/**
 * Finds the log files that the paths name: files as they are, folders with everything below them in
 * the order of their names, `-` for standard input, once. What cannot be looked at is yielded as an
 * error in its place.
 */
export async function* findLogFiles(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<LogFile | FileError> {
  for (const path of new Set(paths)) {
    if (path === '-') yield { name: '-', kind: 'stdin', named: true };
    else yield* findBelow(path, signal);
  }
}

/** Something that was found and is to be looked at. */
interface Way {
  readonly path: string;
  readonly named: boolean;
  /** It is a regular file, as the folder says that holds it. */
  readonly isFile: boolean;
  /** The real paths of the folders on the way: a link to one of them leads nowhere new. */
  readonly above: ReadonlySet<string>;
}

async function* findBelow(path: string, signal: AbortSignal): AsyncGenerator<LogFile | FileError> {
  // A stack, and not a generator in a generator: each file would be handed through all of them.
  const ways: Way[] = [{ path, named: true, isFile: false, above: new Set() }];
  for (let way = ways.pop(); way; way = ways.pop()) {
    if (way.isFile) {
      yield { name: way.path, kind: 'path', named: false };
      continue;
    }
    signal.throwIfAborted();
    const found = await lookAt(way);
    // One by one: a call does not take as many arguments as a folder may hold files.
    if (Array.isArray(found)) for (const inner of found.reverse()) ways.push(inner);
    else if (found) yield found;
  }
}

/** A file, an error, what a folder holds, or nothing at all. */
async function lookAt({
  path,
  named,
  above,
}: Way): Promise<LogFile | FileError | Way[] | undefined> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) {
      // A named pipe inside a folder would be waited for without end.
      return named || stats.isFile() ? { name: path, kind: 'path', named } : undefined;
    }
    const real = await realpath(path);
    if (above.has(real)) return undefined;
    const entries = await readdir(path, { withFileTypes: true });
    const finished = entries.filter(({ name }) => name !== unfinishedFolder);
    const below = new Set([...above, real]);
    return finished.sort(byName).map((entry) => ({
      path: join(path, entry.name),
      named: false,
      isFile: entry.isFile(),
      above: below,
    }));
  } catch (error) {
    return { file: path, reason: describeIoError(error) };
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
