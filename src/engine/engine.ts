/**
 * The only access to events. Commands, reports and the library ask an engine and do not know how it
 * reads: every engine gives the same answers.
 */
import type { BinOf } from '../aggregate/tally-table.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { Ledger } from '../query/ledger.ts';
import type { Query } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import type { Tally, TallyCell } from '../query/tally.ts';

/** Answers questions about the events of a source. */
export interface Engine {
  /**
   * Yields the events that the query asks for, as they are found or in time order. Reading stops
   * when the caller takes no more parts. Throws the signal's reason when the engine is aborted,
   * SourceError when the source cannot be read at all, and ConfigError when the disk is full.
   */
  query(query: Query): AsyncGenerator<QueryPart>;
  /** Counts events; throws UsageError for a name that is not a column. */
  count(count: Count): EventCount;
}

/** The events to count, and how to count them. */
export interface Count {
  readonly filter: Filter;
  /** All tallies are counted in one pass. */
  readonly tallies: readonly Tally[];
  /** The IANA time zone in which times are counted. */
  readonly zone: string;
  /** Assigns times to bins, which are counted separately; absent for a single bin. */
  readonly binOf?: BinOf;
  /**
   * Returns whether an event at this time (epoch seconds, or 0 when unknown) is counted; absent to
   * count all events.
   */
  readonly isCounted?: (seconds: number) => boolean;
  /**
   * The index of the tally whose events the ledger counts as matches; absent to count all events as
   * matches.
   */
  readonly matchingTally?: number;
  /** Count every delivery of an event, not only the first. */
  readonly keepDuplicates: boolean;
  /**
   * Puts cells of the only tally that agree in this many of their first values into the same
   * portion.
   */
  readonly keyLength?: number;
  /**
   * Returns what those first values mean: cells whose values mean the same are in the same portion.
   */
  readonly keyOf?: (values: readonly string[]) => readonly string[];
  /** The maximum number of groups and bins of groups to hold in memory; absent for the default. */
  readonly maxHeld?: number;
  /**
   * The maximum number of keys of events to hold in memory, by which repeated deliveries are
   * recognized; absent for the default.
   */
  readonly maxKeys?: number;
}

/** A count that runs while its parts are read. */
export interface EventCount {
  /** Ledgers of the files read, part by part; iterating reads and counts. Iterate only once. */
  readonly parts: AsyncIterable<{ readonly ledger: Ledger }>;
  /**
   * Returns a tally's counts so far, in any order; they are complete once the parts have ended.
   * Only for counts without a `keyLength`; with one, cells may have been moved to disk.
   */
  cells(tally: number): Iterable<TallyCell>;
  /**
   * Yields the counts of the only tally once the parts have ended. Cells that agree in their first
   * `keyLength` values are in the same portion. Call it once.
   */
  portions(): Generator<readonly TallyCell[]>;
  /**
   * Returns how many events in `portions` lack some combinations of the elements of their lists,
   * because they have too many.
   */
  cut(): number;
  /** Removes the temporary folder. */
  close(): void;
}
