import type { QueryConfig } from './query-config.ts';

/** Everything `trailscan stats` needs to know, validated, with all defaults filled in. Frozen. */
export interface StatsConfig extends Omit<QueryConfig, 'order' | 'limit' | 'columns'> {
  /** What to count by: attributes and field paths, each once; none for the total alone. */
  readonly by: readonly string[];
  /** How many groups to print at most, the others summed up; absent for all. */
  readonly top?: number;
}
