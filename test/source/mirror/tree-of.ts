import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a file is, apart from its name. */
interface FileFacts {
  readonly digest: string;
  /** In epoch milliseconds. */
  readonly modified: number;
}

/** All files below a folder, by their paths in it, and empty folders; nothing when it is not there. */
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

/** How many files there are below a folder in which another process may be at work. */
export function countFiles(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  } catch {
    // It is not there yet, or one of its folders is no more.
    return 0;
  }
}

/** The tree that a mirror of these objects is. */
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
