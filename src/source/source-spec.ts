import type { Access } from './aws/access.ts';

/** One source to read, and how to access it. Plain data. */
export interface SourceSpec {
  /** A path, `-`, `s3://BUCKET/PREFIX`, `trail:NAME` or `history:REGION,…`. */
  readonly uri: string;
  /** The `@NAME` under which the config file defines it, if that was used. */
  readonly alias?: string;
  readonly access: Access;
  /** Whether the requester pays for requests to a bucket. */
  readonly requesterPays: boolean;
  /** Where objects are kept; absent when they are not. */
  readonly cache?: CacheConfig;
}

/** Where fetched objects are kept. */
export interface CacheConfig {
  readonly folder: string;
  /** The most that is kept, in bytes. */
  readonly bytes: number;
}
