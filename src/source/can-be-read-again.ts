import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isRemote } from './create-source.ts';

/**
 * Whether the files that these sources name can be read a second time, and each has one name: standard
 * input and pipes cannot, to fetch objects twice costs more than it saves, and what two of the paths
 * name comes twice.
 */
export function canBeReadAgain(paths: readonly string[]): boolean {
  const named = new Set(paths.map((path) => resolve(path)));
  const distinct = new Set(paths);
  return (
    named.size === distinct.size &&
    [...distinct].every(
      (path) => path !== '-' && !isRemote(path) && isLasting(path) && !isWithin(path, named),
    )
  );
}

function isLasting(path: string): boolean {
  try {
    const stats = statSync(path);
    return stats.isFile() || stats.isDirectory();
  } catch {
    // What cannot be looked at is reported by whoever lists it, and is not read at all.
    return true;
  }
}

function isWithin(path: string, folders: ReadonlySet<string>): boolean {
  for (let inner = resolve(path); ; ) {
    const outer = dirname(inner);
    if (outer === inner) return false;
    if (folders.has(outer)) return true;
    inner = outer;
  }
}
