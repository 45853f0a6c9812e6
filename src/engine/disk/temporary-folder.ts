import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inFolder } from '../../source/io-error.ts';
import { isRunning, ownMachine, ownProcess, ownUser } from '../../source/running-process.ts';

/** A temporary folder for data that does not fit into memory. */
export interface TemporaryFolder {
  /** Returns the path of a new file in it. */
  newFile(): string;
  /**
   * Runs `work`, which writes to the folder, and returns its result. Throws ConfigError when the
   * folder cannot be written to.
   */
  attempt<T>(work: () => T): T;
  /** Removes the folder and its files at once; nothing may be read afterwards. */
  remove(): void;
}

/**
 * Returns a folder that is created with its first file, inside the system's temporary folder and
 * accessible only to this user. `use` ends the error message: what the folder is used for, and what
 * else the user can do.
 */
export function createTemporaryFolder(name: string, use: string): TemporaryFolder {
  let folder: string | undefined;
  let files = 0;
  return {
    newFile() {
      folder ??= mkdtempSync(join(tmpdir(), `trailscan-${name}-${ownProcess}@${ownMachine()}-`));
      return join(folder, String(files++));
    },
    attempt: (work) =>
      inFolder(
        work,
        (problem) => `the temporary folder '${tmpdir()}' cannot be written to (${problem}): ${use}`,
      ),
    remove() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

const folderName = /^trailscan-[a-z]+-(?<pid>\d+)@(?<host>.*)-[^-]+$/s;

/**
 * Removes the temporary folders of this user that killed processes of this machine left behind: a
 * process cannot remove its own when it is killed by SIGKILL.
 */
export function removeAbandonedFolders(): void {
  for (const name of namesIn(tmpdir())) {
    const { pid, host } = folderName.exec(name)?.groups ?? {};
    if (pid === undefined || host !== ownMachine() || isRunning(Number(pid))) continue;
    const path = join(tmpdir(), name);
    try {
      // The name of a folder of another user could be a trap.
      if (lstatSync(path).uid === ownUser) rmSync(path, { recursive: true });
    } catch {
      // Another process has removed it at the same time.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
