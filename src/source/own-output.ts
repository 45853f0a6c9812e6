import { fstatSync, type Stats, statSync } from 'node:fs';
import type { LogFile } from './log-file.ts';
import { systemPath } from './path-bytes.ts';

/**
 * Returns whether a log file is the file that standard output is written to, as in
 * `trailscan query . > all.ndjson`: reading it would never end.
 */
export function isOwnOutput({ kind, name }: LogFile): boolean {
  if (kind !== 'path' && kind !== 'stdin') return false;
  try {
    return isOutput(kind === 'stdin' ? fstatSync(0) : statSync(systemPath(name)));
  } catch {
    // Reading the file will report the problem.
    return false;
  }
}

/** The same for the state of an open file. */
export function isOutput({ dev, ino }: Pick<Stats, 'dev' | 'ino'>): boolean {
  output ??= findOutput();
  return dev === output.dev && ino === output.ino;
}

let output: Pick<Stats, 'dev' | 'ino'> | undefined;

function findOutput(): Pick<Stats, 'dev' | 'ino'> {
  try {
    const stats = fstatSync(1);
    if (stats.isFile()) return stats;
  } catch {
    // Standard output is closed.
  }
  return { dev: Number.NaN, ino: Number.NaN };
}
