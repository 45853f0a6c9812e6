import { deliveredAt, placeOf, spanOf } from './s3/trail-keys.ts';

/** When a log file was delivered: not before `from` and not after `to`, in epoch milliseconds. */
export interface DeliverySpan {
  readonly from: number;
  readonly to: number;
}

/**
 * What the name of a log file says about its delivery: the minute in AWS's name, or else the day of the
 * trail's folder in which it lies; undefined where neither is known.
 */
export function deliverySpanOf(name: string): DeliverySpan | undefined {
  const minute = deliveredAt(name);
  if (minute !== undefined) return { from: minute, to: minute };
  const place = placeOf(name.slice(0, name.lastIndexOf('/') + 1));
  return place?.level === 'file' ? spanOf(place) : undefined;
}
