import { ConfigError } from '../errors.ts';

/** The system's code for what went wrong; undefined for an error that does not come from there. */
export function systemCode(error: unknown): string | undefined {
  const { code, syscall } = Object(error) as {
    readonly code?: unknown;
    readonly syscall?: unknown;
  };
  return error instanceof Error && syscall !== undefined && typeof code === 'string'
    ? code
    : undefined;
}

/**
 * Does something with a folder of the user's choice. What the system reports of it is thrown as a
 * ConfigError, worded by why that is.
 */
export function inFolder<T>(work: () => T, messageOf: (problem: string) => string): T {
  try {
    return work();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new ConfigError(messageOf(folderProblem(code)), { cause: error });
  }
}

/** Why a folder takes no files, by the system's code for what went wrong. */
export function folderProblem(code: string): string {
  return folderProblems.get(code) ?? code;
}

const folderProblems: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EROFS', 'it cannot be written to'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EEXIST', 'it is a file'],
  ['ENOTDIR', 'it is a file'],
  // What Node says of a folder that cannot be made, where the disk is read-only for one.
  ['ENOENT', 'it cannot be made'],
]);

/**
 * Says in a few words why the operating system did not let something be read. Throws the error again
 * when it does not come from there.
 */
export function describeIoError(error: unknown): string {
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'a link that leads to itself';
    case undefined:
      throw error;
    default:
      return `cannot be read (${code})`;
  }
}
