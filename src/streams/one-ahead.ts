/**
 * Yields what the source does, and lets it work on the next while the last is being looked at: zlib
 * inflates in threads of its own. Closes the source, however it ends.
 */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Whoever asks for it is told of a failure; when nobody does, it is none.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
