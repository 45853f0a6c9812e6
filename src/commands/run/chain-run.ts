import type { Column } from '../../format/text/column.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { OpenRun, OpenRunOptions } from './open-run.ts';

/** Options of `openChains`. */
export interface ChainOptions extends OpenRunOptions {
  readonly filter: Filter;
  /** The values of `--person` and `--chain-of`. */
  readonly chain: { readonly people: readonly string[]; readonly things: readonly string[] };
  readonly dryRun: boolean;
}

/** A run whose events can be selected and shown by the sessions that they are of. */
export interface OpenChains extends OpenRun {
  /** The filter, with the sessions that were asked for. */
  readonly filter: Filter;
  /** Returns the column with a name. */
  columnOf(name: string): Column;
  /** Removes what was kept for the second reading. */
  close(): void;
}
