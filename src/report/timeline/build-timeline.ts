import { createEachElement } from '../../aggregate/each-element.ts';
import { rankGroups } from '../../aggregate/rank-groups.ts';
import { rollUp } from '../../aggregate/roll-up.ts';
import { createTimeBins, noTime, type TimeBins } from '../../aggregate/time-bins.ts';
import { UsageError } from '../../errors.ts';
import { count } from '../../format/text/numbers.ts';
import { isoTime } from '../../iso-time.ts';
import type { ListNames } from '../../query/list-value.ts';
import type { TallyCell } from '../../query/tally.ts';
import type { TimeRange } from '../../time-range.ts';
import { partsOfDay } from '../chart/time-ticks.ts';
import type { Timeline, TimelineBin } from './timeline.ts';

/** Options of a timeline. */
export interface TimelineOptions {
  /** The time that it covers. A missing end is the first or last recorded event. */
  readonly time: TimeRange;
  readonly zone: string;
  /**
   * The length of a bin in seconds; when absent, the shortest with which the bins fit on a page.
   */
  readonly bin?: number;
  readonly by: readonly string[];
  /** For each name, what the values of the cells are lists of when their elements are counted. */
  readonly lists?: ListNames;
  /** The maximum number of series. */
  readonly top: number;
}

/**
 * The counts from which a timeline is built. The bins of the cells are those of `createEventBins`.
 */
export interface CountedTimes {
  /** All recorded events. */
  readonly recorded: Iterable<TallyCell>;
  /** The matching events, with their values. */
  readonly matching: Iterable<TallyCell>;
}

/**
 * Builds a timeline, without the events whose time is unknown. Throws UsageError when the bins are
 * so short that there would be more than 100,000 of them.
 */
export function buildTimeline(counted: CountedTimes, options: TimelineOptions): Timeline {
  const { zone, by, top, lists = [] } = options;
  const each = createEachElement(lists);
  const recordedCells = [...counted.recorded].filter(isTimed);
  const span = spanOf(recordedCells, options.time);
  const length = options.bin ?? defaultBin(span);
  const timeBins = createTimeBins(length, zone);
  const binCount = (span.to - span.from) / length;
  if (binCount > maxBins) {
    throw new UsageError(
      `--bin: ${count(Math.ceil(binCount))} bins are too many: expected at most ` +
        `${count(maxBins)}, such as --bin ${durationText(defaultBin(span))}, or a shorter time ` +
        `than from ${dateText(span.from)} to ${dateText(span.to)} (--since, --until)`,
    );
  }
  const bins = listBins(span, timeBins);
  const places = new Map(bins.map(({ from }, at) => [from / 1000, at]));
  const placeOf = ({ bin }: TallyCell) => places.get(timeBins.startOf(bin)) ?? -1;

  const recorded = new Set(recordedCells.map(placeOf));
  const shown = [...each.cellsOf(counted.matching)].filter(
    (cell) => isTimed(cell) && placeOf(cell) >= 0,
  );
  const { groups, others } = rankGroups(rollUp(shown, { valuesOf: ({ values }) => values }), {
    top,
  });
  const series = groups.map(({ values, count }) => ({
    values: values.map((value, at) => (lists[at] ? each.textOf(value) : value)),
    counts: zeros(bins),
    events: count,
  }));
  // If nothing matches, show a series of zeros.
  if (by.length === 0 && series.length === 0)
    series.push({ values: [], counts: zeros(bins), events: 0 });
  const rest = zeros(bins);
  const countsOf = new Map(
    groups.map(({ values }, at) => [JSON.stringify(values), series[at]?.counts ?? rest]),
  );
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

/** A span of time in seconds. */
interface Span {
  readonly from: number;
  /** The first second after the span. */
  readonly to: number;
}

function spanOf(cells: readonly TallyCell[], { from, to }: TimeRange): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    first = Math.min(first, cell.first);
    last = Math.max(last, cell.last);
  }
  const start = from === undefined ? Math.floor(first) : from / 1000;
  const end = to === undefined ? Math.floor(last) + 1 : to / 1000;
  return { from: Math.floor(start), to: Math.ceil(end) };
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Round lengths of bins, in seconds. */
const roundLengths = [...partsOfDay, ...[1, 7, 28].map((days) => days * day)];

/** How many bins can be distinguished on a page. */
const maxBinsOnPage = 100;

/** Four weeks, unless there would be too many: events of a few thousand years are not from AWS. */
function defaultBin({ from, to }: Span): number {
  const longest = 28 * day;
  const fitting = roundLengths.find((length) => (to - from) / length <= maxBinsOnPage);
  return fitting ?? longest * Math.ceil((to - from) / (longest * maxBins));
}

/** How many bins can be held in memory and drawn: a user may ask for a hundred years. */
const maxBins = 100_000;

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

/** Returns the date in UTC of a time in seconds. */
function dateText(seconds: number): string {
  return isoTime(seconds * 1000).replace(/T.*/, '');
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
