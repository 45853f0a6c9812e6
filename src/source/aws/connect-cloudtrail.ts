import { type AwsAccess, clientSettings } from './aws-access.ts';
import type { CloudTrailClient } from './sdk-cloudtrail.ts';

/** A client for CloudTrail in a region. */
export interface CloudTrail {
  readonly sdk: typeof import('./sdk-cloudtrail.ts');
  readonly client: CloudTrailClient;
  readonly region: string;
}

/**
 * Loads the AWS SDK and creates a client for a region, by default the configured one. `maxAttempts`
 * is the number of times that the SDK sends a request; absent for the SDK's default.
 */
export async function connectCloudTrail(
  aws: AwsAccess,
  region: string | undefined,
  settings: { readonly maxAttempts?: number } = {},
): Promise<CloudTrail> {
  const sdk = await import('./sdk-cloudtrail.ts');
  const client = new sdk.CloudTrailClient({
    ...(await clientSettings(aws, region)),
    ...settings,
  });
  return { sdk, client, region: await client.config.region() };
}
