import type { CloudTrailEvent } from '../../event/event.ts';
import type { FieldKeys } from '../../event/field-path.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import type { TimeRange } from '../../time-range.ts';

/** The conditions that a scanner tests, and what to do with the matches. */
export interface ScanJob {
  readonly time: TimeRange;
  /** All of them must hold. */
  readonly tests: readonly ScanTest[];
  /** Matches must be parsed, because the query has more conditions than these tests. */
  readonly needsParsing: boolean;
  readonly secrets: HashSecrets;
  /** If present, matches are counted and not kept. */
  readonly tallies?: ScanTallies;
  /**
   * Returns memory of at least this many bytes for the texts of a block; if absent, new memory is
   * allocated.
   */
  readonly room?: (bytes: number) => ArrayBuffer;
}

/** A condition that can be decided from some fields of an event. */
export interface ScanTest {
  /** All fields that `matches` reads; `[]` stands for the whole event. */
  readonly reads: readonly FieldKeys[];
  /** Whether it also depends on the log file of the event, so that its answers are not kept. */
  readonly readsFile?: boolean;
  /** Ways to decide most events from fewer fields, tried in this order. */
  readonly shortcuts?: readonly {
    readonly reads: readonly FieldKeys[];
    /** Returns undefined when these fields are not enough. */
    readonly matches: (event: CloudTrailEvent) => boolean | undefined;
  }[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** The steps of each tally by which matches are counted: an event has one group in every tally. */
export type ScanTallies = readonly (readonly ScanStep[])[];

/** The largest number of tallies. */
export const maxTallies = 64;

/**
 * A step towards the group of an event: most groups are found from few fields; only the last step,
 * which always finds the group, reads all fields.
 */
export interface ScanStep {
  readonly reads: readonly FieldKeys[];
  /** Whether it also depends on the log file of the event, so that its answers are not kept. */
  readonly readsFile?: boolean;
  /**
   * Returns the number of the event's group, from 1; undefined when these fields are not enough.
   */
  readonly groupOf: (event: CloudTrailEvent) => number | undefined;
}

/** Two random numbers of 64 bits, with which the keys of records are hashed. */
export type HashSecrets = readonly [bigint, bigint];

/**
 * Matches that were only counted, as consecutive rows of numbers: the key's hash (low, high), both
 * 0 when there is no key; the time in epoch seconds, 0 when it is not between 1970 and 2106; then
 * the group in each tally.
 */
export type CountedRows = Uint32Array<ArrayBuffer>;

/** Takes the results of a scanner. */
export interface ScanSink {
  onBlock(block: RecordBlock): void;
  onCounted(rows: CountedRows): void;
}
