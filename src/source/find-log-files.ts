import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileError } from '../errors.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';

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
    else yield* findBelow(path, { named: true, above: new Set(), signal });
  }
}

/** How a path was come to. */
interface Way {
  readonly named: boolean;
  /** The real paths of the folders on the way: a link to one of them leads nowhere new. */
  readonly above: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

async function* findBelow(path: string, way: Way): AsyncGenerator<LogFile | FileError> {
  const { named, above, signal } = way;
  signal.throwIfAborted();
  let entries: Dirent[];
  let real: string;
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) {
      // A named pipe inside a folder would be waited for without end.
      if (named || stats.isFile()) yield { name: path, kind: 'path', named };
      return;
    }
    real = await realpath(path);
    if (above.has(real)) return;
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    yield { file: path, reason: describeIoError(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inner = join(path, entry.name);
    if (entry.isFile()) yield { name: inner, kind: 'path', named: false };
    else yield* findBelow(inner, { named: false, above: new Set([...above, real]), signal });
  }
}
