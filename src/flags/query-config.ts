import type { OutputFormat } from '../format/output-formats.ts';
import type { Filter } from '../query/filter.ts';
import type { SourceConfig } from './source-config.ts';

/** Everything `trailscan query` needs to know, validated, with all defaults filled in. Frozen. */
export interface QueryConfig extends SourceConfig {
  readonly filter: Filter;
  /** By time, or `none` for events as they are found. */
  readonly order: 'oldest-first' | 'newest-first' | 'none';
  /** How many events to print at most; absent for all. */
  readonly limit?: number;
  readonly format: OutputFormat;
  /** Names of columns, each an attribute or a field path; undefined for those of the format. */
  readonly columns: readonly string[] | undefined;
  /** The terminal's width in cells; undefined when the output goes elsewhere and need not fit. */
  readonly width: number | undefined;
  /** Whether the output may hold colours. */
  readonly color: boolean;
  /** The zone in which times are read and shown: `UTC` or another IANA name. */
  readonly zone: string;
  /** How many files are read at once. */
  readonly threads: number;
  /** Stop at the first thing that cannot be read. */
  readonly strict: boolean;
  /** Print the ledger even when nothing was skipped or unreadable. */
  readonly verbose: boolean;
  /** Print every delivery of an event. */
  readonly keepDuplicates: boolean;
  /** Only list what would be read. */
  readonly dryRun: boolean;
  /** Exit with 1 when nothing matched. */
  readonly exitStatus: boolean;
}
