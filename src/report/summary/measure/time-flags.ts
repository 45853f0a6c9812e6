import type { Word } from '../../../filter/flags-of.ts';
import { instantText } from './summary-lists.ts';
import type { Span } from './summary-windows.ts';

/**
 * Returns the flags that select a span of time: `--date` if it is a whole day in the zone,
 * otherwise both ends.
 */
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
