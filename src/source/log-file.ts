import type { Store } from './s3/store.ts';

/** One thing to read events from. Plain data: whoever reads it opens it. */
export type LogFile = LocalFile | StoredObject | FetchedPage;

/** What all log files have. */
interface Named {
  /** As the user knows it: a path, a URI, or `-` for standard input. */
  readonly name: string;
  /** Whether the user named it, rather than a folder that holds it. */
  readonly named: boolean;
}

/** A file, a pipe, or standard input. */
interface LocalFile extends Named {
  readonly kind: 'path' | 'stdin';
}

/** Some events that have been fetched already, as text. */
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
  /** As S3 has it, with its quotes. */
  readonly etag: string;
  /** In epoch milliseconds. */
  readonly modified: number;
}
