/**
 * Yields the elements of all sources in the order in which they arrive. Closes all sources, however
 * this ends.
 */
export async function* mergeAsTheyCome<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const next = (index: number) => {
    const promise =
      iterators[index]?.next().then((result) => ({ index, result })) ?? Promise.reject(index);
    // It may fail while nothing awaits it, which would end the process.
    promise.catch(() => {});
    return promise;
  };
  const pending = new Map(iterators.map((_, index) => [index, next(index)]));
  try {
    while (pending.size > 0) {
      const { index, result } = await Promise.race(pending.values());
      if (result.done) {
        pending.delete(index);
      } else {
        pending.set(index, next(index));
        yield result.value;
      }
    }
  } finally {
    for (const iterator of iterators) iterator.return?.(undefined).catch(() => {});
  }
}
