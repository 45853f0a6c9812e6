import type { CloudTrailEvent } from '../../event/event.ts';
import type { FieldKeys } from '../../event/field-path.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import type { TimeRange } from '../../time-range.ts';

/** What a scanner looks for. */
export interface ScanJob {
  readonly time: TimeRange;
  /** All of them must hold. */
  readonly tests: readonly ScanTest[];
  /** What matches must be parsed, for more is asked of it than these tests. */
  readonly needsParsing: boolean;
  readonly secrets: HashSecrets;
  /** Count the matches, and do not keep them. */
  readonly tallies?: ScanTallies;
  /** Gives memory of at least so many bytes for the texts of a block; absent for new memory. */
  readonly room?: (bytes: number) => ArrayBuffer;
}

/** A condition that can be decided by some fields of an event. */
export interface ScanTest {
  /** All that `matches` looks at; `[]` among them is the whole event. */
  readonly reads: readonly FieldKeys[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** The steps of each tally by which matches are counted: for every tally an event has one group. */
export type ScanTallies = readonly (readonly ScanStep[])[];

/** There are no more tallies. */
export const mostTallies = 64;

/**
 * A step towards the group of an event: most can be told by few fields, and only the last step, which
 * always tells, reads them all.
 */
export interface ScanStep {
  readonly reads: readonly FieldKeys[];
  /** The number of the event's group, from 1; undefined when these fields do not tell. */
  readonly groupOf: (event: CloudTrailEvent) => number | undefined;
}

/** Two random numbers of 64 bits, with which the keys of records are hashed. */
export type HashSecrets = readonly [bigint, bigint];

/**
 * Matches that were only counted, so many numbers each: the key's hash (low, high), both 0 when there is
 * no key; the time in epoch seconds, 0 for one that is not between 1970 and 2106; then the group of
 * each tally.
 */
export type CountedRows = Uint32Array<ArrayBuffer>;

/** Takes what a scanner found. */
export interface ScanSink {
  onBlock(block: RecordBlock): void;
  onCounted(rows: CountedRows): void;
}
