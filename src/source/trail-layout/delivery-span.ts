import type { Query } from '../../query/query.ts';
import { parseLogFileName } from './log-file-name.ts';
import { placeOf, spanOf } from './trail-place.ts';

/**
 * The time within which a log file was delivered: not before `from` and not after `to`, in epoch
 * milliseconds.
 */
export interface DeliverySpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns when a log file was delivered, from its path or key: the minute in the name that AWS
 * gives it, or else the day, month or year of its folder in the trail. Undefined when the path has
 * no date.
 */
export function deliverySpanOf(path: string): DeliverySpan | undefined {
  const name = parseLogFileName(path);
  if (name) return { from: name.delivered, to: name.delivered };
  const place = placeOf(path.slice(0, path.lastIndexOf('/') + 1));
  const span = place && spanOf(place);
  return span && Number.isFinite(span.from) ? span : undefined;
}

/**
 * Returns the position of a log file in the order of delivery: lower ones come first. Files whose
 * paths have no date come before all others.
 */
export function deliveryPosition(path: string, order: Query['order']): number {
  const span = order === 'none' ? undefined : deliverySpanOf(path);
  if (!span) return Number.NEGATIVE_INFINITY;
  return order === 'oldest-first' ? span.from : -span.to;
}
