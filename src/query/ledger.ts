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

/** A ledger of nothing. */
export function createLedger(): Ledger {
  return {
    files: 0,
    filesRead: 0,
    unreadableFiles: 0,
    skippedFiles: new Map(),
    bytes: 0,
    inflatedBytes: 0,
    records: 0,
    matched: 0,
    notMatched: 0,
    duplicates: 0,
    skippedRecords: new Map(),
    unreadableRecords: 0,
    errors: [],
  };
}

/** Adds what `part` counts to `total`. */
export function addToLedger(total: Ledger, part: Ledger): void {
  total.files += part.files;
  total.filesRead += part.filesRead;
  total.unreadableFiles += part.unreadableFiles;
  total.bytes += part.bytes;
  total.inflatedBytes += part.inflatedBytes;
  total.records += part.records;
  total.matched += part.matched;
  total.notMatched += part.notMatched;
  total.duplicates += part.duplicates;
  total.unreadableRecords += part.unreadableRecords;
  total.errors.push(...part.errors);
  for (const [reason, files] of part.skippedFiles) {
    total.skippedFiles.set(reason, [...(total.skippedFiles.get(reason) ?? []), ...files]);
  }
  for (const [reason, count] of part.skippedRecords) {
    total.skippedRecords.set(reason, (total.skippedRecords.get(reason) ?? 0) + count);
  }
}
