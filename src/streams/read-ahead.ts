import { createBell } from './bell.ts';

/** Reads a source ahead of whoever takes its elements. */
export interface Reader<T> {
  /** What the source yields; throws what it throws. To be gone through once. */
  read(): AsyncGenerator<T>;
  /** Closes the source; what waits for it goes on. */
  close(): void;
}

/** Yields what the source yields, of which up to `buffered` elements are read ahead. */
export async function* readAhead<T>(source: AsyncIterable<T>, buffered: number): AsyncGenerator<T> {
  const reader = createReader(source, buffered);
  try {
    yield* reader.read();
  } finally {
    reader.close();
  }
}

/** Begins to read at once. */
export function createReader<T>(source: AsyncIterable<T>, buffered: number): Reader<T> {
  let ready: T[] = [];
  /** Elements that have been read and not been taken. */
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
        // All at once: to take one by one from the front of a long array costs its length each time.
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
