import { type AwsAccess, clientSettings } from './aws-access.ts';
import type { CloudTrailClient } from './sdk-cloudtrail.ts';

/** CloudTrail in a region, and what requests to it are made with. */
export interface CloudTrail {
  readonly sdk: typeof import('./sdk-cloudtrail.ts');
  readonly client: CloudTrailClient;
  readonly region: string;
}

/**
 * Loads the AWS SDK and sets it up for a region; without one, for that which is set up for it.
 * `maxAttempts`: how often the SDK makes a request, its own number when absent.
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
