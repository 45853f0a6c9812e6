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
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** Making a format costs a thousand times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
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
