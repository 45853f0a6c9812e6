import { type AwsAccess, clientSettings } from '../aws/aws-access.ts';
import type { CloudTrailClient } from '../aws/sdk-cloudtrail.ts';

/** CloudTrail in a region, and what requests to it are made with. */
export interface CloudTrail {
  readonly sdk: typeof import('../aws/sdk-cloudtrail.ts');
  readonly client: CloudTrailClient;
  readonly region: string;
}

/** Loads the AWS SDK and sets it up for a region; without one, for that which is set up for it. */
export async function connectCloudTrail(
  aws: AwsAccess,
  region: string | undefined,
): Promise<CloudTrail> {
  const sdk = await import('../aws/sdk-cloudtrail.ts');
  const client = new sdk.CloudTrailClient({
    ...clientSettings(aws, region),
    // The quota is two requests a second: who exceeds it had better wait than try again at once.
    maxAttempts: 1,
  });
  return { sdk, client, region: await client.config.region() };
}
