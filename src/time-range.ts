/** A half-open span of time, in milliseconds since 1970-01-01T00:00Z; an absent end is open. */
export interface TimeRange {
  /** The first millisecond inside. */
  readonly from?: number;
  /** The first millisecond no longer inside. */
  readonly to?: number;
}

/** Whether the instant `time` (epoch milliseconds) lies in the range. */
export function contains(range: TimeRange, time: number): boolean {
  return (
    (range.from === undefined || time >= range.from) && (range.to === undefined || time < range.to)
  );
}
