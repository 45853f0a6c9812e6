/** How many events there were, over time. Plain data: what is drawn and printed is made of it. */
export interface Timeline {
  /** The zone of the IANA database whose days and hours the bins are. */
  readonly zone: string;
  /** How long a bin is, as it is typed: `5m`, `1h`, `1d`. */
  readonly bin: string;
  /** One after the other, without a hole between them. */
  readonly bins: readonly TimelineBin[];
  /** What the events are counted by, as it was typed: attributes and field paths; none for all as one. */
  readonly by: readonly string[];
  /** The largest first; one without values when `by` is empty. */
  readonly series: readonly TimelineSeries[];
  /** The sum of the series that there is no room for. */
  readonly others?: { readonly series: number } & Omit<TimelineSeries, 'values'>;
}

/** A span of time. */
export interface TimelineBin {
  /** Epoch milliseconds: the first inside, and the first that is not. */
  readonly from: number;
  readonly to: number;
  /**
   * Nothing at all was recorded, not even events that do not match: perhaps nothing happened, perhaps
   * it was not delivered.
   */
  readonly isGap: boolean;
}

/** Events with the same values. */
export interface TimelineSeries {
  /** One for each name of `by`; empty where an event has none. What they hold is hostile. */
  readonly values: readonly string[];
  /** How many events are in each bin. */
  readonly counts: readonly number[];
  readonly events: number;
}
