import { isoTime } from '../../iso-time.ts';
import type { Measures } from '../../query/group.ts';
import { formatTime } from '../text/format-time.ts';

/** A value computed for a group of events. */
export type Measure =
  | { readonly kind: 'events' | 'first-seen' | 'last-seen' }
  /** The number of distinct values of `name`, which is at `at` in the group's `distinct`. */
  | { readonly kind: 'distinct'; readonly name: string; readonly at: number };

/** Returns the measure's name: its column heading and its JSON key. */
export function measureName(measure: Measure): string {
  return measure.kind === 'distinct' ? `distinct ${measure.name}` : measure.kind;
}

/** Returns the column heading; for times it includes the zone. */
export function measureHeader(measure: Measure, zone: string): string {
  return isTime(measure) ? `${measureName(measure)} (${zone})` : measureName(measure);
}

/**
 * Returns the group's value as text: a whole number, or a time in the zone; empty when the time is
 * unknown.
 */
export function measureText(measure: Measure, group: Measures, zone: string): string {
  const value = readValue(measure, group);
  if (!isTime(measure)) return String(value);
  return value === 0 ? '' : formatTime(value * 1000, zone);
}

/**
 * Returns the group's value for JSON: a number, or a time in UTC; null when the time is unknown.
 */
export function measureJson(measure: Measure, group: Measures): number | string | null {
  const value = readValue(measure, group);
  if (!isTime(measure)) return value;
  return value === 0 ? null : isoTime(value * 1000);
}

/** Returns whether the measure is a time rather than a number. */
export function isTime({ kind }: Measure): boolean {
  return kind === 'first-seen' || kind === 'last-seen';
}

/** Returns a number, or a time in epoch seconds. */
function readValue(measure: Measure, { count, first, last, distinct }: Measures): number {
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
