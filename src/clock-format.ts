/** Formats by zone: creating one costs a thousand times as much as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the format of a clock in a zone of the IANA database: year, month, day, hour, minute and
 * second, in digits. Throws RangeError for an unknown zone.
 */
export function clockFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/**
 * Formats show earlier dates in the Julian calendar. No zone had changed its clock before (IANA
 * time zone database).
 */
export const firstFormatted = Date.UTC(1800, 0, 1);

/**
 * Returns what the clock of a zone shows at a time, as the time at which a clock in UTC shows it.
 * Both are whole epoch seconds, in milliseconds. Throws RangeError for an unknown zone.
 */
export function readClock(time: number, zone: string): number {
  if (time < firstFormatted) return time - firstFormatted + readClock(firstFormatted, zone);
  const parts = new Map(
    clockFormat(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, date] = [part('year'), part('month') - 1, part('day')];
  return Date.UTC(year, month, date, part('hour'), part('minute'), part('second'));
}
