import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Splits a command line into words, as a shell passes them to a program. */
export async function shellWords(line: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `printf '%s\\0' ${line}`]);
  return stdout.split('\0').slice(0, -1);
}
