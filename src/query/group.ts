/** What is told of events that have something in common. Plain data. */
export interface Measured {
  /** How many events. */
  readonly count: number;
  /** Epoch seconds of the earliest and the latest; 0 when no event has a time that can be told. */
  readonly first: number;
  readonly last: number;
  /** How many different values of each name whose values are counted; without the empty one. */
  readonly distinct: readonly { readonly size: number }[];
}

/** Events that have the same values. */
export interface Group extends Measured {
  /** One for each name that is counted by, in the order of the names; empty where there is none. */
  readonly values: readonly string[];
}

/** Groups in the order in which they are printed, to be gone through once. */
export interface RankedGroups {
  readonly groups: Iterable<Group>;
  /** What is told of the groups that were left out, and how many they are; absent when all are there. */
  readonly others?: Measured & { readonly groups: number };
}

/** A name by which groups are put in order. */
export type SortKey =
  | { readonly kind: 'events' | 'first-seen' | 'last-seen' }
  /** The values of one name, by its place among the names. */
  | { readonly kind: 'value' | 'distinct'; readonly at: number };
