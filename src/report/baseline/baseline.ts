/** The kinds of values that a baseline remembers. */
export const seenKinds = ['principals', 'apis', 'regions', 'addresses', 'agents'] as const;

/** A kind of value that a baseline remembers. */
export type SeenKind = (typeof seenKinds)[number];

/** When a value was first and last seen, in epoch milliseconds. */
export interface Seen {
  readonly first: number;
  readonly last: number;
}

/** The values that were seen in earlier windows. */
export interface Baseline {
  /** The start times of the windows in epoch milliseconds, ascending; at most `maxWindows`. */
  readonly windows: readonly number[];
  readonly seen: Readonly<Record<SeenKind, ReadonlyMap<string, Seen>>>;
}

/** Returns a baseline without windows and values. */
export function emptyBaseline(): Baseline {
  return { windows: [], seen: ofEachKind(() => new Map()) };
}

/** Makes a value for each kind. */
export function ofEachKind<Value>(make: (kind: SeenKind) => Value): Record<SeenKind, Value> {
  return {
    principals: make('principals'),
    apis: make('apis'),
    regions: make('regions'),
    addresses: make('addresses'),
    agents: make('agents'),
  };
}

/**
 * Returns whether the value was not seen before `since`. The result is the same if the window that
 * begins at `since`, or later windows, have already been added to the baseline.
 */
export function isNew({ seen }: Baseline, kind: SeenKind, value: string, since: number): boolean {
  return (seen[kind].get(value)?.first ?? since) >= since;
}

/** Returns how many windows began before `since`; at most `maxWindows`. */
export function windowsBefore({ windows }: Baseline, since: number): number {
  return windows.filter((start) => start < since).length;
}

/** Returns whether no window began before `since`, so that every value would be new. */
export function isFirstRun(baseline: Baseline, since: number): boolean {
  return windowsBefore(baseline, since) === 0;
}

/** Returns the baseline with the values seen in a window that began at `since` added. */
export function addWindow(baseline: Baseline, since: number, seen: Baseline['seen']): Baseline {
  // Times of events are whole seconds, and a window may begin within a second.
  const within = ([value, { first, last }]: readonly [string, Seen]) =>
    [value, { first: Math.max(first, since), last: Math.max(last, since) }] as const;
  return mergeBaselines(baseline, {
    windows: [since],
    seen: ofEachKind((kind) => new Map([...seen[kind]].map(within))),
  });
}

/**
 * Returns a baseline of everything that either baseline has seen. As long as no limit is exceeded,
 * neither the order of merging nor merging one repeatedly makes a difference.
 */
export function mergeBaselines(a: Baseline, b: Baseline): Baseline {
  return {
    windows: boundWindows([...new Set([...a.windows, ...b.windows])].sort((one, two) => one - two)),
    seen: ofEachKind((kind) => boundValues(mergeSeen(a.seen[kind], b.seen[kind]))),
  };
}

/** If there are more windows, the first, which `isFirstRun` needs, and the latest are kept. */
export const maxWindows = 10_000;

/** If a kind has more values, those last seen longest ago are forgotten. */
export const maxValues = 200_000;

function boundWindows(starts: readonly number[]): readonly number[] {
  if (starts.length <= maxWindows) return starts;
  return [...starts.slice(0, 1), ...starts.slice(1 - maxWindows)];
}

/** Merges when each value was first and last seen; `b` may list a value several times. */
export function mergeSeen(
  a: ReadonlyMap<string, Seen>,
  b: Iterable<readonly [string, Seen]>,
): ReadonlyMap<string, Seen> {
  const merged = new Map(a);
  for (const [value, { first, last }] of b) {
    const known = merged.get(value);
    merged.set(value, {
      first: Math.min(first, known?.first ?? first),
      last: Math.max(last, known?.last ?? last),
    });
  }
  return merged;
}

function boundValues(values: ReadonlyMap<string, Seen>): ReadonlyMap<string, Seen> {
  if (values.size <= maxValues) return values;
  const latest = [...values].sort(
    ([a, one], [b, two]) => two.last - one.last || (a < b ? -1 : a > b ? 1 : 0),
  );
  return new Map(latest.slice(0, maxValues));
}
