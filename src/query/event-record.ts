import type { CloudTrailEvent } from '../event/event.ts';

/** An event together with the text it was read from and where it was found. */
export interface EventRecord {
  readonly event: CloudTrailEvent;
  /** The record's own JSON on one line: numbers, key order and unknown fields as AWS wrote them. */
  readonly json: string;
  /** eventTime in epoch milliseconds. */
  readonly time: number;
  /** The log file as the user knows it. */
  readonly file: string;
  /** Where the record begins, in bytes of the inflated file. */
  readonly offset: number;
}
