import { createTimeBins } from '../../aggregate/time-bins.ts';
import { formatTime } from '../../format/text/format-time.ts';

/** A mark on a time axis. */
export interface TimeTick {
  /** The time of the mark in epoch milliseconds. */
  readonly at: number;
  /** The time or date in the zone: `14:00`, `11-18`, `2026-11`. */
  readonly label: string;
  /** The rest of the date, `2026-11-18` or `2026`, if it differs from the previous tick's. */
  readonly under?: string;
}

/** The span of an axis, in epoch milliseconds. */
export interface TickSpan {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/**
 * Returns at most about `max` marks inside a span, at round times and dates of the zone, even where
 * its clock changes.
 */
export function timeTicks(span: TickSpan, max: number): readonly TimeTick[] {
  const { from, to, zone } = span;
  const length = (to - from) / 1000;
  const step = steps.find((seconds) => length / seconds <= max);
  const times = step === undefined ? firstsOfMonths(span, max) : stepsOf(span, step);
  let before: string | undefined;
  return times.map((at) => {
    const [label, under] = labelsOf(formatTime(at, zone), step);
    const isNew = under !== before;
    before = under;
    return { at, label, ...(isNew && under !== undefined && { under }) };
  });
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Round parts of a day, in seconds. */
export const partsOfDay: readonly number[] = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * minute)
  .concat([1, 2, 3, 6, 12].map((hours) => hours * hour));

/** In seconds. Steps longer than a week are months. */
const steps = [...partsOfDay, ...[1, 2, 7].map((days) => days * day)];

function stepsOf({ from, to, zone }: TickSpan, step: number): number[] {
  const { startOf, after } = createTimeBins(step, zone);
  const times: number[] = [];
  for (let at = startOf(Math.ceil(from / 1000)); at * 1000 <= to; at = after(at)) {
    if (at * 1000 >= from) times.push(at * 1000);
  }
  return times;
}

/** The steps in months, counted from January. */
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240];

function firstsOfMonths({ from, to, zone }: TickSpan, max: number): number[] {
  const months = (to - from) / 1000 / (30 * day);
  const step = monthSteps.find((count) => months / count <= max) ?? 1200;
  const { startOf } = createTimeBins(day, zone);
  const first = new Date(from);
  const times: number[] = [];
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth() - 1) / step) * step;
  for (; ; month += step) {
    const noon = Date.UTC(Math.floor(month / 12), month % 12, 1, 12) / 1000;
    const start = startOf(noon);
    // In a zone twelve or more hours ahead of UTC, noon UTC is on the second of the month.
    const at = formatTime(start * 1000, zone).slice(8, 10) === '01' ? start : startOf(start - 1);
    if (at * 1000 > to) return times;
    if (at * 1000 >= from) times.push(at * 1000);
  }
}

function labelsOf(text: string, step: number | undefined): [string, string?] {
  if (step === undefined) return [text.slice(0, 7)];
  return step < day
    ? [text.slice(11, 16), text.slice(0, 10)]
    : [text.slice(5, 10), text.slice(0, 4)];
}
