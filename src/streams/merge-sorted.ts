import { removeFirst, sink } from './heap.ts';

/**
 * Merges sorted inputs. Holds one element of each input, and closes all of them, however this ends.
 */
export function* mergeSorted<T>(
  inputs: readonly Iterable<T>[],
  compare: (a: T, b: T) => number,
): Generator<T, void> {
  const iterators = inputs.map((input) => input[Symbol.iterator]());
  try {
    const heap: Head<T>[] = [];
    for (const rest of iterators) {
      const { done, value } = rest.next();
      if (!done) heap.push({ value, rest });
    }
    const isBefore = (a: Head<T>, b: Head<T>) => compare(a.value, b.value) < 0;
    for (let at = heap.length >>> 1; at >= 0; at--) sink(heap, at, isBefore);
    for (let first = heap[0]; first; first = heap[0]) {
      yield first.value;
      const { done, value } = first.rest.next();
      if (done) {
        removeFirst(heap, isBefore);
      } else {
        first.value = value;
        sink(heap, 0, isBefore);
      }
    }
  } finally {
    for (const iterator of iterators) iterator.return?.();
  }
}

/** The next element of an input, and what follows it. */
interface Head<T> {
  value: T;
  readonly rest: Iterator<T>;
}
