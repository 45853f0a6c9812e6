/**
 * Keeps facts about objects that the files of a mirror cannot hold, in one file in each folder: a
 * line of JSON for each object that has such facts. Lines are only added, and the last line for a
 * file counts. A line that was cut short by a kill or a full disk is ignored.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isoTime } from '../../iso-time.ts';
import { systemCode } from '../io-error.ts';
import type { StoredObject } from '../log-file.ts';
import type { Metadata } from '../source.ts';
import { notesFile } from './own-name.ts';
import { withRegularFile } from './with-regular-file.ts';

/** The facts that may be noted about an object. */
export interface ObjectFacts {
  readonly metadata?: Metadata | undefined;
  /** The SHA-256 of its bytes as stored, in hexadecimal digits. */
  readonly sha256?: string | undefined;
}

/** The facts about an object, and the mode of the file that notes them. */
interface NewNote {
  readonly object: StoredObject;
  readonly facts: ObjectFacts;
  /** The permissions of the file; undefined for the default ones. */
  readonly mode: number | undefined;
}

/** Notes the facts about an object beside its file, if there are any. Throws system errors. */
export function addNote(path: string, { object, facts, mode }: NewNote): void {
  const { etag, size, modified } = object;
  if (!facts.metadata && facts.sha256 === undefined) return;
  const note = { file: basename(path), etag, size, modified: isoTime(modified), ...facts };
  const fd = openSync(join(dirname(path), notesFile), 'a+', mode);
  try {
    writeSync(fd, `${endsMidLine(fd) ? '\n' : ''}${JSON.stringify(note)}\n`);
  } finally {
    closeSync(fd);
  }
}

/** Reads the facts that are noted about the object of a file, if any. Throws system errors. */
export function readNote(path: string): ObjectFacts {
  return notesIn(join(dirname(path), notesFile)).get(basename(path)) ?? {};
}

/** The notes that were read last: the files of a folder are usually read one after another. */
let latest: { readonly id: string; readonly notes: ReadonlyMap<string, ObjectFacts> } | undefined;

function notesIn(path: string): ReadonlyMap<string, ObjectFacts> {
  try {
    const notes = withRegularFile(path, (fd, { ino, size, mtimeMs }) => {
      // Lines are only added, so the file has grown when there is something new.
      const id = [path, ino, size, mtimeMs].join();
      if (latest?.id !== id) {
        const lines = readFileSync(fd, 'utf8').split('\n');
        latest = { id, notes: new Map(lines.flatMap(parseNote)) };
      }
      return latest.notes;
    });
    return notes ?? new Map();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Map();
    throw error;
  }
}

/** Returns whether the file ends in the middle of a line. */
function endsMidLine(fd: number): boolean {
  const { size } = fstatSync(fd);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
}

function parseNote(line: string): readonly (readonly [file: string, facts: ObjectFacts])[] {
  try {
    const note = JSON.parse(line);
    return typeof note?.file === 'string' ? [[note.file, note]] : [];
  } catch {
    return [];
  }
}
