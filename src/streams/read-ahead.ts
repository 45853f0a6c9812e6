import { createBell } from './bell.ts';

/** Reads a source ahead of its consumer. */
export interface Reader<T> {
  /** Yields what the source yields, and throws what it throws. Iterate only once. */
  read(): AsyncGenerator<T>;
  /** Closes the source, and lets a waiting read end. */
  close(): void;
}

/** Yields what the source yields, reading up to `buffered` elements ahead. */
export async function* readAhead<T>(source: AsyncIterable<T>, buffered: number): AsyncGenerator<T> {
  const reader = createReader(source, buffered);
  try {
    yield* reader.read();
  } finally {
    reader.close();
  }
}

/** Creates a reader, which starts to read at once. */
export function createReader<T>(source: AsyncIterable<T>, buffered: number): Reader<T> {
  let ready: T[] = [];
  /** Number of elements that have been read and not taken yet. */
  let held = 0;
  const iterator = source[Symbol.asyncIterator]();
  let state: 'reading' | 'ended' | { readonly error: unknown } = 'reading';
  const arrived = createBell();
  const taken = createBell();
  const readAll = async () => {
    try {
      for (;;) {
        if (held >= buffered) await taken.wait();
        if (state !== 'reading') return;
        const next = await iterator.next();
        if (next.done) break;
        ready.push(next.value);
        held++;
        arrived.ring();
      }
      state = 'ended';
    } catch (error) {
      state = { error };
    }
    arrived.ring();
  };
  readAll();
  return {
    async *read() {
      for (;;) {
        // As a whole: removing them one by one would cost the array's length each time.
        const batch = ready;
        ready = [];
        for (const one of batch) {
          held--;
          taken.ring();
          yield one;
        }
        if (batch.length > 0) continue;
        if (typeof state === 'object') throw state.error;
        if (state === 'ended') return;
        await arrived.wait();
      }
    },
    close() {
      state = 'ended';
      taken.ring();
      iterator.return?.(undefined).catch(() => {});
    },
  };
}
