import type { Readable } from 'node:stream';
import { createCredentials } from './aws/credentials.ts';
import { findLogFiles } from './find-log-files.ts';
import { measurePaths } from './measure-paths.ts';
import { createOpener } from './opener.ts';
import type { Extent, Source } from './source.ts';

/**
 * The files, folders and standard input (`-`) that the paths name. `stdin` is called when standard
 * input is read, if it is. All files are listed: a path on a disk need not tell what is in it.
 */
export function createLocalSource(
  paths: readonly string[],
  stdin: () => Readable,
  { credentials = createCredentials(), note }: Partial<Pick<Source, 'credentials' | 'note'>> = {},
): Source {
  return {
    ...createOpener({ credentials, stdin, note }),
    credentials,
    ...(note && { note }),
    list: (_filter, signal) => findLogFiles(paths, signal),
    measure(signal) {
      let extent: Extent | undefined;
      measurePaths(paths, signal).then(
        (measured) => {
          extent = measured && { ...measured, isWhole: true };
        },
        // Without it less is told, and that is all.
        () => {},
      );
      return () => extent;
    },
  };
}
