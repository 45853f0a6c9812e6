/** The measures of a group of events. Plain data. */
export interface Measured {
  /** The number of events. */
  readonly count: number;
  /** Epoch seconds of the earliest and the latest event; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
  /** For each name whose distinct values are counted, how many there are, not counting the empty value. */
  readonly distinct: readonly { readonly size: number }[];
}

/** Events that have the same values. */
export interface Group extends Measured {
  /**
   * The value of each name that events are grouped by, in the order of the names; empty when there is none.
   */
  readonly values: readonly string[];
}

/** Groups in the order in which they are printed. Iterate only once. */
export interface RankedGroups {
  readonly groups: Iterable<Group>;
  /** The sum of the groups that were left out, and their number; absent when none was. */
  readonly others?: Measured & { readonly groups: number };
}

/** The key that groups are sorted by. */
export type SortKey =
  | { readonly kind: 'events' | 'first-seen' | 'last-seen' }
  /** The values of one name, by its index among the names. */
  | { readonly kind: 'value' | 'distinct'; readonly at: number };
