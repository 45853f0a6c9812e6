import type { EventRecord } from '../query/event-record.ts';
import type { RecordBlock } from '../query/record-block.ts';
import type { CountedRows } from './scanner/scan-job.ts';

/** What log files hold, in the files' order. */
export type Decoded =
  /** Records that match. */
  | { readonly kind: 'matches'; readonly block: RecordBlock }
  /** Records that match, of which only the group is wanted. */
  | { readonly kind: 'counted'; readonly rows: CountedRows }
  /** How many records of the file matched, and how many did not. */
  | { readonly kind: 'tested'; readonly matched: number; readonly notMatched: number }
  /** An event of which it is not known whether it matches. */
  | { readonly kind: 'event'; readonly record: EventRecord }
  /** A record of something else than CloudTrail, or a whole file of such. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** Nothing at all: a file of no bytes, or of white space. */
  | { readonly kind: 'empty' }
  /** The file as a whole is nothing that can be read, and why. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Something that cannot be read; `record` when it stands where a record would stand. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    };
