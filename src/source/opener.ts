import { addAbortSignal, Readable } from 'node:stream';
import type { GetCredentials } from './aws/credentials.ts';
import { readPath } from './read-path.ts';
import { createReadWholePath } from './read-whole-path.ts';
import { createObjectReader } from './s3/object-reader.ts';
import type { Source } from './source.ts';

/** Opens log files of any kind, objects with these credentials; standard input, if that is given. */
export function createOpener(
  credentials: GetCredentials,
  stdin?: () => Readable,
): Pick<Source, 'open' | 'fetch' | 'readWhole'> {
  const objects = createObjectReader(credentials);
  const readWholePath = createReadWholePath();
  return {
    open(file, signal) {
      switch (file.kind) {
        case 'object':
          return objects.open(file, signal);
        case 'page':
          return Readable.from([file.bytes]);
        case 'path':
          return readPath(file.name, signal);
        case 'stdin':
          if (!stdin) throw new Error('standard input cannot be read here');
          return addAbortSignal(signal, stdin());
        default:
          return file satisfies never;
      }
    },
    fetch: objects.fetch,
    readWhole(file) {
      if (file.kind === 'page') return Buffer.from(file.bytes);
      return readWholePath(file);
    },
  };
}
