import { UsageError } from '../../errors.ts';
import { suggest } from '../values/suggest.ts';

/**
 * The name of the zone that is asked for: `UTC`, or another name of the IANA time zone database.
 *
 * Throws UsageError for a zone that the database does not have; `subject` is what asks for it.
 */
export function resolveZone(text: string, subject: string): string {
  if (text.toLowerCase() === 'local') {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  }
  if (text.toUpperCase() === 'UTC') return 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new UsageError(
      `${subject}: unknown zone '${text}'${suggestZone(text)}: expected UTC, local or an IANA name ` +
        'such as Europe/Berlin',
    );
  }
}

/** People type the city alone, or with a space. */
function suggestZone(text: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const typed = text.replaceAll(' ', '_');
  const ofCity = zones.find((zone) => zone.toLowerCase().endsWith(`/${typed.toLowerCase()}`));
  return suggest(ofCity ?? typed, zones);
}
