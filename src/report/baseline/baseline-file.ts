import { open, readFile, readlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../../errors.ts';
import { describeIoError, folderProblem, systemCode } from '../../source/io-error.ts';
import { type Baseline, emptyBaseline, mergeBaselines } from './baseline.ts';
import { BaselineProblem, baselineJson, parseBaseline } from './baseline-json.ts';
import { claimFile } from './claimed-file.ts';

/** What is in a file; an empty baseline where there is none. Throws ConfigError for any other file. */
export async function loadBaseline(path: string): Promise<Baseline> {
  return baselineOf(path, await readText(path));
}

/**
 * Merges a baseline into a file, which only its owner may read. At any time the file is whole, as it was
 * or as it will be. Any number of processes may do this at once: nothing that one of them saved is lost.
 * A symbolic link stays one.
 *
 * Throws ConfigError when the file is not a baseline, or its folder does not take it.
 */
export async function saveBaseline(path: string, baseline: Baseline): Promise<void> {
  const target = await followLinks(resolve(path));
  const start = performance.now();
  try {
    while (!(await mergeInto(target, baseline))) {
      if (performance.now() - start > longestWait) {
        throw new ConfigError(`'${unfinished(target)}' is in the way: expected no such file`);
      }
      await delay(5 + Math.random() * 45);
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const problem = code === 'ENOENT' ? 'it is not there' : folderProblem(code);
    throw new ConfigError(
      `the baseline '${path}' cannot be written: ` +
        `the folder '${dirname(target)}' cannot be written to (${problem})`,
      { cause: error },
    );
  }
  await syncFolder(dirname(target));
}

/** Milliseconds: a file that was left over is removed before. */
const longestWait = 120_000;

function unfinished(target: string): string {
  return `${target}.unfinished`;
}

/** The file that a path leads to, even when it is not there. What else is wrong shows when it is read. */
async function followLinks(path: string, most = 40): Promise<string> {
  const next = await readlink(path).catch(() => undefined);
  return next === undefined || most === 0
    ? path
    : followLinks(resolve(dirname(path), next), most - 1);
}

/**
 * False when nothing was done because another process writes the file, or has written it meanwhile.
 * Such a process is kept out by the new file, which has the same name for all. Only when this process is
 * halted for so long that the new file counts as left over can another come in between: therefore the
 * file is read again.
 */
async function mergeInto(target: string, baseline: Baseline): Promise<boolean> {
  const file = await claimFile(unfinished(target));
  if (!file) return false;
  try {
    const text = await readText(target);
    await file.write(baselineJson(mergeBaselines(baselineOf(target, text), baseline)));
    return (await readText(target)) === text && (await file.moveTo(target));
  } finally {
    await file.release();
  }
}

/** Undefined when the file is not there. */
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

/** So that the new name outlives a power cut; some systems open no folders. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is whole in any case.
  }
}
