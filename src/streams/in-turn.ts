/** Yields what the source yields, of which up to `buffered` elements are read ahead. */
export async function* readAhead<T>(source: AsyncIterable<T>, buffered: number): AsyncGenerator<T> {
  const reader = createReader(source, buffered);
  try {
    yield* reader.read();
  } finally {
    reader.close();
  }
}

/**
 * Yields what the sources yield, in their order, while up to `ahead` others are being read, each up to
 * `buffered` elements ahead. An error is thrown in its place; what was begun is closed, however this
 * ends.
 */
export async function* inTurn<T>(
  sources: AsyncIterable<AsyncIterable<T>> | Iterable<AsyncIterable<T>>,
  { ahead, buffered }: { readonly ahead: number; readonly buffered: number },
): AsyncGenerator<T> {
  const begun = new Set<Reader<T>>();
  const begin = async function* () {
    for await (const source of sources) {
      const reader = createReader(source, buffered);
      begun.add(reader);
      yield reader;
    }
  };
  try {
    for await (const reader of readAhead(begin(), ahead)) {
      yield* reader.read();
      begun.delete(reader);
    }
  } finally {
    for (const { close } of begun) close();
  }
}

/** Reads something ahead of whoever asks for it. */
interface Reader<T> {
  read(): AsyncGenerator<T>;
  close(): void;
}

function createReader<T>(source: AsyncIterable<T>, buffered: number): Reader<T> {
  let ready: T[] = [];
  /** Elements that have been read and not been taken. */
  let held = 0;
  const iterator = source[Symbol.asyncIterator]();
  let state: 'reading' | 'ended' | { readonly error: unknown } = 'reading';
  let wakeReader = () => {};
  let wakeWriter = () => {};
  const readAll = async () => {
    try {
      for (;;) {
        if (held >= buffered) {
          await new Promise<void>((resolve) => {
            wakeWriter = resolve;
          });
        }
        if (state !== 'reading') return;
        const next = await iterator.next();
        if (next.done) break;
        ready.push(next.value);
        held++;
        wakeReader();
      }
      state = 'ended';
    } catch (error) {
      state = { error };
    }
    wakeReader();
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
          wakeWriter();
          yield one;
        }
        if (batch.length > 0) continue;
        if (typeof state === 'object') throw state.error;
        if (state === 'ended') return;
        await new Promise<void>((resolve) => {
          wakeReader = resolve;
        });
      }
    },
    close() {
      state = 'ended';
      wakeWriter();
      iterator.return?.(undefined).catch(() => {});
    },
  };
}
