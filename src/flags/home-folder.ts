import { homedir, platform } from 'node:os';
import type { Environment } from './environment.ts';

/** Returns the user's home folder, which replaces `~` in paths. */
export function homeFolder(variables: Environment['variables']): string {
  return variables[platform() === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir();
}
