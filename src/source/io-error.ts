import { ConfigError } from '../errors.ts';

/** Returns the code of a system error, such as ENOENT; undefined for other errors. */
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
 * Runs work in a folder that the user chose. Converts system errors to a ConfigError, with the
 * message that `messageOf` returns for the problem.
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

/** Explains a system error code for a folder that cannot be used. */
export function folderProblem(code: string): string {
  return folderProblems.get(code) ?? code;
}

const folderProblems: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EROFS', 'it is read-only'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EEXIST', 'it is a file'],
  ['ENOTDIR', 'it is a file'],
  // Node reports this for a folder that cannot be created, for example on a read-only disk.
  ['ENOENT', 'it cannot be created'],
]);

/**
 * Explains in a few words why the operating system could not read a file or folder. Rethrows any
 * other error.
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
      return 'a link that points to itself';
    case 'EMFILE':
    case 'ENFILE':
      return "too many open files; 'ulimit -n 1024' allows more";
    case undefined:
      throw error;
    default:
      return `cannot be read (${code})`;
  }
}
