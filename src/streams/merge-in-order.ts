import { push, removeFirst, sink } from './heap.ts';

/**
 * Merges sorted sources: yields the element with the lowest position first, and of equal positions
 * the one whose source comes first. Asks all sources for their first element at once, and closes
 * all of them, however this ends.
 */
export async function* mergeInOrder<T>(
  sources: readonly AsyncIterable<T>[],
  positionOf: (element: T) => number,
): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const firsts = await Promise.all(iterators.map((iterator) => iterator.next()));
    const heap: Head<T>[] = [];
    for (const [at, first] of firsts.entries()) {
      const iterator = iterators[at];
      if (first.done || !iterator) continue;
      const head = { value: first.value, position: positionOf(first.value), at, iterator };
      push(heap, head, isBefore);
    }
    for (let head = heap[0]; head; head = heap[0]) {
      yield head.value;
      const next = await head.iterator.next();
      if (next.done) {
        removeFirst(heap, isBefore);
      } else {
        head.value = next.value;
        head.position = positionOf(next.value);
        sink(heap, 0, isBefore);
      }
    }
  } finally {
    for (const iterator of iterators) iterator.return?.(undefined).catch(() => {});
  }
}

/** The next element of a source. */
interface Head<T> {
  value: T;
  position: number;
  /** The index of the source. */
  readonly at: number;
  readonly iterator: AsyncIterator<T>;
}

function isBefore(a: Head<unknown>, b: Head<unknown>): boolean {
  return a.position === b.position ? a.at < b.at : a.position < b.position;
}
