import type { Access } from './aws/access.ts';

/** One thing to read, and how it is reached. Plain data. */
export interface SourceSpec {
  /** A path, `-`, `s3://BUCKET/PREFIX`, `trail:NAME` or `history:REGION,…`. */
  readonly uri: string;
  /** `@NAME` of the config file, if it is named so. */
  readonly alias?: string;
  readonly access: Access;
  /** Requests to a bucket are paid for by whoever makes them. */
  readonly requesterPays: boolean;
  /** Where objects are kept; absent when they are not. */
  readonly cache?: CacheConfig;
}

/** Where objects of S3 are kept. */
export interface CacheConfig {
  readonly folder: string;
  /** How much is kept at most. */
  readonly bytes: number;
}
