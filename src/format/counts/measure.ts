import { isoTime } from '../../iso-time.ts';
import type { Measured } from '../../query/group.ts';
import { formatTime } from '../text/format-time.ts';

/** Something that is told of a group of events. */
export type Measure =
  | { readonly kind: 'events' | 'first-seen' | 'last-seen' }
  /** How many different values of a name there are, which is the one at `at` among such names. */
  | { readonly kind: 'distinct'; readonly name: string; readonly at: number };

/** What stands over its column, and before its value in JSON. */
export function measureName(measure: Measure): string {
  return measure.kind === 'distinct' ? `distinct ${measure.name}` : measure.kind;
}

/** The same over a table, where times are in a zone. */
export function measureHeader(measure: Measure, zone: string): string {
  return isTime(measure) ? `${measureName(measure)} (${zone})` : measureName(measure);
}

/** Its value as text: a whole number, or a time in the zone; empty where there is no time. */
export function measureText(measure: Measure, group: Measured, zone: string): string {
  const value = readValue(measure, group);
  if (!isTime(measure)) return String(value);
  return value === 0 ? '' : formatTime(value * 1000, zone);
}

/** Its value in JSON: a number, or a time in UTC, or null where there is none. */
export function measureJson(measure: Measure, group: Measured): number | string | null {
  const value = readValue(measure, group);
  if (!isTime(measure)) return value;
  return value === 0 ? null : isoTime(value * 1000);
}

/** Whether it is a time, and not a number. */
export function isTime({ kind }: Measure): boolean {
  return kind === 'first-seen' || kind === 'last-seen';
}

/** A number, or epoch seconds. */
function readValue(measure: Measure, { count, first, last, distinct }: Measured): number {
  switch (measure.kind) {
    case 'events':
      return count;
    case 'first-seen':
      return first;
    case 'last-seen':
      return last;
    case 'distinct':
      return distinct[measure.at]?.size ?? 0;
    default:
      return measure satisfies never;
  }
}
