import type { Word } from '../../../filter/flags-of.ts';
import { instantText } from './summary-lists.ts';
import type { Span } from './summary-windows.ts';

/** The flags that ask for a span of time: the day that it is by the clock of the zone, or both ends. */
export async function timeFlags({ from, to }: Span, zone: string): Promise<readonly Word[]> {
  const { DateTime } = await import('luxon');
  const start = DateTime.fromMillis(from, { zone });
  const isDay = start.equals(start.startOf('day')) && start.plus({ days: 1 }).toMillis() === to;
  if (!isDay) {
    return [
      ['--since', instantText(from)],
      ['--until', instantText(to)],
    ];
  }
  const day = ['--date', start.toFormat('yyyy-MM-dd')] as const;
  return zone === 'UTC' ? [day] : [day, ['--tz', zone]];
}
