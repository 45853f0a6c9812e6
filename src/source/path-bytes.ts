/**
 * Paths on disk are bytes, and need not be UTF-8. In trailscan they are strings: a byte that does
 * not belong to valid UTF-8 is a lone surrogate from U+DC80 to U+DCFF, as in Python's
 * `surrogateescape`. So two files are never confused, and either can be opened.
 */
import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';

/** Returns the path as the system takes it. */
export function systemPath(path: string): string | Buffer {
  if (isPlainPath(path)) return path;
  const parts = path
    .split(escaped)
    .map((part) => (escaped.test(part) ? Buffer.of(part.charCodeAt(0) - base) : Buffer.from(part)));
  return Buffer.concat(parts);
}

/** Returns whether the path is UTF-8, so that any code can open it. */
export function isPlainPath(path: string): boolean {
  return !escaped.test(path);
}

/** Returns the string for these bytes. */
export function fromBytes(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes[at] ?? 0);
    const character = bytes.subarray(at, at + length);
    if (isUtf8(character)) text += character.toString();
    else text += String.fromCharCode(base + (bytes[at] ?? 0));
    at += isUtf8(character) ? length : 1;
  }
  return text;
}

/** A byte that was not UTF-8. In a pair of surrogates, the second one does not match. */
const escaped = /([\udc80-\udcff])/u;
const base = 0xdc00;

/** Returns the length in bytes of a character of UTF-8, by its first byte. */
function characterLength(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** Whether some bytes may have been replaced when the name was read. */
function isLossy(name: string): boolean {
  return name.includes('\ufffd');
}

/** Returns the path without links, as `fs.realpath` does. */
export async function realPath(path: string): Promise<string> {
  const real = await realpath(systemPath(path));
  return isLossy(real) ? fromBytes(await realpath(systemPath(path), 'buffer')) : real;
}

/** An entry of a folder. */
export interface FolderEntry extends Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'> {
  readonly name: string;
}

/** Returns the entries of a folder, as `fs.readdir` does. */
export async function readFolder(path: string): Promise<readonly FolderEntry[]> {
  const entries = await readdir(systemPath(path), { withFileTypes: true });
  if (!entries.some(({ name }) => isLossy(name))) return entries;
  const raw = await readdir(systemPath(path), { withFileTypes: true, encoding: 'buffer' });
  return raw.map((entry) => ({
    name: fromBytes(entry.name),
    isFile: () => entry.isFile(),
    isDirectory: () => entry.isDirectory(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }));
}
