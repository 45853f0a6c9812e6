import type { Access } from '../aws/access.ts';
import type { CacheConfig } from '../source-spec.ts';

/** A bucket, and how to connect to it. Plain data, so that each worker can connect separately. */
export interface Store {
  /** The name of a bucket, or the alias or ARN of an access point. */
  readonly bucket: string;
  /** The region of the bucket; undefined for the configured region of the AWS SDK. */
  readonly region?: string;
  /** Host, port and path of a store other than AWS; known once connected. */
  readonly endpoint?: string;
  readonly access: Access;
  /** Whether the requester pays for requests. */
  readonly requesterPays: boolean;
  /** Milliseconds without data after which a request is abandoned. */
  readonly timeout: number;
  /** The cache for fetched objects; absent when they are not cached. */
  readonly cache?: CacheConfig;
}
