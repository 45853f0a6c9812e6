import type { LogFile, StoredObject } from '../../source/log-file.ts';
import type { Opener } from '../../source/source.ts';
import { createBell } from '../../streams/bell.ts';

/** An object, with its bytes as stored, or with the error if it could not be fetched. */
export interface Fetched<Tag> {
  readonly kind: 'fetched';
  readonly file: StoredObject;
  readonly tag: Tag;
  readonly result: { readonly stored: Buffer } | { readonly error: unknown };
}

/** Fetches objects while others are scanned. */
export interface Fetching<Tag> {
  /** Starts to fetch an object; the tag is returned with it. */
  add(file: StoredObject, tag: Tag): void;
  /** Returns how many objects are being fetched or wait to be taken. */
  count(): number;
  /** Returns whether an object must be taken before another is added. */
  isFull(): boolean;
  /** Waits until an object can be taken. */
  ready(): Promise<void>;
  /** Returns the next object that has arrived; undefined when none is ready. */
  take(): Fetched<Tag> | undefined;
}

/**
 * The largest object that is fetched whole, in bytes. Larger objects are scanned while they arrive.
 */
const maxFetchedBytes = 2 ** 23;
/** The maximum number of objects, and of their bytes, that a thread fetches at the same time. */
const maxObjects = 64;
const maxBytes = 2 ** 23;

/**
 * Returns whether a file is to be fetched as a whole before it is scanned: a small object in S3.
 */
export function shouldFetchWhole(file: LogFile): file is StoredObject {
  return file.kind === 'object' && file.size <= maxFetchedBytes;
}

/** Creates a `Fetching` that reads objects from the source. */
export function createFetching<Tag>(
  source: Pick<Opener, 'open' | 'fetch'>,
  signal: AbortSignal,
): Fetching<Tag> {
  const arrived: Fetched<Tag>[] = [];
  let count = 0;
  let bytes = 0;
  const bell = createBell();
  const fetch = async (file: StoredObject, tag: Tag) => {
    const result = await fetchWhole(source, file, signal).then(
      (stored) => ({ stored }),
      (error: unknown) => ({ error }),
    );
    arrived.push({ kind: 'fetched', file, tag, result });
    bell.ring();
  };
  return {
    add(file, tag) {
      count++;
      bytes += file.size;
      fetch(file, tag);
    },
    count: () => count,
    isFull: () => count >= maxObjects || bytes >= maxBytes,
    async ready() {
      while (arrived.length === 0 && count > 0) {
        await bell.wait();
      }
    },
    take() {
      const first = arrived.shift();
      if (first) {
        count--;
        bytes -= first.file.size;
      }
      return first;
    },
  };
}

async function fetchWhole(
  { open, fetch }: Pick<Opener, 'open' | 'fetch'>,
  file: StoredObject,
  signal: AbortSignal,
): Promise<Buffer> {
  if (fetch) return fetch(file, signal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open(file, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
