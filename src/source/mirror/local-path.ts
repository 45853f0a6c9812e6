import { platform } from 'node:os';
import { join } from 'node:path';
import { unfinishedFolder } from '../look-into-folder.ts';

/**
 * Where an object lies in a mirror: below the folder as its key says. Undefined for a key that is no
 * path below it, or none that this system takes.
 */
export function localPathOf(folder: string, key: string): string | undefined {
  const names = key.split('/');
  // Some file systems take capitals and small letters for the same.
  const isOurs = names[0]?.toLowerCase() === unfinishedFolder;
  return names.every(isFileName) && !isOurs ? join(folder, ...names) : undefined;
}

function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !refused.test(name);
}

/** Control characters; and what separates names, or has a meaning of its own, on Windows. */
const refused =
  platform() === 'win32'
    ? /[\\<>:"|?*\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
    : /[\\\p{Cc}]/u;
