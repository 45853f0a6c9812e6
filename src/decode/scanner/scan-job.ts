import type { CloudTrailEvent } from '../../event/event.ts';
import type { FieldKeys } from '../../event/field-path.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import type { TimeRange } from '../../time-range.ts';

/** The conditions that a scanner tests, and whether matches are kept or counted. */
export interface ScanJob {
  readonly time: TimeRange;
  /** The tests. A match must pass all of them. */
  readonly tests: readonly ScanTest[];
  /** The test of the record's text that a match must pass, too. */
  readonly text?: TextTest | undefined;
  readonly secrets: HashSecrets;
  /** The tallies in which matches are counted; absent to keep the matches instead. */
  readonly tallies?: readonly ScanTally[];
  /**
   * Finds the group of each match that is kept; never with `tallies`. Events that the tally leaves
   * out do not count as matches.
   */
  readonly group?: ScanTally;
  /** Returns memory of at least this many bytes for a block; absent to allocate new memory. */
  readonly allocate?: (bytes: number) => ArrayBuffer;
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
    /** Whether it is skipped for events whose response has a hint of a failure. */
    readonly ifNoHint?: boolean;
    /** Returns undefined when these fields are not enough. */
    readonly matches: (event: CloudTrailEvent) => boolean | undefined;
  }[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** A condition of the text of a record. */
export interface TextTest {
  /** Texts that records must have; absent when none are known. */
  readonly literals?: RequiredTexts | undefined;
  readonly matches: (record: Pick<EventRecord, 'event' | 'json'>) => boolean;
}

/** Texts that records must have: every match has at least one of them. */
interface RequiredTexts {
  readonly texts: readonly string[];
  /**
   * Whether ASCII letters in the other case, and characters that are not ASCII, may replace others.
   */
  readonly anyCase: boolean;
  /** Whether also every text that has one of them matches. */
  readonly areEnough: boolean;
}

/** How the group of an event is found in a tally: an event has one group in every tally. */
export interface ScanTally {
  /** Tests that the events of the tally pass; the group of others is `OUTSIDE`. */
  readonly tests: readonly ScanTest[];
  /** Columns whose values together are the group. */
  readonly columns: readonly ScanColumn[];
  /**
   * Returns the number of a group, from `FIRST_GROUP`, by the numbers of its columns' values. The
   * scanner does not ask it for a tally by a single column: there, groups have the numbers of the
   * values, but from `FIRST_GROUP`.
   */
  readonly groupOf: (values: readonly number[]) => number;
  /** Leaves out events by the values of the first columns, before the others are found. */
  readonly gate?: ColumnGate;
}

/** A test of the values of a tally's first columns. */
interface ColumnGate {
  /** How many columns it tests. */
  readonly columns: number;
  /**
   * Returns whether an event with these values, as numbers, is in the tally; `textless` keeps its
   * row, without its text.
   */
  readonly passes: (values: readonly number[]) => boolean | 'textless';
}

/**
 * A column that groups are made of: steps that find its value, the last one in any event. Tallies
 * that have the same object as a column share its values.
 */
export interface ScanColumn {
  readonly steps: readonly ScanStep[];
}

/**
 * One attempt to find a group or the value of a column. The first steps read few fields, which are
 * enough for most events; further ones read more.
 */
export interface ScanStep {
  readonly reads: readonly FieldKeys[];
  /** Whether it is skipped for events whose response has a hint of a failure. */
  readonly ifNoHint?: boolean;
  /** Whether it also depends on the log file of the event. Then its answers are not stored. */
  readonly readsFile?: boolean;
  /**
   * Returns a number from 1. When these fields do not determine it, returns undefined, or a note
   * for the next steps of the column: they get the last one, and 0 without any.
   */
  readonly numberOf: (event: CloudTrailEvent, note: number) => number | ScanNote | undefined;
  /**
   * Returns the fields that are needed with this note; undefined for all of `reads`. Answers of a
   * step that has this are not stored: it is for fields whose values are rarely repeated.
   */
  readonly readsWith?: ((note: number) => readonly FieldKeys[] | undefined) | undefined;
}

/** A number from 1 that stands for what a step has found out, though not the number itself. */
export interface ScanNote {
  readonly note: number;
}

/** Two random numbers of 64 bits, with which the keys of records are hashed. */
export type HashSecrets = readonly [bigint, bigint];

/**
 * Matches that were only counted. Each is a row of numbers: the two halves of the key's hash, lower
 * one first, both 0 without a key; the time as `secondsOf` returns it; then, from `COUNTED_GROUPS`
 * on, the group in each tally. Only rows whose time does not fit into 32 bits are longer.
 */
export type CountedRows = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Receives the results of a scanner. */
export interface ScanSink {
  onBlock(block: RecordBlock): void;
  onCounted(rows: CountedRows): void;
}
