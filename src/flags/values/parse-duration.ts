import { UsageError } from '../../errors.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const units = new Map([
  ...named(second, 's', 'sec', 'second', 'seconds'),
  ...named(minute, 'm', 'min', 'minute', 'minutes'),
  ...named(hour, 'h', 'hour', 'hours'),
  ...named(day, 'd', 'day', 'days'),
  ...named(week, 'w', 'week', 'weeks'),
]);

/**
 * Returns the milliseconds of a duration such as `24h`, `7d`, `1h30m` or `2 weeks`. A day is 24
 * hours in every zone.
 *
 * Throws UsageError, whose message begins with `subject`.
 */
export function parseDuration(text: string, subject: string): number {
  const parts = [...text.trim().matchAll(/(\d{1,9})\s?([a-z]+)\s*/giy)];
  const read = parts.map(([part]) => part).join('');
  const sum = parts.reduce((total, part) => total + millisecondsOf(part), 0);
  if (read !== text.trim() || !(sum > 0)) {
    throw new UsageError(
      `${subject}: cannot read the duration '${text}': expected a number and a unit ` +
        '(s, m, h, d, w), such as 24h, 7d or 1h30m',
    );
  }
  return sum;
}

function named(milliseconds: number, ...names: string[]): [string, number][] {
  return names.map((name) => [name, milliseconds]);
}

function millisecondsOf([, count, unit]: RegExpExecArray): number {
  return Number(count) * (units.get((unit ?? '').toLowerCase()) ?? Number.NaN);
}
