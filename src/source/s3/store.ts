import type { Access } from '../aws/access.ts';
import type { CacheConfig } from '../source-spec.ts';

/** How to connect to a bucket. Plain data, so that each worker can connect separately. */
export interface Store {
  /** The name of a bucket, or the alias or ARN of an access point. */
  readonly bucket: string;
  /** The region of the bucket; undefined for the one that is configured for the AWS SDK. */
  readonly region?: string;
  /** Host, port and path of a store other than AWS; known once connected. */
  readonly endpoint?: string;
  readonly access: Access;
  /** Whether the requester pays for requests. */
  readonly requesterPays: boolean;
  /** Milliseconds without data after which a request is abandoned. */
  readonly timeout: number;
  /** Where fetched objects are kept; absent when they are not. */
  readonly cache?: CacheConfig;
}
