import { createHash } from 'node:crypto';
import { compareTexts } from '../../compare-texts.ts';

/** The kinds of values that a baseline remembers. */
export const seenKinds = ['principals', 'apis', 'regions', 'addresses', 'agents'] as const;

/** A kind of value that a baseline remembers. */
export type SeenKind = (typeof seenKinds)[number];

/** The maximum length of a value that a baseline holds in full. */
export const maxKeyLength = 256;

/**
 * Returns the text by which a baseline remembers a value: for a long value, its beginning and a
 * hash of all of it.
 */
export function seenKey(value: string): string {
  if (value.length <= maxKeyLength) return value;
  const hash = createHash('sha256').update(value).digest('hex');
  return `${value.slice(0, maxKeyLength - hash.length - 1)}…${hash}`;
}

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
  return (seen[kind].get(seenKey(value))?.first ?? since) >= since;
}

/** Returns how many windows began before `since`; at most `maxWindows`. */
export function windowsBefore({ windows }: Pick<Baseline, 'windows'>, since: number): number {
  return windows.filter((start) => start < since).length;
}

/** Returns whether no window began before `since`, so that every value would be new. */
export function isFirstRun(baseline: Pick<Baseline, 'windows'>, since: number): boolean {
  return windowsBefore(baseline, since) === 0;
}

/** Returns the baseline with the values seen in a window that began at `since` added. */
export function addWindow(baseline: Baseline, since: number, seen: Baseline['seen']): Baseline {
  return mergeBaselines(baseline, {
    windows: [since],
    seen: ofEachKind((kind) => mergeSeen(new Map(), withinWindow(seen[kind], since))),
  });
}

/** Times of events are whole seconds, and a window may begin within a second. */
function* withinWindow(
  seen: ReadonlyMap<string, Seen>,
  since: number,
): Generator<readonly [string, Seen]> {
  for (const [value, times] of seen) {
    const { first, last } = times;
    const within = { first: Math.max(first, since), last: Math.max(last, since) };
    yield [seenKey(value), first < since ? within : times];
  }
}

/**
 * Returns a baseline of everything that either baseline has seen. As long as no limit is exceeded,
 * neither the order of merging nor merging one repeatedly makes a difference.
 */
export function mergeBaselines(a: Baseline, b: Baseline): Baseline {
  return {
    windows: mergeWindows(a.windows, b.windows),
    seen: ofEachKind((kind) => boundValues(mergeSeen(a.seen[kind], b.seen[kind]))),
  };
}

/** If there are more windows, the first, which `isFirstRun` needs, and the latest are kept. */
export const maxWindows = 10_000;

/** If a kind has more values, those last seen longest ago are forgotten. */
export const maxValues = 200_000;

/** Returns the start times of all windows, in order; at most `maxWindows`. */
export function mergeWindows(a: readonly number[], b: readonly number[]): readonly number[] {
  return boundWindows([...new Set([...a, ...b])].sort((one, two) => one - two));
}

function boundWindows(starts: readonly number[]): readonly number[] {
  if (starts.length <= maxWindows) return starts;
  return [...starts.slice(0, 1), ...starts.slice(1 - maxWindows)];
}

/** Merges when each value was first and last seen; `b` may list a value several times. */
export function mergeSeen(
  a: ReadonlyMap<string, Seen>,
  b: Iterable<readonly [string, Seen]>,
): ReadonlyMap<string, Seen> {
  if (a.size === 0 && b instanceof Map) return b;
  const merged = new Map(a);
  for (const [value, seen] of b) {
    const known = merged.get(value);
    const { first, last } = seen;
    merged.set(
      value,
      known ? { first: Math.min(first, known.first), last: Math.max(last, known.last) } : seen,
    );
  }
  return merged;
}

function boundValues(values: ReadonlyMap<string, Seen>): ReadonlyMap<string, Seen> {
  if (values.size <= maxValues) return values;
  const latest = [...values].sort(
    ([a, one], [b, two]) => two.last - one.last || compareTexts(a, b),
  );
  return new Map(latest.slice(0, maxValues));
}
