import { openSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemCode } from '../io-error.ts';
import { unfinishedFolder } from './own-name.ts';

/** Where the files of a mirror are made, before they are moved to their places. */
export interface Workplace {
  /** Makes a file. Throws what the system reports. */
  create(): UnfinishedFile;
  /** Removes what is left of this thread's files, and the folder unless others use it. */
  remove(): void;
}

/** An empty file, and the descriptor by which it is open. */
interface UnfinishedFile {
  readonly path: string;
  readonly fd: number;
}

/** How files and folders of a mirror are made. */
export interface MirrorMaker {
  /** The permissions of files; absent for the usual ones. */
  readonly fileMode?: number;
  /** Makes a folder of the mirror, with those above it. Throws what the system reports. */
  makeFolder(path: string): void;
}

/**
 * The workplace of a mirror, which any number of processes and threads may share: the folder is made with
 * the first file. What those left unfinished that were killed is removed now.
 */
export function openWorkplace(mirror: string, { fileMode, makeFolder }: MirrorMaker): Workplace {
  const folder = join(mirror, unfinishedFolder);
  let created = 0;
  removeFiles(folder, isAbandoned);
  return {
    create() {
      const path = join(folder, `${process.pid}-${mark}-${++created}@${hostname()}`);
      for (let tries = 1; ; tries++) {
        try {
          return { path, fd: openSync(path, 'wx', fileMode) };
        } catch (error) {
          // Another process that ends may have removed the folder just before.
          if (systemCode(error) !== 'ENOENT' || tries === mostTries) throw error;
        }
        makeFolder(folder);
      }
    },
    remove() {
      if (created > 0) removeFiles(folder, isOwn);
    },
  };
}

const mostTries = 10;

/** Distinguishes threads, and processes that have, or had, the same number. */
const mark = Math.random().toString(36).slice(2);

const fileName = /^(?<pid>\d+)-(?<by>[0-9a-z]+)-\d+@(?<host>.*)$/s;

function removeFiles(folder: string, isRemoved: (name: string, folder: string) => boolean): void {
  try {
    for (const name of readdirSync(folder)) {
      if (isRemoved(name, folder)) rmSync(join(folder, name), { force: true });
    }
    rmdirSync(folder);
  } catch {
    // It is not there, or in use, or nothing can be written, which whoever writes finds out.
  }
}

function isOwn(name: string): boolean {
  return fileName.exec(name)?.groups?.['by'] === mark;
}

const day = 86_400_000;

/** Of files of other machines, and of other threads of this process, only the age is known. */
function isAbandoned(name: string, folder: string): boolean {
  const { pid, host } = fileName.exec(name)?.groups ?? {};
  if (pid === undefined) return false;
  if (host === hostname() && !isRunning(Number(pid))) return true;
  const found = statSync(join(folder, name), { throwIfNoEntry: false });
  // A file gets the time of its object before it is moved: that says nothing about its age.
  return found !== undefined && Date.now() - found.ctimeMs > day;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
