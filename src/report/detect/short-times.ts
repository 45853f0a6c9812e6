import type { TimeText } from './report-columns.ts';

/** Times of a table, without the beginning that all of them share. */
export interface ShortTimes {
  /** The beginning that all times share: `2026-11-18`, `2026`, or nothing. */
  readonly common: string;
  readonly timeOf: TimeText;
}

/**
 * Shortens the times of a table: without the day if all are of one day, without the year if all are
 * of one year. `timeOf` returns times as `2026-11-18 02:41:33`.
 */
export function shortTimes(instants: readonly string[], timeOf: TimeText): ShortTimes {
  const texts = instants.map(timeOf);
  for (const length of [dayLength, yearLength]) {
    const common = texts[0]?.slice(0, length) ?? '';
    if (common.length === length && texts.every((text) => text.startsWith(common))) {
      return { common, timeOf: (instant) => timeOf(instant).slice(length + 1) };
    }
  }
  return { common: '', timeOf };
}

const dayLength = '2026-11-18'.length;
const yearLength = '2026'.length;
