import type { seenKinds } from './summary-schema.ts';

/** A sort of value of which it is remembered whether it was seen before. */
export type SeenKind = (typeof seenKinds)[number];

/** The windows in which a value was first and last seen: when they began, in epoch milliseconds. */
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
 * Whether the value was seen in no window that began before `since`. That this window was added to the
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
export function addWindow(
  baseline: Baseline,
  since: number,
  seen: Readonly<Record<SeenKind, Iterable<string>>>,
): Baseline {
  const at = { first: since, last: since };
  return mergeBaselines(baseline, {
    windows: [since],
    seen: ofEachKind((kind) => new Map(Array.from(seen[kind], (value) => [value, at]))),
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

function mergeSeen(
  a: ReadonlyMap<string, Seen>,
  b: ReadonlyMap<string, Seen>,
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
