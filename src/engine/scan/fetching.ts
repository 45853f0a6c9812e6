import type { LogFile, StoredObject } from '../../source/log-file.ts';
import type { Source } from '../../source/source.ts';
import { createBell } from '../../streams/bell.ts';

/** An object that has been fetched, or why it could not be. */
export interface Fetched<Tag> {
  readonly kind: 'fetched';
  readonly file: StoredObject;
  readonly tag: Tag;
  readonly outcome: { readonly stored: Buffer } | { readonly error: unknown };
}

/** Objects that are fetched while others are scanned. */
export interface Fetching<Tag> {
  /** Begins to fetch an object; the tag comes back with it. */
  add(file: StoredObject, tag: Tag): void;
  /** How many are being fetched, or wait to be taken. */
  count(): number;
  /** Whether so much has been begun that something is to be taken first. */
  isFull(): boolean;
  /** Waits until one can be taken. */
  ready(): Promise<void>;
  /** One that is there, in the order in which they come; undefined when none is. */
  take(): Fetched<Tag> | undefined;
}

/** Of an object that is larger, parts are scanned while others are fetched. */
const largest = 2 ** 23;
/** What a thread has under way at most. */
const mostObjects = 64;
const mostBytes = 2 ** 23;

/** Whether the whole of a file is fetched before it is scanned. */
export function isFetched(file: LogFile): file is StoredObject {
  return file.kind === 'object' && file.size <= largest;
}

export function createFetching<Tag>(
  source: Pick<Source, 'open' | 'fetch'>,
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
    isFull: () => count >= mostObjects || bytes >= mostBytes,
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
  { open, fetch }: Pick<Source, 'open' | 'fetch'>,
  file: StoredObject,
  signal: AbortSignal,
): Promise<Buffer> {
  if (fetch) return fetch(file, signal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open(file, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
