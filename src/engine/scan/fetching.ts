import type { LogFile, StoredObject } from '../../source/log-file.ts';
import type { Opener } from '../../source/source.ts';
import { createBell } from '../../streams/bell.ts';

/** An object that has been fetched, or the error when it could not be. */
export interface Fetched<Tag> {
  readonly kind: 'fetched';
  readonly file: StoredObject;
  readonly tag: Tag;
  readonly outcome: { readonly stored: Buffer } | { readonly error: unknown };
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
 * Bytes of the largest object that is fetched whole. Larger ones are scanned part by part while the rest is
 * fetched.
 */
const maxFetchedBytes = 2 ** 23;
/** Most objects, and bytes, that a thread fetches at the same time. */
const maxObjects = 64;
const maxBytes = 2 ** 23;

/** Returns whether the whole of a file is fetched before it is scanned. */
export function isFetched(file: LogFile): file is StoredObject {
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
    const outcome = await fetchWhole(source, file, signal).then(
      (stored) => ({ stored }),
      (error: unknown) => ({ error }),
    );
    arrived.push({ kind: 'fetched', file, tag, outcome });
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
