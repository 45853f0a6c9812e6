/**
 * The one door to events. Commands, reports and the library ask an engine, and do not know how it reads:
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
   * The events that the query asks for, as they are found or in the order of their times. The reading
   * stops when the caller takes no more parts. Throws the signal's reason when the engine is aborted,
   * SourceError when the source cannot be read at all, and ConfigError when there is no room on disk.
   */
  query(query: Query): AsyncGenerator<Part>;
  /** Counts events; throws UsageError for a name that is not a column. */
  count(count: Count): EventCount;
}

/** What is counted. */
export interface Count {
  readonly filter: Filter;
  /** Counted in one pass. */
  readonly tallies: readonly Tally[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
  /** The spans of time that are counted separately; absent for one. */
  readonly binOf?: BinOf;
  /** Whether an event of that time, epoch seconds or 0, is counted; absent when all are. */
  readonly isCounted?: (seconds: number) => boolean;
  /** The tally, by its place, whose events are the matches of the ledger; absent for all events. */
  readonly matching?: number;
  /** Count every delivery of an event, and not only the first. */
  readonly keepDuplicates: boolean;
  /** By how many of its values, from the first, the cells of a single tally are to be put together. */
  readonly keyLength?: number;
  /** How many groups and bins of groups are held in memory; absent for what is sensible. */
  readonly held?: number;
}

/** A count that goes on while its parts are taken. */
export interface EventCount {
  /** What was read and counted, part by part. To be gone through once. */
  readonly parts: AsyncIterable<{ readonly ledger: Ledger }>;
  /**
   * What has been counted by a tally so far, in no order: all when the parts have ended. For counts
   * without a `keyLength`: cells of others may have been moved to disk.
   */
  cells(tally: number): Iterable<TallyCell>;
  /**
   * The same of the only tally when the parts have ended, in portions of which no two have cells that
   * agree in their first values, `keyLength` of them. To be called once.
   */
  portions(): Generator<readonly TallyCell[]>;
  /** Removes what was moved to the temporary folder. */
  close(): void;
}
