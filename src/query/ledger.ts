import type { FileError } from '../errors.ts';

/**
 * What became of everything that was read. Every record is counted once:
 * `records = matched + notMatched + duplicates + skippedRecords + unreadableRecords`.
 * Every file is counted once: `files = filesRead + skippedFiles + unreadableFiles`.
 */
export interface Ledger {
  /** Log files found. */
  files: number;
  /** Files from which at least the beginning could be read. */
  filesRead: number;
  /** Files that could not be read at all. */
  unreadableFiles: number;
  /** Files that hold something else than events: reason → files. */
  skippedFiles: Map<string, string[]>;
  /** Bytes as stored. */
  bytes: number;
  /** Bytes after inflating. */
  inflatedBytes: number;
  records: number;
  matched: number;
  notMatched: number;
  /** Events that matched but had been seen before, by eventID. */
  duplicates: number;
  /** Records that are no CloudTrail events: reason → how many. */
  skippedRecords: Map<string, number>;
  unreadableRecords: number;
  /** Each unreadable thing, in the order in which it was met. */
  errors: FileError[];
}
