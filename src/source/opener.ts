import { addAbortSignal, Readable } from 'node:stream';
import type { GetCredentials } from './aws/credentials.ts';
import { readPath } from './read-path.ts';
import { createReadWholePath } from './read-whole-path.ts';
import type { ObjectReader } from './s3/fetch/object-reader.ts';
import type { Opener } from './source.ts';

/** Options for opening log files. */
interface OpenerOptions {
  /** Finds the credentials with which objects are fetched. */
  readonly credentials: GetCredentials;
  /** Returns standard input; absent in worker threads, which cannot read it. */
  readonly stdin?: () => Readable;
  /** Called with notes for the user about the files that are read. */
  readonly note?: ((text: string) => void) | undefined;
}

/** Creates an opener for log files of any kind. */
export function createOpener({ credentials, stdin, note }: OpenerOptions): Opener {
  let objects: Promise<ObjectReader> | undefined;
  const loadObjects = () => {
    objects ??= import('./s3/fetch/object-reader.ts').then(({ createObjectReader }) =>
      createObjectReader(credentials, note),
    );
    return objects;
  };
  const openObject: ObjectReader['open'] = async function* (...request) {
    yield* (await loadObjects()).open(...request);
  };
  const readWholePath = createReadWholePath();
  return {
    open(file, signal, onMetadata) {
      switch (file.kind) {
        case 'object':
          return openObject(file, signal, onMetadata);
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
    fetch: async (...request) => (await loadObjects()).fetch(...request),
    fetchAgain: async (...request) => (await loadObjects()).fetchAgain(...request),
    readWhole(file) {
      if (file.kind === 'page') return Buffer.from(file.bytes);
      return readWholePath(file);
    },
  };
}
