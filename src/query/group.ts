/** The measures of a group of events. Plain data. */
export interface Measures {
  /** The number of events. */
  readonly count: number;
  /** Epoch seconds of the earliest and the latest event; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
  /**
   * The number of distinct values, without the empty value, for each name whose values are counted.
   */
  readonly distinct: readonly { readonly size: number }[];
}

/** Events that have the same values. */
export interface Group extends Measures {
  /**
   * The value of each name that events are grouped by, in the order of the names; empty for a
   * missing value.
   */
  readonly values: readonly string[];
}

/** Groups in the order in which they are printed. Iterate only once. */
export interface RankedGroups {
  readonly groups: Iterable<Group>;
  /**
   * The measures of all groups that were left out, and their number; absent when none was left out.
   */
  readonly others?: Measures & { readonly groups: number };
}

/** The key that groups are sorted by. */
export type SortKey =
  | { readonly kind: 'events' | 'first-seen' | 'last-seen' }
  /** The values, or the number of distinct values, of the name with this index. */
  | { readonly kind: 'value' | 'distinct'; readonly index: number };
