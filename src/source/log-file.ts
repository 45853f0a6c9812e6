import type { Store } from './s3/store.ts';

/** One file, object or page to read events from. Plain data: the reader opens it. */
export type LogFile = LocalFile | StoredObject | FetchedPage;

/** The fields that all log files have. */
interface Named {
  /** The name that the user knows: a path, a URI, or `-` for standard input. */
  readonly name: string;
  /** Whether the user named the file itself, not a folder that holds it. */
  readonly named: boolean;
}

/** A file, a pipe, or standard input. */
interface LocalFile extends Named {
  readonly kind: 'path' | 'stdin';
}

/** Events that have already been fetched, as text. */
interface FetchedPage extends Named {
  readonly kind: 'page';
  readonly bytes: Uint8Array;
}

/** An object in S3. */
export interface StoredObject extends Named {
  readonly kind: 'object';
  readonly store: Store;
  readonly key: string;
  /** Bytes as stored. */
  readonly size: number;
  /** As S3 returns it, with its quotes. */
  readonly etag: string;
  /** When the object was last modified, in epoch milliseconds. */
  readonly modified: number;
}
