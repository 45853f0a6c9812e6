import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventRecord } from '../../src/query/event-record.ts';
import type { Source } from '../../src/source/source.ts';
import { createFastPath } from '../decode/scanner/fast-path.ts';
import { readOnSlowPath } from '../decode/scanner/slow-path.ts';
import { projectRoot } from '../support/trailscan.ts';

/** Log files in memory, and their events, as they are found without the scanner. */
export interface LogFiles {
  readonly source: Source;
  /** The events in the order of the files, and of their positions in them. */
  readonly records: readonly EventRecord[];
  /** The parts that cannot be read, in the same order. */
  readonly damage: readonly {
    readonly file: string;
    readonly offset: number;
    readonly reason: string;
  }[];
}

/** The project's own log files of every shape. */
export const fixtures = join(projectRoot, 'fixtures');

/** Trail files recorded at AWS; on some machines they are next to the project. */
export const realData = join(projectRoot, '../shared/data');

export const hasRealData = existsSync(realData);

/**
 * Returns whether reading the file takes long: damaged gzip data and tables take many times as long
 * as other files, and the scanner does not read them.
 */
export function takesLong(name: string): boolean {
  return /\/broken\/.*\.gz$|\.csv$/.test(name);
}

/** Returns whether the scanner reads any event of the file, so that not all are parsed. */
export async function isScanned(stored: Buffer): Promise<boolean> {
  return (await createFastPath().readStream(stored, chunkBytes)).taken > 0;
}

/** Reads the files below the folder, apart from archives, which are not one log file each. */
export async function readLogFiles(
  folder: string,
  isWanted: (name: string, stored: Buffer) => boolean | Promise<boolean> = () => true,
): Promise<LogFiles> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).replaceAll('\\', '/'))
    .filter((name) => !/\.(?:tar|zip)$/.test(name))
    .sort();
  const wanted = new Map<string, Buffer>();
  for (const name of names) {
    const stored = readFileSync(name);
    if (await isWanted(name, stored)) wanted.set(name, stored);
  }
  return logFilesOf(wanted);
}

/** Reads files in memory, by name. The source reads them in one go or in chunks. */
export async function logFilesOf(files: ReadonlyMap<string, Buffer>): Promise<LogFiles> {
  const records: EventRecord[] = [];
  const damage: { file: string; offset: number; reason: string }[] = [];
  for (const [file, stored] of files) {
    const found = await readOnSlowPath(stored, { file, size: chunkBytes });
    records.push(...found.records);
    damage.push(...found.damage.map(({ offset, reason }) => ({ file, offset, reason })));
  }
  return { source: sourceOf(files), records, damage };
}

const chunkBytes = 2 ** 16;

function sourceOf(files: ReadonlyMap<string, Buffer>): Source {
  const storedOf = (name: string) => files.get(name) ?? Buffer.alloc(0);
  return {
    async *list() {
      for (const name of files.keys()) yield { name, kind: 'path', named: false };
    },
    async *open({ name }) {
      const stored = storedOf(name);
      for (let at = 0; at < stored.length; at += chunkBytes) {
        yield stored.subarray(at, at + chunkBytes);
      }
    },
    readWhole: ({ name }) => storedOf(name),
  };
}
