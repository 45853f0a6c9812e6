/**
 * Says in a few words why the operating system did not let something be read. Throws the error again
 * when it does not come from there.
 */
export function describeIoError(error: unknown): string {
  const code =
    error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined;
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
