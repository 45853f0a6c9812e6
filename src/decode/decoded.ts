import type { EventRecord } from '../query/event-record.ts';
import type { RecordBlock } from '../query/record-block.ts';
import type { CountedRows } from './scanner/scan-job.ts';

/**
 * One decoded part of a log file. Parts are returned in the order of the files, and of their
 * content.
 */
export type Decoded =
  /** A block of records that match. */
  | { readonly kind: 'matches'; readonly block: RecordBlock }
  /** Rows of records that match, when they are only counted. */
  | { readonly kind: 'counted'; readonly rows: CountedRows }
  /** The numbers of records that the scanner has tested since the last such part. */
  | { readonly kind: 'tested'; readonly matched: number; readonly notMatched: number }
  /** An event that the caller must test. */
  | { readonly kind: 'event'; readonly record: EventRecord }
  /** A record that is not a CloudTrail event, or a whole file of such records. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** The file is empty, or contains only white space. */
  | { readonly kind: 'empty' }
  /**
   * The whole file is in a format that cannot be read; `reason` names it, `advice` says what to do.
   */
  | { readonly kind: 'unknown'; readonly reason: string; readonly advice?: string }
  /**
   * The following results are those of this member of an archive, up to the next such result. Not
   * with others.
   */
  | { readonly kind: 'member'; readonly name: string }
  /**
   * The end of an archive, which has this many members, with those of archives in it; `reason` says
   * why it was not read further. Not with others.
   */
  | {
      readonly kind: 'archive';
      readonly name: string;
      readonly members: number;
      readonly reason?: string;
    }
  /** Damaged text. `record` is true when a record was expected there. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    };
