/** Returns whether `a` comes before `b` in a heap. */
export type IsBefore<T> = (a: T, b: T) => boolean;

/** Moves an element of a binary heap down until none below it comes before it. */
export function sink<T>(heap: T[], at: number, isBefore: IsBefore<T>): void {
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

/** Adds an element to a binary heap. */
export function push<T>(heap: T[], added: T, isBefore: IsBefore<T>): void {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >>> 1;
    const other = heap[above];
    if (other === undefined || !isBefore(added, other)) break;
    heap[place] = other;
    place = above;
  }
  heap[place] = added;
}

/** Removes the first element. */
export function removeFirst<T>(heap: T[], isBefore: IsBefore<T>): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  sink(heap, 0, isBefore);
}
