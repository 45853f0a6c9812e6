import { join } from 'node:path';

/**
 * Where an object lies in a mirror: below the folder as its key says. Undefined for a key that is no
 * path below it, or none that every system takes.
 */
export function localPathOf(folder: string, key: string): string | undefined {
  const names = key.split('/');
  return names.every(isFileName) ? join(folder, ...names) : undefined;
}

function isFileName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return name !== '' && name !== '.' && name !== '..' && !/[\\:\u0000-\u001f]/.test(name);
}
