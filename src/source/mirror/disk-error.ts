import { ConfigError } from '../../errors.ts';
import { folderProblem, systemCode } from '../io-error.ts';

/** The reason for rejecting an object whose key cannot be a path. */
export const keyRefusal = 'its key cannot be the path of a file';

/**
 * The reason for giving up a file that another process removed, with its folder, before it was
 * complete.
 */
export const removedRefusal = 'it was removed before it was finished';

/** Explains why one file cannot be written although others can; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  return refusals.get(systemCode(error) ?? '');
}

const refusals: ReadonlyMap<string, string> = new Map([
  ['ENAMETOOLONG', 'its name is too long for the disk'],
  ['EILSEQ', 'the disk does not allow its name'],
  ['EINVAL', 'the disk does not allow its name'],
  ['ENOTDIR', 'there is a file with the name of its folder'],
  ['EEXIST', 'there is a file with the name of its folder'],
  ['EISDIR', 'there is a folder with its name'],
  ['EACCES', 'permission to write it is denied'],
  ['EPERM', 'permission to write it is denied'],
  ['ELOOP', 'its folder is a link that points to itself'],
  ['EXDEV', 'its folder is on another disk'],
  ['ENOENT', removedRefusal],
]);

/** An error about a folder in which no file can be written. */
export class FolderError extends ConfigError {
  /** The cause, in a few words. */
  readonly problem: string;

  constructor(folder: string, problem: string) {
    super(`'${folder}' cannot be written to (${problem}): name another folder`);
    this.problem = problem;
  }
}

/** Converts a system error about a folder to a FolderError; returns any other error as it is. */
export function folderErrorOf(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  return code === undefined ? error : new FolderError(folder, folderProblem(code));
}
