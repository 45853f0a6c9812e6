import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inFolder } from '../../source/io-error.ts';

/** A folder for what does not fit into memory. */
export interface TemporaryFolder {
  /** The path of a file in it, which is another each time. */
  newFile(): string;
  /** Does something in it; throws ConfigError when the folder does not take it. */
  attempt<T>(work: () => T): T;
  /** Removes it with all files, at once; nothing may be read any more. */
  remove(): void;
}

/**
 * Makes the folder, in the system's temporary folder and for this user alone, for the first file.
 * `use`: what is done there, and what else the user can do.
 */
export function createTemporaryFolder(name: string, use: string): TemporaryFolder {
  let folder: string | undefined;
  let files = 0;
  return {
    newFile() {
      folder ??= mkdtempSync(join(tmpdir(), `trailscan-${name}-`));
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
