/** A value that events of a session have, such as an address. */
export interface Seen {
  readonly value: string;
  readonly events: number;
  /** Epoch milliseconds. */
  readonly first: number;
  readonly last: number;
}

/** Adds up what was seen of each value; returns the values in the order of their first events. */
export function addUp(all: Iterable<Seen>): readonly Seen[] {
  const sums = new Map<string, Seen>();
  for (const { value, events, first, last } of all) {
    const sum = sums.get(value) ?? { events: 0, first, last };
    sums.set(value, {
      value,
      events: sum.events + events,
      first: Math.min(sum.first, first),
      last: Math.max(sum.last, last),
    });
  }
  return [...sums.values()].sort(inOrder);
}

/** Compares values by their first events. */
export function inOrder(a: Seen, b: Seen): number {
  return a.first - b.first || (a.value < b.value ? -1 : 1);
}
