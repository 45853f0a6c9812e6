import { isoTime } from '../../iso-time.ts';

/**
 * Formats an instant (epoch milliseconds) in ISO 8601; null for NaN and for what no date can be: an
 * event may have no valid time.
 */
export function isoOrNull(time: number): string | null {
  return Math.abs(time) <= longestTime ? isoTime(time) : null;
}

/** ECMAScript, "Time Values and Time Range". */
const longestTime = 8.64e15;
