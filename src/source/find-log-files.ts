import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileError, UsageError } from '../errors.ts';
import { describeIoError } from './io-error.ts';
import type { LogFile } from './log-file.ts';

/**
 * Finds the log files that the operands name: files as they are, folders with everything below
 * them in the order of their names, `-` for standard input. What cannot be looked at is yielded as
 * an error in its place.
 *
 * Throws a UsageError for a URI of a kind that cannot be read.
 */
export async function* findLogFiles(
  operands: readonly string[],
): AsyncGenerator<LogFile | FileError> {
  for (const operand of operands) {
    if (operand === '-') yield { name: '-', kind: 'stdin', named: true };
    else yield* findBelow(checkedPath(operand), true, new Set());
  }
}

/** Two letters at least before the colon: `C:\trail` is a path. */
const uri = /^([a-z][a-z0-9+.-]+):/;

function checkedPath(operand: string): string {
  const scheme = uri.exec(operand)?.[1];
  if (scheme === 's3') {
    throw new UsageError(
      `source '${operand}': trails in S3 cannot be read yet; copy them with 'aws s3 sync' and name the folder`,
    );
  }
  if (scheme === 'history' || operand.includes('://')) {
    throw new UsageError(`source '${operand}': expected a file, a folder, or - for standard input`);
  }
  return operand;
}

/** `above` holds the real paths of the folders on the way, so that a link to one of them ends. */
async function* findBelow(
  path: string,
  named: boolean,
  above: ReadonlySet<string>,
): AsyncGenerator<LogFile | FileError> {
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
    else yield* findBelow(inner, false, new Set([...above, real]));
  }
}
