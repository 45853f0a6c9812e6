import type { Access } from '../aws/access.ts';
import type { GetCredentials } from '../aws/credentials.ts';
import { requestHandlerFor } from '../aws/request-handler.ts';
import type { CloudTrailClient } from '../aws/sdk-cloudtrail.ts';

/** How AWS is asked. */
export interface AwsAccess {
  readonly access: Access;
  readonly credentials: GetCredentials;
  /** Milliseconds after which a request that nothing is heard of is given up. */
  readonly timeout: number;
}

/** CloudTrail in a region, and what requests to it are made with. */
export interface CloudTrail {
  readonly sdk: typeof import('../aws/sdk-cloudtrail.ts');
  readonly client: CloudTrailClient;
  readonly region: string;
}

/** Loads the AWS SDK and sets it up for a region; without one, for that which is set up for it. */
export async function connectCloudTrail(
  { access, credentials, timeout }: AwsAccess,
  region: string | undefined,
): Promise<CloudTrail> {
  const sdk = await import('../aws/sdk-cloudtrail.ts');
  const start = region ?? access.region;
  const client = new sdk.CloudTrailClient({
    // The quota is two requests a second: who exceeds it had better wait than try again at once.
    maxAttempts: 1,
    requestHandler: requestHandlerFor(timeout),
    credentials: () => credentials(access),
    ...(start !== undefined && { region: start }),
    ...(access.profile !== undefined && { profile: access.profile }),
  });
  return { sdk, client, region: await client.config.region() };
}
