import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The words of a command line as a shell hands them to a program. */
export async function shellWords(line: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `printf '%s\\0' ${line}`]);
  return stdout.split('\0').slice(0, -1);
}
