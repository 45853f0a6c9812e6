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
  /** Count the matches in groups, and do not keep them. */
  readonly groups?: ScanGroups;
  /** Gives memory of at least so many bytes for the texts of a block; absent for new memory. */
  readonly room?: (bytes: number) => ArrayBuffer;
}

/** A condition that can be decided by some fields of an event. */
export interface ScanTest {
  /** All that `matches` looks at; `[]` among them is the whole event. */
  readonly reads: readonly FieldKeys[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** The groups into which events are counted. */
export interface ScanGroups {
  readonly reads: readonly FieldKeys[];
  /** The number of an event's group, from 1. */
  readonly numberOf: (event: CloudTrailEvent) => number;
}

/** Two random numbers of 64 bits, with which the keys of records are hashed. */
export type HashSecrets = readonly [bigint, bigint];

/**
 * Matches that were only counted, four numbers each: the key's hash (low, high), both 0 when there is
 * no key; the group; 0.
 */
export type CountedRows = Uint32Array<ArrayBuffer>;

/** Takes what a scanner found. */
export interface ScanSink {
  onBlock(block: RecordBlock): void;
  onCounted(rows: CountedRows): void;
}
