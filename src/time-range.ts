/** A half-open span of time, in milliseconds since 1970-01-01T00:00Z; an absent end is open. */
export interface TimeRange {
  /** The first millisecond of the span. */
  readonly from?: number;
  /** The first millisecond after the span. */
  readonly to?: number;
}

/** Returns whether the range contains the instant `time` (epoch milliseconds). */
export function contains(range: TimeRange, time: number): boolean {
  return (
    (range.from === undefined || time >= range.from) && (range.to === undefined || time < range.to)
  );
}

/** Returns the span that both ranges have in common. */
export function intersect(a: TimeRange, b: TimeRange): TimeRange {
  const from = latest(a.from, b.from);
  const to = earliest(a.to, b.to);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
