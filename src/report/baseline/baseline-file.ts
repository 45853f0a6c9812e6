import { open, readFile, readlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../../errors.ts';
import { describeIoError, folderProblem, systemCode } from '../../source/io-error.ts';
import { type Baseline, emptyBaseline, mergeBaselines } from './baseline.ts';
import { BaselineProblem, baselineJson, parseBaseline } from './baseline-json.ts';
import { claimFile } from './claimed-file.ts';

/**
 * Reads a baseline file; returns an empty baseline if the file does not exist. Throws ConfigError
 * when the file cannot be read or is not a baseline.
 */
export async function loadBaseline(path: string): Promise<Baseline> {
  return baselineOf(path, await readText(path));
}

/**
 * Merges a baseline into a file that only its owner may read. The file is replaced atomically: at
 * any time it has either its old or its new content. Any number of processes may save at once, and
 * nothing that they save is lost. A symbolic link stays a link.
 *
 * Throws ConfigError when the file is not a baseline, or when it cannot be written in its folder.
 */
export async function saveBaseline(path: string, baseline: Baseline): Promise<void> {
  const target = await followLinks(resolve(path));
  const start = performance.now();
  try {
    while (!(await mergeInto(target, baseline))) {
      if (performance.now() - start > maxWait) {
        throw new ConfigError(
          `'${unfinishedPath(target)}' is in the way: expected no file of this name`,
        );
      }
      await delay(5 + Math.random() * 45);
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const problem = code === 'ENOENT' ? 'it does not exist' : folderProblem(code);
    throw new ConfigError(
      `the baseline '${path}' cannot be written: ` +
        `the folder '${dirname(target)}' cannot be written to (${problem})`,
      { cause: error },
    );
  }
  await syncFolder(dirname(target));
}

/** In milliseconds: longer than it takes until a leftover file is removed. */
const maxWait = 120_000;

function unfinishedPath(target: string): string {
  return `${target}.unfinished`;
}

/**
 * Returns the path at the end of a chain of symbolic links, even if no file exists there. Other
 * problems show when the file is read.
 */
async function followLinks(path: string, maxLinks = 40): Promise<string> {
  const next = await readlink(path).catch(() => undefined);
  return next === undefined || maxLinks === 0
    ? path
    : followLinks(resolve(dirname(path), next), maxLinks - 1);
}

/**
 * Returns false when nothing was done because another process is writing the file, or has written
 * it in the meantime. The new file, whose name is the same for all processes, keeps other processes
 * out. Only if this process is halted until its new file counts as left over can another one write
 * in between, so the file is read again before the rename.
 */
async function mergeInto(target: string, baseline: Baseline): Promise<boolean> {
  const file = await claimFile(unfinishedPath(target));
  if (!file) return false;
  try {
    const text = await readText(target);
    await file.write(baselineJson(mergeBaselines(baselineOf(target, text), baseline)));
    return (await readText(target)) === text && (await file.moveTo(target));
  } finally {
    await file.release();
  }
}

/** Returns undefined when the file does not exist. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new ConfigError(`the baseline '${path}': ${describeIoError(error)}`, { cause: error });
  }
}

function baselineOf(path: string, text: string | undefined): Baseline {
  if (text === undefined) return emptyBaseline();
  try {
    return parseBaseline(text);
  } catch (error) {
    if (!(error instanceof BaselineProblem)) throw error;
    throw new ConfigError(`the baseline '${path}' cannot be used: ${error.message}`);
  }
}

/** Makes the new name survive a power failure. Some systems cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is complete in any case.
  }
}
