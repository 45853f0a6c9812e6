import { createReader, type Reader, readAhead } from './read-ahead.ts';

/**
 * Yields the elements of the sources, one source after the other, while up to `ahead` further
 * sources are being read, each up to `buffered` elements ahead. An error is thrown in its place.
 * All sources that were started are closed, however this ends.
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
