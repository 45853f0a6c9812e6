import { formatTime } from '../../../format/text/format-time.ts';
import { count } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';

/** An instant of a summary in its zone, as `2026-11-19 08:00:00`; empty for none. */
export function timeText(instant: string | null, zone: string): string {
  return instant === null ? '' : formatTime(Date.parse(instant), zone);
}

/** Tells an instant in the zone; empty for none. */
export type TimeText = (instant: string | null) => string;

/** Tells instants of the window of a summary: `08:00:00`, and the date where there is more than one. */
export function createTimeText({ window: { since, until }, zone }: Summary): TimeText {
  const dateOf = (time: number) => formatTime(time, zone).slice(0, 10);
  const isDay = dateOf(Date.parse(since)) === dateOf(Date.parse(until) - 1);
  return (instant) => timeText(instant, zone).slice(isDay ? 11 : 0);
}

/** `2026-11-19 00:00:00 to 2026-11-19 12:00:00 (UTC)`, of a whole day `2026-11-19 (UTC)`. */
export function spanText({ since, until }: Summary['window'], zone: string): string {
  const [from, to] = [timeText(since, zone), timeText(until, zone)];
  const last = formatTime(Date.parse(until) - 1, zone);
  const isWhole = from.endsWith(' 00:00:00') && to.endsWith(' 00:00:00');
  const day = from.slice(0, 10);
  return isWhole && last.startsWith(day) ? `${day} (${zone})` : `${from} to ${to} (${zone})`;
}

/**
 * How much more there is than there was before: `+12 %`, `-3 %`, `same`, `from 0`; undefined where
 * nothing is known of before.
 */
export function changeText(now: number, before: number | null): string | undefined {
  if (before === null) return undefined;
  if (now === before) return 'same';
  if (before === 0) return 'from 0';
  const percent = Math.round((Math.abs(now - before) / before) * 100);
  return `${now > before ? '+' : '-'}${percent === 0 ? '<1' : count(percent)} %`;
}

/** What is to be said of new things beside their lists; undefined when that is nothing. */
export function newsText({ new: news }: Summary): string | undefined {
  if (!news?.isFirst) return undefined;
  return 'The baseline knows of nothing before: what is new is told of later windows.';
}
