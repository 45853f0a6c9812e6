import type { FileError } from '../errors.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { Query } from '../query/query.ts';
import type { GetCredentials } from './aws/credentials.ts';
import type { LogFile, StoredObject } from './log-file.ts';
import type { LeftOut } from './trail-layout/left-out.ts';

/** A place with log files: a disk, a pipe, a bucket, the Event history. */
export interface Source extends Listing, Opener {
  /** Finds the credentials with which objects are fetched. */
  readonly credentials?: GetCredentials;
  /** Called with notes for the user about the files that are read, also by workers. */
  readonly note?: (text: string) => void;
}

/** The log files to list, and their order. */
export interface ListRequest {
  readonly filter: Filter;
  /**
   * The order of delivery, over all accounts and regions: oldest or newest first. Files whose paths
   * do not show when they were delivered come before all others. With `none`, the order is stable.
   */
  readonly order: Query['order'];
}

/** An entry of a listing. */
export type ListingEntry = LogFile | FileError | LeftOut;

/** Finds log files. */
export interface Listing {
  /**
   * Lists the log files that can hold events that pass the filter. A file or folder that cannot be
   * read is yielded as an error in its place.
   */
  list(request: ListRequest, signal: AbortSignal): AsyncIterable<ListingEntry>;
  /**
   * Starts to measure how much there is to read. Returns a function that returns the extent;
   * undefined as long as it is not known.
   */
  measure?(signal: AbortSignal): () => Extent | undefined;
  /**
   * Returns an upper bound, in epoch milliseconds, on the times of the events still to be listed. A
   * source with this method is slow to list, because of a quota, but its listed files can be read
   * at once.
   */
  newestRemaining?(): number;
  /**
   * Returns the accounts that the names of its folders and files show, whatever is listed later;
   * none where finding them would be as slow as listing everything. Never throws: what is wrong is
   * reported by the listing.
   */
  accounts?(signal: AbortSignal): Promise<readonly string[]>;
  /** Returns the number of list requests so far; absent where they cost nothing. */
  listRequests?(): number;
  /** Releases what the source uses. Called when nothing more will be read. */
  close?(): Promise<void>;
}

/** The user metadata of an object in S3, by names in lower case without `x-amz-meta-`. */
export type Metadata = Readonly<Record<string, string>>;

/** Called with the metadata of a fetched object, if it has any, before its last bytes arrive. */
export type OnMetadata = (metadata: Metadata) => void;

/** Opens log files. */
export interface Opener {
  /** Reads the bytes of a log file as they are stored. Reading throws system errors. */
  open(file: LogFile, signal: AbortSignal, onMetadata?: OnMetadata): AsyncIterable<Uint8Array>;
  /**
   * Fetches a small object as a whole; absent for sources without objects. Throws as reading does.
   */
  fetch?(object: StoredObject, signal: AbortSignal, onMetadata?: OnMetadata): Promise<Buffer>;
  /**
   * Fetches an object again, if the bytes that `fetch` returned came from this machine's cache and
   * are damaged. Throws as reading does.
   */
  fetchAgain?(
    object: StoredObject,
    stored: Buffer,
    signal: AbortSignal,
  ): Promise<Buffer | undefined>;
  /**
   * Reads a whole log file if it is small and available without waiting, else returns undefined.
   * The next call may overwrite the bytes. Throws system errors.
   */
  readWhole?(file: LogFile): Buffer | undefined;
}

/** How much there is to read. */
export interface Extent {
  readonly files: number;
  /** The number of bytes, as stored. */
  readonly bytes: number;
  /** Whether this is the total; if not, more files are being listed. */
  readonly isWhole: boolean;
}
