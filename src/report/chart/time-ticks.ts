import { createTimeBins } from '../../aggregate/time-bins.ts';
import { formatTime } from '../../format/text/format-time.ts';

/** A mark on an axis of time. */
export interface TimeTick {
  /** Epoch milliseconds. */
  readonly at: number;
  /** What a clock or a calendar of the zone shows: `14:00`, `11-18`, `2026-11`. */
  readonly label: string;
  /** What it leaves open, where that is another than at the tick before: `2026-11-18`, `2026`. */
  readonly under?: string;
}

/** The span of an axis, in epoch milliseconds. */
export interface TickSpan {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/**
 * At most about `most` marks inside a span, at times at which people look at clocks and calendars in
 * the zone; also where its clock is put forward or back.
 */
export function timeTicks(span: TickSpan, most: number): readonly TimeTick[] {
  const { from, to, zone } = span;
  const length = (to - from) / 1000;
  const step = steps.find((seconds) => length / seconds <= most);
  const times = step === undefined ? firstsOfMonths(span, most) : stepsOf(span, step);
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

/** The parts of a day in which people count, in seconds. */
export const partsOfDay: readonly number[] = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * minute)
  .concat([1, 2, 3, 6, 12].map((hours) => hours * hour));

/** Seconds. Longer ones than weeks are months. */
const steps = [...partsOfDay, ...[1, 2, 7].map((days) => days * day)];

function stepsOf({ from, to, zone }: TickSpan, step: number): number[] {
  const { startOf, after } = createTimeBins(step, zone);
  const times: number[] = [];
  for (let at = startOf(Math.ceil(from / 1000)); at * 1000 <= to; at = after(at)) {
    if (at * 1000 >= from) times.push(at * 1000);
  }
  return times;
}

/** Every so many months, beginning with January. */
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240];

function firstsOfMonths({ from, to, zone }: TickSpan, most: number): number[] {
  const months = (to - from) / 1000 / (30 * day);
  const step = monthSteps.find((count) => months / count <= most) ?? 1200;
  const { startOf } = createTimeBins(day, zone);
  const first = new Date(from);
  const times: number[] = [];
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth() - 1) / step) * step;
  for (; ; month += step) {
    const noon = Date.UTC(Math.floor(month / 12), month % 12, 1, 12) / 1000;
    const start = startOf(noon);
    // Where clocks are twelve hours and more ahead, that noon is on the second.
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
