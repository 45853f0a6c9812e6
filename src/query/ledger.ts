import type { FileError } from '../errors.ts';
import type { FilterAttribute } from './condition/filter-attributes.ts';
import { addNames } from './read-names.ts';

/**
 * The account of everything that was read. Every record is counted once:
 * `records = matched + notMatched + duplicates + skippedRecords +
 * unreadableRecords`. Every file is counted once: `files = filesRead + skippedFiles +
 * unreadableFiles + leftOut`, without the files in folders that were not opened or in S3 prefixes
 * that were not listed.
 */
export interface Ledger {
  /** The number of log files found. */
  files: number;
  /** The number of files that could be read, at least from their beginning to some point. */
  filesRead: number;
  /** The number of files in `filesRead` that could be read only in part. */
  damagedFiles: number;
  /** The number of files that could not be read at all. */
  unreadableFiles: number;
  /** The names of files that contain something other than events, by reason. */
  skippedFiles: Map<string, string[]>;
  /**
   * The numbers of files and folders that were left out, mostly because of their names, by reason.
   */
  leftOut: Map<string, { readonly files: number; readonly folders: number }>;
  /** The number of bytes read, as stored. */
  bytes: number;
  /** The number of bytes after decompression. */
  inflatedBytes: number;
  /** The number of records found. */
  records: number;
  /** The number of events that matched, without duplicates. */
  matched: number;
  /** The number of events that did not match. */
  notMatched: number;
  /** The number of events that matched but had been seen before, by their eventID. */
  duplicates: number;
  /** The number of events that were found too late to be yielded in time order. */
  lateEvents: number;
  /** The longest time, in milliseconds, between a late event and the delivery of its file. */
  latestBy: number;
  /** The number of records that are not CloudTrail events, by reason. */
  skippedRecords: Map<string, number>;
  /** The number of records that could not be read. */
  unreadableRecords: number;
  /** The first errors, in the order in which they occurred. */
  errors: FileError[];
  /** The number of further errors, which are not in `errors`. */
  moreErrors: number;
  /** Names that a filter was compared with, if that was asked for. */
  names?: Map<FilterAttribute, Set<string>>;
}

/**
 * The maximum number of errors that are kept: no user reads more, and damaged input may have
 * millions.
 */
const maxErrors = 1000;

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  return {
    files: 0,
    filesRead: 0,
    damagedFiles: 0,
    unreadableFiles: 0,
    skippedFiles: new Map(),
    leftOut: new Map(),
    bytes: 0,
    inflatedBytes: 0,
    records: 0,
    matched: 0,
    notMatched: 0,
    duplicates: 0,
    lateEvents: 0,
    latestBy: 0,
    skippedRecords: new Map(),
    unreadableRecords: 0,
    errors: [],
    moreErrors: 0,
  };
}

/** Creates the ledger of one file that cannot be read. */
export function unreadableFile(error: FileError): Ledger {
  return { ...createLedger(), files: 1, unreadableFiles: 1, errors: [error] };
}

/** Creates the ledger of files and folders that were left out. */
export function leftOutFiles({
  why,
  files,
  folders,
}: {
  readonly why: string;
  readonly files: number;
  readonly folders: number;
}): Ledger {
  return { ...createLedger(), files, leftOut: new Map([[why, { files, folders }]]) };
}

/** Adds the counts of `part` to `total`. */
export function addToLedger(total: Ledger, part: Ledger): void {
  total.files += part.files;
  total.filesRead += part.filesRead;
  total.damagedFiles += part.damagedFiles;
  total.unreadableFiles += part.unreadableFiles;
  total.bytes += part.bytes;
  total.inflatedBytes += part.inflatedBytes;
  total.records += part.records;
  total.matched += part.matched;
  total.notMatched += part.notMatched;
  total.duplicates += part.duplicates;
  total.lateEvents += part.lateEvents;
  total.latestBy = Math.max(total.latestBy, part.latestBy);
  total.unreadableRecords += part.unreadableRecords;
  if (part.names) {
    total.names ??= new Map();
    addNames(total.names, part.names);
  }
  for (const error of part.errors) addError(total, error);
  total.moreErrors += part.moreErrors;
  for (const [reason, files] of part.skippedFiles) {
    for (const file of files) addSkippedFile(total, reason, file);
  }
  for (const [why, { files, folders }] of part.leftOut) {
    const before = total.leftOut.get(why) ?? { files: 0, folders: 0 };
    total.leftOut.set(why, { files: before.files + files, folders: before.folders + folders });
  }
  for (const [reason, count] of part.skippedRecords) {
    total.skippedRecords.set(reason, (total.skippedRecords.get(reason) ?? 0) + count);
  }
}

/** Adds an error, or only counts it when there are too many. */
export function addError(ledger: Ledger, error: FileError): void {
  if (ledger.errors.length < maxErrors) ledger.errors.push(error);
  else ledger.moreErrors++;
}

/** Adds a file that contains something other than events. */
export function addSkippedFile(ledger: Ledger, reason: string, file: string): void {
  const files = ledger.skippedFiles.get(reason);
  if (files) files.push(file);
  else ledger.skippedFiles.set(reason, [file]);
}
