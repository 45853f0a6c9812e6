import type { FileError } from '../errors.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { Query } from '../query/query.ts';
import type { GetCredentials } from './aws/credentials.ts';
import type { LogFile, StoredObject } from './log-file.ts';
import type { LeftOut } from './trail-layout/left-out.ts';

/** Somewhere log files lie: a disk, a pipe, a bucket, the Event history. */
export interface Source extends Listing, Opener {
  /** Finds the credentials with which objects are fetched. */
  readonly credentials?: GetCredentials;
  /** Takes what the user should know of what is read, also from those who open files elsewhere. */
  readonly note?: (text: string) => void;
}

/** Which log files are to be listed, and in which order. */
export interface ListRequest {
  readonly filter: Filter;
  /**
   * In the order of delivery, over all accounts and regions: oldest or newest first, those whose paths
   * say nothing about their delivery before all others. With `none` in a stable order.
   */
  readonly order: Query['order'];
}

/** What a listing finds. */
export type Listed = LogFile | FileError | LeftOut;

/** Finds log files. */
export interface Listing {
  /**
   * The log files in which events that pass the filter can be; what cannot be looked at as an error in
   * its place.
   */
  list(request: ListRequest, signal: AbortSignal): AsyncIterable<Listed>;
  /**
   * Begins to find out how much there is to be read. The function that it returns says what is known:
   * undefined when that is not to be known, or not yet.
   */
  measure?(signal: AbortSignal): () => Extent | undefined;
  /**
   * No event that is still to be listed is newer, in epoch milliseconds. Where this is known, listing
   * waits for a quota, and what is listed is at hand.
   */
  newestToCome?(): number;
  /** How many requests listing has taken so far, where that costs something. */
  listRequests?(): number;
  /** To be called when nothing more is read. */
  close?(): Promise<void>;
}

/** The user metadata of an object in S3, by names in small letters without `x-amz-meta-`. */
export type Metadata = Readonly<Record<string, string>>;

/** Takes the metadata of an object that is fetched, if it has any, before its last bytes come. */
export type OnMetadata = (metadata: Metadata) => void;

/** Opens log files. */
export interface Opener {
  /** The bytes of a log file as they are stored. Reading throws what the system reports. */
  open(file: LogFile, signal: AbortSignal, onMetadata?: OnMetadata): AsyncIterable<Uint8Array>;
  /** All bytes of a small object; absent where there are none. Throws as reading does. */
  fetch?(object: StoredObject, signal: AbortSignal, onMetadata?: OnMetadata): Promise<Buffer>;
  /**
   * All bytes of an object anew, if those that `fetch` gave were kept on this machine and are damaged.
   * Throws as reading does.
   */
  fetchAgain?(
    object: StoredObject,
    stored: Buffer,
    signal: AbortSignal,
  ): Promise<Buffer | undefined>;
  /**
   * All bytes of a log file that is small and there without waiting, else undefined; they may be
   * overwritten by the next call. Throws what the system reports.
   */
  readWhole?(file: LogFile): Buffer | undefined;
}

/** How much there is to be read. */
export interface Extent {
  readonly files: number;
  /** As they are stored. */
  readonly bytes: number;
  /** Whether that is all; else more is being listed. */
  readonly isWhole: boolean;
}
