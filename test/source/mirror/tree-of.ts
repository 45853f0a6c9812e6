import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The content and time of a file. */
interface FileFacts {
  readonly digest: string;
  /** In epoch milliseconds. */
  readonly modified: number;
}

/**
 * Returns all files and empty folders below a folder, by relative path; none when the folder does
 * not exist.
 */
export function treeOf(folder: string): Readonly<Record<string, FileFacts | 'folder'>> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => entry.isFile() || readdirSync(path).length === 0);
  return Object.fromEntries(
    entries.map(({ entry, path }) => [
      relative(folder, path).replaceAll('\\', '/'),
      entry.isFile() ? factsOf(path) : 'folder',
    ]),
  );
}

/** Counts the files below a folder, to which another process may be writing. */
export function countFiles(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  } catch {
    // It does not exist yet, or one of its folders was just removed.
    return 0;
  }
}

/** Returns the tree that a mirror of these objects should have. */
export function treeFor(
  objects: Iterable<{ readonly key: string; readonly body: Buffer; readonly lastModified: Date }>,
): ReturnType<typeof treeOf> {
  return Object.fromEntries(
    [...objects].map(({ key, body, lastModified }) => [
      key,
      { digest: digestOf(body), modified: lastModified.getTime() },
    ]),
  );
}

function factsOf(path: string): FileFacts {
  return { digest: digestOf(readFileSync(path)), modified: statSync(path).mtimeMs };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
