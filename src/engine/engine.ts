/**
 * The only access to events. Commands, reports and the library ask an engine and do not know how it reads:
 * every engine gives the same answers.
 */
import type { BinOf } from '../aggregate/tally-table.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { Ledger } from '../query/ledger.ts';
import type { Part } from '../query/part.ts';
import type { Query } from '../query/query.ts';
import type { Tally, TallyCell } from '../query/tally.ts';

/** Answers questions about the events of a source. */
export interface Engine {
  /**
   * Yields the events that the query asks for, as they are found or in time order. Reading stops when the
   * caller takes no more parts. Throws the signal's reason when the engine is aborted, SourceError when the
   * source cannot be read at all, and ConfigError when there is no room on disk.
   */
  query(query: Query): AsyncGenerator<Part>;
  /** Counts events; throws UsageError for a name that is not a column. */
  count(count: Count): EventCount;
}

/** Which events are counted, and how. */
export interface Count {
  readonly filter: Filter;
  /** All tallies are counted in one pass. */
  readonly tallies: readonly Tally[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
  /** Spans of time that are counted separately; absent for a single one. */
  readonly binOf?: BinOf;
  /** Whether an event at this time (epoch seconds, or 0 when unknown) is counted; absent when all are. */
  readonly isCounted?: (seconds: number) => boolean;
  /** Index of the tally whose events the ledger counts as matches; absent for all events. */
  readonly matching?: number;
  /** Count every delivery of an event, not only the first. */
  readonly keepDuplicates: boolean;
  /** Cells of a single tally that agree in this many of their first values are put in the same portion. */
  readonly keyLength?: number;
  /** Most groups and bins of groups to hold in memory; absent for the default. */
  readonly held?: number;
}

/** A count that runs while its parts are read. */
export interface EventCount {
  /** Ledgers of the files read, part by part; iterating reads and counts. Iterate only once. */
  readonly parts: AsyncIterable<{ readonly ledger: Ledger }>;
  /**
   * Returns a tally's counts so far, in no order: all of them once the parts have ended. Only for counts
   * without a `keyLength`; with one, cells may have been moved to disk.
   */
  cells(tally: number): Iterable<TallyCell>;
  /**
   * Yields the counts of the only tally once the parts have ended. Cells that agree in their first
   * `keyLength` values are in the same portion. Call it once.
   */
  portions(): Generator<readonly TallyCell[]>;
  /** Removes the temporary folder. */
  close(): void;
}
