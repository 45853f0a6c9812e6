import type { FileError } from '../errors.ts';
import type { Filter } from '../query/filter.ts';
import type { GetCredentials } from './aws/credentials.ts';
import type { LogFile, StoredObject } from './log-file.ts';

/** Somewhere log files lie: a disk, a pipe, a bucket. */
export interface Source {
  /**
   * The log files in which events that pass the filter can be, in a stable order; what cannot be
   * looked at as an error in its place.
   */
  list(filter: Filter, signal: AbortSignal): AsyncIterable<LogFile | FileError>;
  /** The bytes of a log file as they are stored. Reading throws what the system reports. */
  open(file: LogFile, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** All bytes of a small object; absent where there are none. Throws as reading does. */
  fetch?(object: StoredObject, signal: AbortSignal): Promise<Buffer>;
  /**
   * All bytes of a log file that is small and there without waiting, else undefined; they may be
   * overwritten by the next call. Throws what the system reports.
   */
  readWhole?(file: LogFile): Buffer | undefined;
  /**
   * Begins to find out how much there is to be read. The function that it returns tells what is known:
   * undefined when that is not to be known, or not yet.
   */
  measure?(signal: AbortSignal): () => Extent | undefined;
  /**
   * No event that is still to be listed is newer, in epoch milliseconds. Where this is told, listing
   * waits for a quota, and what is listed is at hand.
   */
  newestToCome?(): number;
  /** Finds the credentials with which objects are fetched. */
  readonly credentials?: GetCredentials;
  /** Tells what the user should know of what is read: to be called by whoever opens files elsewhere. */
  readonly note?: (text: string) => void;
  /** How many requests listing has taken so far, where that costs something. */
  listRequests?(): number;
  /** To be called when nothing more is read. */
  close?(): Promise<void>;
}

/** How much there is to be read. */
export interface Extent {
  readonly files: number;
  /** As they are stored. */
  readonly bytes: number;
  /** Whether that is all; else more is being listed. */
  readonly isWhole: boolean;
}
