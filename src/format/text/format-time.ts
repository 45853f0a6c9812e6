import { clockFormat, firstFormatted, readClock } from '../../clock-format.ts';

/**
 * Formats a time (epoch milliseconds) as `2026-11-19 08:00:00` in an IANA time zone; NaN becomes an
 * empty text. Spreadsheets, DuckDB and pandas recognize this form as a time.
 *
 * Throws RangeError for an unknown zone.
 */
export function formatTime(time: number, zone: string): string {
  if (Number.isNaN(time)) return '';
  if (zone === 'UTC') return utcText(time);
  if (time < firstFormatted) return utcText(readClock(time, zone));
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    clockFormat(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

function utcText(time: number): string {
  return new Date(time).toISOString().slice(0, -5).replace('T', ' ');
}
