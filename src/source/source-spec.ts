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
  /** The cache for objects fetched from S3; absent when they are not cached. */
  readonly cache?: CacheConfig;
}

/** The folder and the size of a cache for fetched objects. */
export interface CacheConfig {
  readonly folder: string;
  /** The maximum size of the cached objects, in bytes. */
  readonly bytes: number;
}
