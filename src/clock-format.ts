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
