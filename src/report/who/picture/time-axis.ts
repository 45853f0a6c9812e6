/**
 * An axis of time that leaves out long spans in which nothing begins or ends. A key is used for
 * months and a session made with it for minutes: on an even axis, all sessions of a break-in would
 * be one line.
 */
import { formatTime } from '../../../format/text/format-time.ts';
import { timeTicks } from '../../chart/time-ticks.ts';

/** An axis; positions are pixels, times are epoch milliseconds. */
export interface TimeAxis {
  /** Returns the position of a time between the first and the last one. */
  xOf(time: number): number;
  /** The spans that are drawn to scale, all to the same one. */
  readonly spans: readonly AxisSpan[];
  /** The spans that are left out, each between two spans that are drawn. */
  readonly breaks: readonly AxisSpan[];
  readonly ticks: readonly AxisTick[];
}

/** A span of time, and where it is drawn. */
interface AxisSpan {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

/** A mark on the axis. */
interface AxisTick {
  readonly x: number;
  readonly label: string;
  /** The date, or the year, where there is room for it and it is not that of the tick before. */
  readonly under?: string;
}

/** The room of an axis. */
interface AxisRoom {
  /** The times at which something begins or ends; at least one. */
  readonly times: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly zone: string;
}

/** In pixels. */
const breakWidth = 68;
const minSpanWidth = 12;
const labelWidth = 66;
const maxBreaks = 5;

/** Creates the axis. */
export function createTimeAxis({ times, left, right, zone }: AxisRoom): TimeAxis {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const spans = placeSpans(splitAtBreaks(sorted), left, right);
  const breaks = spans.slice(1).map((next, at): AxisSpan => {
    const before = spans[at] ?? next;
    return { from: before.to, to: next.from, left: before.right, right: next.left };
  });
  const parts = [...spans, ...breaks];
  return {
    spans,
    breaks,
    xOf(time) {
      const part = parts.find(({ from, to }) => from <= time && time <= to) ?? spans[0];
      return part ? positionIn(part, time) : left;
    },
    ticks: ticksOf(spans, zone),
  };
}

function positionIn({ from, to, left, right }: AxisSpan, time: number): number {
  if (to === from) return (left + right) / 2;
  return left + ((Math.min(Math.max(time, from), to) - from) / (to - from)) * (right - left);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A gap is left out if it is longer than this many times all shorter ones together. */
const minRatio = 3;
const oneMinute = 60_000;

/**
 * Splits the times where a gap is much longer than all shorter ones together. At least four gaps
 * are kept, so that a few times are shown as they are, and there are at most `maxBreaks` breaks.
 */
function splitAtBreaks(times: readonly number[]): readonly Span[] {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const shortest = longestKept(gaps);
  const spans: { from: number; to: number }[] = [];
  for (const [at, time] of times.entries()) {
    const last = spans.at(-1);
    if (last && (gaps[at - 1] ?? 0) <= shortest) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans;
}

/** Returns the length of the longest gap that is drawn. */
function longestKept(gaps: readonly number[]): number {
  const sorted = gaps.toSorted((a, b) => a - b);
  let sum = 0;
  for (const [at, gap] of sorted.entries()) {
    const isLong = at >= 4 && gap > minRatio * Math.max(sum, oneMinute);
    if (isLong && sorted.length - at <= maxBreaks) return sorted[at - 1] ?? 0;
    sum += gap;
  }
  return Number.POSITIVE_INFINITY;
}

function placeSpans(spans: readonly Span[], left: number, right: number): readonly AxisSpan[] {
  const total = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const free = right - left - (spans.length - 1) * breakWidth - spans.length * minSpanWidth;
  let x = left;
  return spans.map(({ from, to }) => {
    const share = total === 0 ? 1 / spans.length : (to - from) / total;
    const start = x;
    x += minSpanWidth + free * share;
    const placed = { from, to, left: start, right: x };
    x += breakWidth;
    return placed;
  });
}

/** Returns the marks: at round times, or at the ends of a span that has no two of them. */
function ticksOf(spans: readonly AxisSpan[], zone: string): readonly AxisTick[] {
  const ticks: (AxisTick & { readonly under?: string })[] = [];
  let shownUnder: string | undefined;
  for (const span of spans) {
    const max = Math.max(1, Math.floor((span.right - span.left) / labelWidth));
    const round = timeTicks({ from: span.from, to: span.to, zone }, max);
    let dateOf: string | undefined;
    const marks =
      round.length > 1
        ? round.map(({ at, label, under }) => {
            dateOf = under ?? dateOf;
            return { at, label, under: dateOf };
          })
        : [...new Set([span.from, span.to])].map((at) => endOf(at, zone));
    for (const { at, label, under } of marks) {
      const x = positionIn(span, at);
      const before = ticks.at(-1)?.x ?? Number.NEGATIVE_INFINITY;
      if (x - before < labelWidth) continue;
      const isNew = under !== shownUnder;
      shownUnder = under;
      ticks.push({ x, label, ...(isNew && under !== undefined && { under }) });
    }
  }
  return ticks;
}

function endOf(at: number, zone: string) {
  const text = formatTime(at, zone);
  return { at, label: text.slice(11), under: text.slice(0, 10) };
}
