import type { Measure } from '../format/measure.ts';
import type { SortKey } from '../query/group.ts';
import type { QueryConfig } from './query-config.ts';

/** Everything `trailscan stats` needs to know, validated, with all defaults filled in. Frozen. */
export interface StatsConfig extends Omit<QueryConfig, 'order' | 'limit' | 'columns'> {
  /**
   * What to count by: attributes and field paths, each once, of which `time` stands for the bin when
   * there is one; none for the total alone.
   */
  readonly by: readonly string[];
  /** The seconds of a bin; absent when it follows from `by`. */
  readonly bin?: number;
  readonly measures: readonly Measure[];
  /** The names of which different values are counted, in the order of their measures. */
  readonly distinct: readonly string[];
  readonly sort: SortKey;
  readonly isReversed: boolean;
  /** How many groups to print at most, the others summed up; absent for all. */
  readonly top?: number;
}
