import type { SourceSpec } from '../../source/source-spec.ts';
import type { SettingOrigin } from './settings.ts';

/** The sources to read, and how to read them. */
export interface SourceConfig {
  /** At least one, in the order given. */
  readonly sources: readonly SourceSpec[];
  /** Where the sources come from when the command line names none. */
  readonly sourcesFrom?: SettingOrigin;
  /**
   * How many milliseconds after the time asked for files may have been delivered, or Infinity;
   * absent for the defaults in `lateDelivery`.
   */
  readonly late?: number;
  /** Accounts of the config file, which are not foreign. */
  readonly accounts?: readonly string[];
  /** Milliseconds without data after which a request to AWS fails. */
  readonly timeout: number;
}
