import { open, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../../errors.ts';
import { describeIoError, folderProblem, systemCode } from '../../source/io-error.ts';
import { type Baseline, emptyBaseline, isNew, mergeBaselines, type SeenKind } from './baseline.ts';
import {
  type BaselineEntries,
  BaselineProblem,
  baselineJson,
  entriesIn,
  parseBaseline,
} from './baseline-json.ts';
import { baselineLines, OtherLayout } from './baseline-lines.ts';
import { claimFile } from './claimed-file.ts';
import { createKnownValues } from './known-values.ts';
import { mergeLines } from './merge-lines.ts';

/**
 * Reads a baseline file; returns an empty baseline if the file does not exist. Throws ConfigError
 * when the file cannot be read or is not a baseline.
 */
export async function loadBaseline(path: string): Promise<Baseline> {
  return baselineOf(path, await readText(path));
}

/** The windows and values that were seen before a window. */
export interface EarlierValues {
  /** The start times of the windows in epoch milliseconds. */
  readonly windows: readonly number[];
  /** Returns whether the value was seen before the window. */
  has(kind: SeenKind, value: string): boolean;
}

/**
 * Reads from a baseline file what was seen before `since`; nothing if the file does not exist.
 * Throws ConfigError as `loadBaseline` does.
 */
export async function loadEarlier(path: string, since: number): Promise<EarlierValues> {
  const known = createKnownValues();
  let windows: readonly number[] = [];
  try {
    for (const line of baselineLines(path)) {
      if (line.kind === 'windows') windows = line.windows;
      else if (line.seen.first < since) known.add(line.kind, line.value);
    }
    return { windows, has: known.has };
  } catch (error) {
    if (!isOtherFile(error)) throw error;
    const baseline = await loadBaseline(path);
    const has = (kind: SeenKind, value: string) => !isNew(baseline, kind, value, since);
    return { windows: baseline.windows, has };
  }
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
    const version = await versionOf(target);
    await file.write(baselineJson(await mergedEntries(target, baseline)));
    return (await versionOf(target)) === version && (await file.moveTo(target));
  } catch (error) {
    // The file was replaced while it was read for the second time.
    if (error instanceof OtherLayout) return false;
    throw error;
  } finally {
    await file.release();
  }
}

/** Returns whether a file must be read as a whole, which also reports why it cannot be read. */
function isOtherFile(error: unknown): boolean {
  return error instanceof OtherLayout || systemCode(error) !== undefined;
}

/** Returns a text that differs after the file was written or replaced. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : '';
}

async function mergedEntries(path: string, baseline: Baseline): Promise<BaselineEntries> {
  try {
    return mergeLines(() => baselineLines(path), baseline);
  } catch (error) {
    if (!isOtherFile(error)) throw error;
    return entriesIn(mergeBaselines(await loadBaseline(path), baseline));
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
