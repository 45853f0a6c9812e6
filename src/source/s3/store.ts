import type { Access } from '../aws/access.ts';
import type { CacheConfig } from '../source-spec.ts';

/** How a bucket is reached. Plain data: workers reach it by themselves. */
export interface Store {
  /** The name of a bucket, or the alias or ARN of an access point. */
  readonly bucket: string;
  /** Where it lies; undefined for the region that is set up for the AWS SDK. */
  readonly region?: string;
  /** Host, port and path of a store other than AWS's own; known when it was asked. */
  readonly endpoint?: string;
  readonly access: Access;
  /** Requests are paid for by whoever makes them. */
  readonly requesterPays: boolean;
  /** Milliseconds after which a request that nothing is heard of is given up. */
  readonly timeout: number;
  /** Where what is fetched is kept; absent when it is not. */
  readonly cache?: CacheConfig;
}
