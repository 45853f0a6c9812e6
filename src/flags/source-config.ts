import type { Access } from '../source/aws/access.ts';

/** How sources are read. */
export interface SourceConfig {
  /** Files, folders, `-` for standard input, `s3://BUCKET/PREFIX`, in the order given; at least one. */
  readonly sources: readonly string[];
  readonly access: Access;
  /** Milliseconds after the time asked for in which files in S3 are still looked for. */
  readonly late: number;
  readonly requesterPays: boolean;
  /** Milliseconds after which a request to S3 that nothing is heard of is given up. */
  readonly timeout: number;
  /** Where objects are kept; absent when they are not. */
  readonly cache?: CacheConfig;
}

/** Where objects of S3 are kept. */
export interface CacheConfig {
  readonly folder: string;
  /** How much is kept at most. */
  readonly bytes: number;
}
