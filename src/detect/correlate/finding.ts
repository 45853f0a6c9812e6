/**
 * A hit of a correlation: all windows of one group that satisfy the condition and share an event
 * with the next one.
 */
export interface Finding {
  /** A number of its own, in the order in which correlations were first satisfied. */
  readonly id: number;
  /** The name of the correlation. */
  readonly rule: string;
  /**
   * The values that its events have in common, by field or alias; empty without `group-by`. Of
   * values of more than 1,000 characters, the beginning and a hash.
   */
  readonly group: Readonly<Record<string, string>>;
  /** The time of the first event, in epoch milliseconds. */
  readonly first: number;
  /** When the condition was first satisfied. */
  readonly satisfied: number;
  /** The time of the last event. */
  readonly last: number;
  /** How many events it consists of; for a correlation of correlations, how many findings. */
  readonly count: number;
  readonly measured: Measured;
  /**
   * Whether the condition was judged in sliding windows as long as the timespan, or, when it asks
   * for few events, over all of the data.
   */
  readonly over: 'window' | 'all';
  readonly events: EventList;
}

/** The number that the correlation's type measures, in the windows that satisfy its condition. */
export interface Measured {
  readonly atFirst: number;
  readonly least: number;
  readonly greatest: number;
}

/** The first and the last events of a finding; the total is the finding's `count`. */
interface EventList {
  readonly first: readonly EventReference[];
  /** The last of the events that are not in `first`. */
  readonly last: readonly EventReference[];
}

/** An event of a finding. */
export interface EventReference {
  /**
   * The event's ID. For the finding of another correlation, the ID of the event that satisfied it.
   */
  readonly id: string;
  readonly time: number;
  /** The rules of the correlation that match it. */
  readonly rules: readonly string[];
  /** The number of the finding, in a correlation of correlations. */
  readonly finding?: number;
}
