import { isoTime } from '../../iso-time.ts';

/**
 * Returns a time in ISO 8601 with its zone, as CloudTrail writes it: `2026-11-19T08:00:00Z`. Reads
 * the times of SQL engines (`2026-11-19 08:00:00.000`, with or without a zone; without one it is in
 * UTC) and numbers since 1970, in seconds, milliseconds, microseconds or nanoseconds. Returns any
 * other value as it is.
 */
export function canonicalTime(value: unknown): unknown {
  if (typeof value === 'number') return timeOfNumber(value) ?? value;
  if (typeof value !== 'string' || written.test(value)) return value;
  if (digits.test(value)) return timeOfNumber(Number(value)) ?? value;
  const match = sqlTime.exec(value);
  if (!match) return value;
  const [, date, clock, fraction = '', zone] = match;
  return `${date}T${clock}${millisecondsOf(fraction)}${zoneOf(zone)}`;
}

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const digits = /^\d{9,19}(?:\.\d{1,9})?$/;
const sqlTime =
  /^\s?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Numbers from 1973 to 5138 are seconds in this range; each finer unit has three more digits.
 * CloudTrail exists since 2013: a smaller number is not a time.
 */
const fewestSeconds = 1e8;
const mostSeconds = 1e11;
/** The same in nanoseconds. */
const mostNanoseconds = 1e20;

function timeOfNumber(value: number): string | undefined {
  if (!(value >= fewestSeconds && value < mostNanoseconds)) return undefined;
  let milliseconds = value * 1000;
  for (let most = mostSeconds; value >= most; most *= 1000) milliseconds /= 1000;
  return isoTime(Math.floor(milliseconds));
}

function millisecondsOf(fraction: string): string {
  const first = fraction.slice(0, 3);
  return /[1-9]/.test(first) ? `.${first}` : '';
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || /^[A-Za-z]/.test(zone)) return 'Z';
  return zone.length === 3 ? `${zone}:00` : zone;
}
