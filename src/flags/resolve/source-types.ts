import type { SourceSpec } from '../../source/source-spec.ts';
import type { SettingOrigin } from './settings.ts';

/** How sources are read. */
export interface SourceConfig {
  /** What to read, in the order given; at least one. */
  readonly sources: readonly SourceSpec[];
  /** What says so when the command line does not. */
  readonly sourcesFrom?: SettingOrigin;
  /**
   * Milliseconds after the time asked for in which files may have been delivered, or Infinity; absent
   * for what is usual, which `lateDelivery` says.
   */
  readonly late?: number;
  /** Milliseconds after which a request to AWS that nothing is heard of is given up. */
  readonly timeout: number;
}
