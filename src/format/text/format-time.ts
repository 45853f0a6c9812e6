import { clockFormat } from '../../clock-format.ts';

/**
 * An instant (epoch milliseconds) as `2026-11-19 08:00:00` in a zone of the IANA database; empty
 * when it is no instant. Spreadsheets, DuckDB and pandas take this form for a time.
 *
 * Throws RangeError for an unknown zone.
 */
export function formatTime(time: number, zone: string): string {
  if (Number.isNaN(time)) return '';
  if (zone === 'UTC') return new Date(time).toISOString().slice(0, -5).replace('T', ' ');
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    clockFormat(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}
