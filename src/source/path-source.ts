import { readPath } from './read-path.ts';
import { createReadWholePath } from './read-whole-path.ts';
import type { Source } from './source.ts';

/** Opens log files that are paths. */
export function createPathSource(): Pick<Source, 'open' | 'readWhole'> {
  return {
    open: (file, signal) => readPath(file.name, signal),
    readWhole: createReadWholePath(),
  };
}
