import { platform } from 'node:os';
import { join } from 'node:path';
import { isOwnName } from './own-name.ts';

/**
 * Where an object lies in a mirror: below the folder as its key says. Undefined for a key that is not a
 * path below it, or not one that this system takes.
 */
export function localPathOf(folder: string, key: string): string | undefined {
  const names = key.split('/');
  return names.every(isFileName) ? join(folder, ...names) : undefined;
}

function isFileName(name: string): boolean {
  const isPath = name === '' || name === '.' || name === '..' || refused.test(name);
  return !isPath && !isOwnName(name);
}

/** Control characters; and what separates names, or has a meaning of its own, on Windows. */
const refused =
  platform() === 'win32'
    ? /[\\<>:"|?*\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
    : /[\\\p{Cc}]/u;
