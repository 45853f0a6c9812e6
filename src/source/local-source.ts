import { addAbortSignal, type Readable } from 'node:stream';
import { findLogFiles } from './find-log-files.ts';
import { measurePaths } from './measure-paths.ts';
import { createPathSource } from './path-source.ts';
import type { Source } from './source.ts';

/**
 * The files, folders and standard input (`-`) that the paths name. `stdin` is called when standard
 * input is read, if it is. All files are listed: a path on a disk need not tell what is in it.
 */
export function createLocalSource(paths: readonly string[], stdin: () => Readable): Source {
  const { open, readWhole } = createPathSource();
  return {
    list: (_filter, signal) => findLogFiles(paths, signal),
    open: (file, signal) =>
      file.kind === 'stdin' ? addAbortSignal(signal, stdin()) : open(file, signal),
    ...(readWhole && { readWhole }),
    measure: (_filter, signal) => measurePaths(paths, signal),
  };
}
