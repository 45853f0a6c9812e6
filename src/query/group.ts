/** Events that have the same values. Plain data. */
export interface Group {
  /** One for each name that is counted by, in the order of the names; empty where there is none. */
  readonly values: readonly string[];
  /** How many events. */
  readonly count: number;
}

/** Groups in the order in which they are printed. */
export interface RankedGroups {
  readonly groups: readonly Group[];
  /** How many groups were left out, and how many events are in them; absent when all are there. */
  readonly others?: { readonly groups: number; readonly count: number };
}
