import type { EventRecord } from '../query/event-record.ts';
import type { RecordBlock } from '../query/record-block.ts';
import type { CountedRows } from './scanner/scan-job.ts';

/** One decoded part of a log file, in the order of the files. */
export type Decoded =
  /** Records that match. */
  | { readonly kind: 'matches'; readonly block: RecordBlock }
  /** Records that match, when the query needs only their groups. */
  | { readonly kind: 'counted'; readonly rows: CountedRows }
  /** How many records of the file matched, and how many did not. */
  | { readonly kind: 'tested'; readonly matched: number; readonly notMatched: number }
  /** An event that the caller must test. */
  | { readonly kind: 'event'; readonly record: EventRecord }
  /** A record that is not CloudTrail's, or a whole file of such records. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** An empty file, or one of white space only. */
  | { readonly kind: 'empty' }
  /** The whole file is in a format that cannot be read; `reason` says why, `advice` what to do. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly advice?: string }
  /** What follows is of this member of an archive, up to the next such part; alone in its step. */
  | { readonly kind: 'member'; readonly name: string }
  /**
   * An archive ends here, which has this many members, those of archives in it included; `reason` says
   * why it was not read further. Alone in its step.
   */
  | {
      readonly kind: 'archive';
      readonly name: string;
      readonly members: number;
      readonly reason?: string;
    }
  /** Damaged text; `record` is true when it takes the place of a record. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    };
