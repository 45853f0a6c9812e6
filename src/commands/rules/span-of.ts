import { duration } from '../../format/text/numbers.ts';

/** Returns a time span: `14 days`, `90 min`. */
export function spanOf(milliseconds: number): string {
  const days = milliseconds / 86_400_000;
  if (Number.isInteger(days)) return days === 1 ? '1 day' : `${days} days`;
  const hours = milliseconds / 3_600_000;
  return Number.isInteger(hours) ? `${hours} h` : duration(milliseconds / 1000);
}
