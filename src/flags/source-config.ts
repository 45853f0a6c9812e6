import type { SourceSpec } from '../source/source-spec.ts';
import type { SettingOrigin } from './settings.ts';

/** How sources are read. */
export interface SourceConfig {
  /** What to read, in the order given; at least one. */
  readonly sources: readonly SourceSpec[];
  /** What says so when the command line does not. */
  readonly sourcesFrom?: SettingOrigin;
  /** Milliseconds after the time asked for in which files in S3 are still looked for. */
  readonly late: number;
  /** Milliseconds after which a request to AWS that nothing is heard of is given up. */
  readonly timeout: number;
}
