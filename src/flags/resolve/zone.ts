import { UsageError } from '../../errors.ts';
import { suggest } from '../values/suggest.ts';

/**
 * Returns the name of the zone: `UTC`, or another name of the IANA time zone database.
 *
 * Throws UsageError for an unknown zone; its message begins with `subject`.
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

/** Suggests a zone: users type only the city, or a space for the underscore. */
function suggestZone(text: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const typed = text.replaceAll(' ', '_');
  const ofCity = zones.find((zone) => zone.toLowerCase().endsWith(`/${typed.toLowerCase()}`));
  return suggest(ofCity ?? typed, zones);
}
