import { formatTime } from '../../../format/text/format-time.ts';
import { count } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';

/** Formats a time of a summary in its zone, as `2026-11-19 08:00:00`; empty for null. */
export function timeText(instant: string | null, zone: string): string {
  return instant === null ? '' : formatTime(Date.parse(instant), zone);
}

/** Formats a time in the zone; empty for null. */
export type TimeText = (instant: string | null) => string;

/**
 * Creates the function that formats times in a summary's window: `08:00:00`, with the date if it
 * has several days.
 */
export function createTimeText({ window: { since, until }, zone }: Summary): TimeText {
  const dateOf = (time: number) => formatTime(time, zone).slice(0, 10);
  const isDay = dateOf(Date.parse(since)) === dateOf(Date.parse(until) - 1);
  return (instant) => timeText(instant, zone).slice(isDay ? 11 : 0);
}

/**
 * Formats a span: `2026-11-19 00:00:00 to 2026-11-19 12:00:00 (UTC)`, or `2026-11-19 (UTC)` for a
 * whole day.
 */
export function spanText({ since, until }: Summary['window'], zone: string): string {
  const [from, to] = [timeText(since, zone), timeText(until, zone)];
  const last = formatTime(Date.parse(until) - 1, zone);
  const isWhole = from.endsWith(' 00:00:00') && to.endsWith(' 00:00:00');
  const day = from.slice(0, 10);
  return isWhole && last.startsWith(day) ? `${day} (${zone})` : `${from} to ${to} (${zone})`;
}

/**
 * Formats the change of a count: `+12 %`, `-3 %`, `unchanged`, `up from 0`; undefined when the
 * earlier count is unknown.
 */
export function changeText(now: number, before: number | null): string | undefined {
  if (before === null) return undefined;
  if (now === before) return 'unchanged';
  if (before === 0) return 'up from 0';
  const percent = Math.round((Math.abs(now - before) / before) * 100);
  return `${now > before ? '+' : '-'}${percent === 0 ? '<1' : count(percent)} %`;
}

/**
 * Returns the sentence that replaces the lists of new values in a baseline's first window;
 * otherwise undefined.
 */
export function firstWindowText({ new: newValues }: Summary): string | undefined {
  if (!newValues?.isFirst) return undefined;
  return 'The baseline has no earlier window, so nothing is reported as new yet.';
}
