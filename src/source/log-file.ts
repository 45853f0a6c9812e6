import type { Store } from './s3/store.ts';

/** A file, object or page that may hold events. Plain data, which any opener can open. */
export type LogFile = LocalFile | StoredObject | FetchedPage;

/** The fields that all log files have. */
interface Named {
  /** The name to show to the user: a path, a URI, or `-` for standard input. */
  readonly name: string;
  /** Whether the user named this file itself, and not only a folder or prefix. */
  readonly named: boolean;
}

/** A file, a pipe, or standard input. */
interface LocalFile extends Named {
  readonly kind: 'path' | 'stdin';
}

/** A page of the Event history, which has already been fetched. */
interface FetchedPage extends Named {
  readonly kind: 'page';
  /** The records as JSON, one on each line. */
  readonly bytes: Uint8Array;
}

/** An object in S3. */
export interface StoredObject extends Named {
  readonly kind: 'object';
  readonly store: Store;
  readonly key: string;
  /** The size in bytes, as stored. */
  readonly size: number;
  /** The ETag as S3 returns it, including the quotes. */
  readonly etag: string;
  /** When the object was last modified, in epoch milliseconds. */
  readonly modified: number;
}
