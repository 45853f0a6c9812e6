import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../../errors.ts';
import { systemCode } from '../../source/io-error.ts';

/** A file that only one process has made. */
export interface Lock {
  /** Whether no other process has taken it away. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Waits until there is no such file, and makes it. One that was not touched for some seconds was left by
 * a process that is dead, or halted: it is taken away. Throws ConfigError after a minute, and what the
 * system reports.
 */
export async function acquireLock(path: string): Promise<Lock> {
  const mark = randomUUID();
  const start = performance.now();
  let other = '';
  let since = start;
  while (!(await create(path, mark))) {
    const now = performance.now();
    const state = await stateOf(path);
    if (state !== other) {
      other = state;
      since = now;
    } else if (now - since > stale) {
      await rm(path, { force: true });
    }
    if (now - start > longestWait) {
      throw new ConfigError(`'${path}' is in the way: other processes do not stop writing`);
    }
    await delay(5 + Math.random() * 45);
  }
  return hold(path, mark);
}

/** Milliseconds, by the clock of whoever waits: that of the disk may be another. */
const stale = 5_000;
const beat = 1_000;
const longestWait = 60_000;

async function create(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Changes whenever the file is touched or made anew. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, mtimeMs } = await stat(path);
    return `${ino} ${mtimeMs}`;
  } catch {
    return '';
  }
}

function hold(path: string, mark: string): Lock {
  const timer = setInterval(() => {
    const now = new Date();
    // If it was taken away, whoever holds it asks.
    utimes(path, now, now).catch(() => undefined);
  }, beat).unref();
  const isHeld = async () => {
    try {
      return (await readFile(path, 'utf8')) === mark;
    } catch {
      return false;
    }
  };
  return {
    isHeld,
    async release() {
      clearInterval(timer);
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}
