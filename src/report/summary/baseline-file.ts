import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { systemCode } from '../../source/io-error.ts';
import { type Baseline, emptyBaseline, mergeBaselines } from './baseline.ts';
import { BaselineProblem, baselineJson, parseBaseline } from './baseline-json.ts';
import { acquireLock, type Lock } from './baseline-lock.ts';

/** What is in a file; an empty baseline where there is none. Throws ConfigError for any other file. */
export async function loadBaseline(path: string): Promise<Baseline> {
  try {
    return parseBaseline(await readFile(path, 'utf8'));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return emptyBaseline();
    if (code !== undefined)
      throw new ConfigError(`the baseline '${path}' cannot be read (${code})`);
    if (!(error instanceof BaselineProblem)) throw error;
    throw new ConfigError(`the baseline '${path}' cannot be used: ${error.message}`);
  }
}

/**
 * Merges a baseline into a file, which nobody else may read. At any time the file is whole, as it was or
 * as it will be, and any number of processes may do this at once: nothing of any is lost. A symbolic link
 * stays one. Throws ConfigError when the file is no baseline, or its folder does not take it.
 */
export async function saveBaseline(path: string, baseline: Baseline): Promise<void> {
  try {
    const target = await followLinks(path);
    while (!(await mergeInto(target, baseline)));
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new ConfigError(
      `the baseline '${path}' cannot be written (${problems.get(code) ?? code})`,
    );
  }
}

const problems: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'its folder is not there'],
  ['ENOTDIR', 'its folder is a file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
]);

/** The file that a path leads to, be it there or not. */
async function followLinks(path: string): Promise<string> {
  let target = resolve(path);
  for (let links = 0; links < mostLinks; links++) {
    try {
      target = resolve(dirname(target), await readlink(target));
    } catch (error) {
      const code = systemCode(error);
      // It is no link, or nothing at all.
      if (code === 'EINVAL' || code === 'ENOENT' || code === 'UNKNOWN') return target;
      throw error;
    }
  }
  throw new ConfigError(`the baseline '${path}' cannot be written (ELOOP)`);
}

const mostLinks = 40;

/**
 * Whether it was done, and not lost because another process took the lock away, as it may from a process
 * that was halted for some time. Whoever has the lock removes what others left unfinished before it reads
 * the file: a process without the lock has nothing left to put in its place.
 */
async function mergeInto(target: string, baseline: Baseline): Promise<boolean> {
  const lock = await acquireLock(`${target}.lock`);
  try {
    await removeUnfinished(target);
    return await replace(target, baseline, lock);
  } finally {
    await lock.release();
  }
}

async function replace(target: string, baseline: Baseline, lock: Lock): Promise<boolean> {
  const unfinished = `${target}.${randomUUID()}${suffix}`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    // From here on nobody can take the lock and leave this file where it is.
    if (!(await lock.isHeld())) return false;
    const merged = mergeBaselines(await loadBaseline(target), baseline);
    await writeWhole(file, merged);
    await rename(unfinished, target);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !(await lock.isHeld())) return false;
    throw error;
  } finally {
    await file.close();
    await rm(unfinished, { force: true });
  }
  await syncFolder(dirname(target));
  return true;
}

const suffix = '.unfinished';

async function removeUnfinished(target: string): Promise<void> {
  const folder = dirname(target);
  const start = `${basename(target)}.`;
  for (const name of await readdir(folder)) {
    const isOurs = name.startsWith(start) && isUnfinished.test(name.slice(start.length));
    if (isOurs) await rm(join(folder, name), { force: true });
  }
}

/** Not what belongs to a baseline whose name begins with that of this one. */
const isUnfinished = /^[0-9a-f-]{36}\.unfinished$/;

async function writeWhole(file: FileHandle, baseline: Baseline): Promise<void> {
  let chunk = '';
  for (const text of baselineJson(baseline)) {
    chunk += text;
    if (chunk.length < chunkLength) continue;
    await file.appendFile(chunk);
    chunk = '';
  }
  await file.appendFile(chunk);
  await file.sync();
}

const chunkLength = 2 ** 20;

/** So that the new name outlives a power cut; some systems open no folders. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is whole in any case.
  }
}
