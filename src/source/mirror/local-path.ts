import { platform } from 'node:os';
import { join } from 'node:path';
import { isOwnName } from './own-name.ts';

/**
 * Returns the path of an object in a mirror: its key, below the folder. Undefined for a key that is
 * not a path below the folder, or that this system does not allow.
 */
export function localPathOf(folder: string, key: string): string | undefined {
  const names = key.split('/');
  return names.every(isFileName) ? join(folder, ...names) : undefined;
}

function isFileName(name: string): boolean {
  const isPath = name === '' || name === '.' || name === '..' || reserved.test(name);
  return !isPath && !isOwnName(name);
}

/**
 * Names that a mirror does not use: with control characters or backslashes, and on Windows also
 * other names that it reserves.
 */
const reserved =
  platform() === 'win32'
    ? /[\\<>:"|?*\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
    : /[\\\p{Cc}]/u;
