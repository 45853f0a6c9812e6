/** Of what it is remembered whether it was seen before. */
export const seenKinds = ['principals', 'apis', 'regions', 'addresses', 'agents'] as const;

/** A sort of value of which it is remembered whether it was seen before. */
export type SeenKind = (typeof seenKinds)[number];

/** When a value was first and last seen, in epoch milliseconds. */
export interface Seen {
  readonly first: number;
  readonly last: number;
}

/** What was seen before. */
export interface Baseline {
  /** When the windows that it is made of began, in epoch milliseconds: the first and the latest. */
  readonly windows: readonly number[];
  readonly seen: Readonly<Record<SeenKind, ReadonlyMap<string, Seen>>>;
}

/** Of nothing. */
export function emptyBaseline(): Baseline {
  return { windows: [], seen: ofEachKind(() => new Map()) };
}

/** A value for each kind. */
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
 * Whether the value was not seen before `since`. That the window which begins then was added to the
 * baseline, or later ones, makes no difference.
 */
export function isNew({ seen }: Baseline, kind: SeenKind, value: string, since: number): boolean {
  return (seen[kind].get(value)?.first ?? since) >= since;
}

/** How many windows began before `since`; at most `mostWindows`. */
export function windowsBefore({ windows }: Baseline, since: number): number {
  return windows.filter((start) => start < since).length;
}

/** Whether there is none: every value would be new. */
export function isFirstRun(baseline: Baseline, since: number): boolean {
  return windowsBefore(baseline, since) === 0;
}

/** The baseline and what was seen in a window that began at `since`. */
export function addWindow(baseline: Baseline, since: number, seen: Baseline['seen']): Baseline {
  // Times are counted in seconds, and a window may begin within one.
  const within = ([value, { first, last }]: readonly [string, Seen]) =>
    [value, { first: Math.max(first, since), last: Math.max(last, since) }] as const;
  return mergeBaselines(baseline, {
    windows: [since],
    seen: ofEachKind((kind) => new Map([...seen[kind]].map(within))),
  });
}

/**
 * What was seen by either. Neither the order nor how often one is merged makes a difference, as long as
 * nothing has to be forgotten.
 */
export function mergeBaselines(a: Baseline, b: Baseline): Baseline {
  return {
    windows: boundWindows([...new Set([...a.windows, ...b.windows])].sort((one, two) => one - two)),
    seen: ofEachKind((kind) => boundValues(mergeSeen(a.seen[kind], b.seen[kind]))),
  };
}

/** Of more windows the first is kept, by which a first run is told, and the latest. */
export const mostWindows = 10_000;

/** Of more values of a kind those are forgotten that were last seen longest ago. */
export const mostValues = 200_000;

function boundWindows(starts: readonly number[]): readonly number[] {
  if (starts.length <= mostWindows) return starts;
  return [...starts.slice(0, 1), ...starts.slice(1 - mostWindows)];
}

/** When each value was first and last seen, of which any number may tell. */
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
  if (values.size <= mostValues) return values;
  const latest = [...values].sort(
    ([a, one], [b, two]) => two.last - one.last || (a < b ? -1 : a > b ? 1 : 0),
  );
  return new Map(latest.slice(0, mostValues));
}
