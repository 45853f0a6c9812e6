import { rankGroups } from '../../aggregate/rank-groups.ts';
import { rollUp } from '../../aggregate/roll-up.ts';
import { createTimeBins, noTime, type TimeBins } from '../../aggregate/time-bins.ts';
import { UsageError } from '../../errors.ts';
import { count } from '../../format/text/numbers.ts';
import type { TallyCell } from '../../query/tally.ts';
import type { TimeRange } from '../../time-range.ts';
import { partsOfDay } from '../chart/time-ticks.ts';
import type { Timeline, TimelineBin } from './timeline.ts';

/** What a timeline is to show. */
export interface TimelineOptions {
  /** The time that it covers; without ends, from the first to the last event that was recorded. */
  readonly time: TimeRange;
  readonly zone: string;
  /** The seconds of a bin; absent for as many bins as fit on a page. */
  readonly bin?: number;
  readonly by: readonly string[];
  /** How many series there are at most. */
  readonly top: number;
}

/** What was counted of which a timeline is made. The cells' bins are those of `createEventBins`. */
export interface CountedTimes {
  /** All that was recorded. */
  readonly recorded: Iterable<TallyCell>;
  /** The events that match, with their values. */
  readonly matching: Iterable<TallyCell>;
}

/**
 * Makes a timeline; events whose time is not known cannot be shown. Throws UsageError for a `bin` that is
 * too short for the time.
 */
export function buildTimeline(counted: CountedTimes, options: TimelineOptions): Timeline {
  const { zone, by, top } = options;
  const recordedCells = [...counted.recorded].filter(isTimed);
  const span = spanOf(recordedCells, options.time);
  const length = options.bin ?? suitableBin(span);
  const timeBins = createTimeBins(length, zone);
  const wanted = (span.to - span.from) / length;
  if (wanted > mostBins) {
    throw new UsageError(
      `--bin: ${count(Math.ceil(wanted))} bins are too many: expected at most ` +
        `${count(mostBins)}, such as --bin ${durationText(suitableBin(span))}`,
    );
  }
  const bins = listBins(span, timeBins);
  const places = new Map(bins.map(({ from }, at) => [from / 1000, at]));
  const placeOf = ({ bin }: TallyCell) => places.get(timeBins.startOf(bin)) ?? -1;

  const recorded = new Set(recordedCells.map(placeOf));
  const shown = [...counted.matching].filter((cell) => isTimed(cell) && placeOf(cell) >= 0);
  const { groups, others } = rankGroups(rollUp(shown, { valuesOf: ({ values }) => values }), {
    top,
  });
  const series = groups.map(({ values, count }) => ({
    values,
    counts: zeros(bins),
    events: count,
  }));
  // That nothing matches is told, too.
  if (by.length === 0 && series.length === 0)
    series.push({ values: [], counts: zeros(bins), events: 0 });
  const rest = zeros(bins);
  const countsOf = new Map(series.map(({ values, counts }) => [JSON.stringify(values), counts]));
  for (const cell of shown) {
    const counts = countsOf.get(JSON.stringify(cell.values)) ?? rest;
    const place = placeOf(cell);
    counts[place] = (counts[place] ?? 0) + cell.count;
  }
  return {
    zone,
    bin: durationText(length),
    bins: bins.map((bin, at) => ({ ...bin, isGap: !recorded.has(at) })),
    by,
    series,
    ...(others && { others: { series: others.groups, counts: rest, events: others.count } }),
  };
}

function isTimed({ bin }: TallyCell): boolean {
  return bin !== noTime;
}

function zeros(bins: readonly unknown[]): number[] {
  return new Array<number>(bins.length).fill(0);
}

/** Seconds. */
interface Span {
  readonly from: number;
  /** The first second that is no longer inside. */
  readonly to: number;
}

function spanOf(cells: readonly TallyCell[], { from, to }: TimeRange): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const cell of cells) {
    first = Math.min(first, cell.first);
    last = Math.max(last, cell.last);
  }
  const start = from === undefined ? first : from / 1000;
  const end = to === undefined ? last + 1 : to / 1000;
  return { from: Math.floor(start), to: Math.ceil(end) };
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths of bins that people count in. */
const usualBins = [...partsOfDay, ...[1, 7, 28].map((days) => days * day)];

/** So many bins are still told apart on a page. */
const usualCount = 100;

function suitableBin({ from, to }: Span): number {
  return usualBins.find((length) => (to - from) / length <= usualCount) ?? 28 * day;
}

/** So many bins can be drawn, and held; what is asked for may be a hundred years. */
const mostBins = 100_000;

function listBins({ from, to }: Span, { startOf, after }: TimeBins): Omit<TimelineBin, 'isGap'>[] {
  const bins: Omit<TimelineBin, 'isGap'>[] = [];
  if (!(from < to)) return bins;
  for (let start = startOf(from); start < to; ) {
    const next = after(start);
    bins.push({ from: start * 1000, to: next * 1000 });
    start = next;
  }
  return bins;
}

function durationText(seconds: number): string {
  for (const [unit, length] of [
    ['d', day],
    ['h', hour],
    ['m', minute],
  ] as const) {
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}
