import { isoTime } from '../../iso-time.ts';

/** Returns a time in epoch milliseconds as an instant in whole seconds, as events have it. */
export function isoSecond(time: number): string {
  return isoTime(Math.floor(time / 1000) * 1000);
}
