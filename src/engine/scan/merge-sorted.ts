/**
 * Yields the elements of inputs that are sorted, in order. Holds one element of each input, and
 * closes all of them, however it ends.
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
      if (!done) {
        first.value = value;
      } else {
        const last = heap.pop();
        if (last && last !== first) heap[0] = last;
      }
      sink(heap, 0, isBefore);
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

/** Moves the element at this place of a binary heap down until none below it comes before it. */
function sink<T>(heap: T[], at: number, isBefore: (a: T, b: T) => boolean): void {
  const moved = heap[at];
  if (moved === undefined) return;
  let place = at;
  for (;;) {
    let below = 2 * place + 1;
    let first = heap[below];
    if (first === undefined) break;
    const second = heap[below + 1];
    if (second !== undefined && isBefore(second, first)) {
      first = second;
      below++;
    }
    if (!isBefore(first, moved)) break;
    heap[place] = first;
    place = below;
  }
  heap[place] = moved;
}
