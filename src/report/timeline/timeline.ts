/** The number of events over time. Plain data, from which every format is rendered. */
export interface Timeline {
  /** The IANA time zone of the bins' days and hours. */
  readonly zone: string;
  /** The length of a bin as a user types it: `5m`, `1h`, `1d`. */
  readonly bin: string;
  /** In ascending order, without gaps between them. */
  readonly bins: readonly TimelineBin[];
  /**
   * The attributes and field paths by which the events are grouped, as typed; empty for one series
   * of all events.
   */
  readonly by: readonly string[];
  /** The largest series first; one series without values when `by` is empty. */
  readonly series: readonly TimelineSeries[];
  /** The sum of the series that were left out. */
  readonly others?: { readonly series: number } & Omit<TimelineSeries, 'values'>;
}

/** A span of time. */
export interface TimelineBin {
  /** Epoch milliseconds; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /**
   * Whether nothing was recorded, not even events that do not match: perhaps nothing happened, or
   * CloudTrail did not deliver it.
   */
  readonly isGap: boolean;
}

/** The counts of the events with the same values. */
export interface TimelineSeries {
  /** One for each name in `by`; empty when an event has no value. Hostile. */
  readonly values: readonly string[];
  /** The number of events in each bin. */
  readonly counts: readonly number[];
  readonly events: number;
}
