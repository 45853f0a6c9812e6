import type { Proxies } from './proxies.ts';

/** The credentials, region and proxies to use for AWS. Plain data. */
export interface Access {
  /** A profile of the AWS CLI; undefined for the credentials of the environment. */
  readonly profile?: string;
  /** The default region of requests; undefined for the configured region of the AWS SDK. */
  readonly region?: string;
  /** The ARN of a role to assume with these credentials. */
  readonly roleArn?: string;
  /** The external ID that the role's trust policy requires. */
  readonly externalId?: string;
  /** The proxies that requests go through; absent when all are sent directly. */
  readonly proxies?: Proxies;
}
