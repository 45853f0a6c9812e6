import { ConfigError } from '../../errors.ts';
import { folderProblem, systemCode } from '../io-error.ts';

/** Why an object is not in a mirror whose key cannot be the path of a file. */
export const keyRefusal = 'its key cannot be the path of a file';

/** Why a file is not there that another process has removed, with its folder, before it was whole. */
export const removedRefusal = 'it was removed before it was finished';

/** Why one file cannot be where it is to be, where others can; undefined when that is not what went wrong. */
export function refusalOf(error: unknown): string | undefined {
  return refusals.get(systemCode(error) ?? '');
}

const refusals: ReadonlyMap<string, string> = new Map([
  ['ENAMETOOLONG', 'its name is too long for the disk'],
  ['EILSEQ', 'the disk does not take its name'],
  ['EINVAL', 'the disk does not take its name'],
  ['ENOTDIR', 'there is a file of the name of its folder'],
  ['EEXIST', 'there is a file of the name of its folder'],
  ['EISDIR', 'there is a folder of its name'],
  ['EACCES', 'permission to write it is denied'],
  ['EPERM', 'permission to write it is denied'],
  ['ELOOP', 'its folder is a link that leads to itself'],
  ['EXDEV', 'its folder lies on another disk'],
  ['ENOENT', removedRefusal],
]);

/** A folder takes no files at all. */
export class FolderError extends ConfigError {
  /** In a few words. */
  readonly problem: string;

  constructor(folder: string, problem: string) {
    super(`'${folder}' takes no files (${problem}): name another folder`);
    this.problem = problem;
  }
}

/** What the system reports of a folder, as a FolderError; an error that does not come from there, as it is. */
export function folderErrorOf(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  return code === undefined ? error : new FolderError(folder, folderProblem(code));
}
