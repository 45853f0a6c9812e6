import { execFileSync } from 'node:child_process';

/** Returns whether a program is on the PATH, and prints its version. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
