import type { Access } from './access.ts';
import { agents } from './agents.ts';
import type { GetCredentials } from './credentials.ts';

/** How AWS is asked. */
export interface AwsAccess {
  readonly access: Access;
  readonly credentials: GetCredentials;
  /** Milliseconds after which a request that nothing is heard of is given up. */
  readonly timeout: number;
}

/** What every client of the SDK is set up with; without a region, it is that of the access, or the usual one. */
export async function clientSettings(
  { access, credentials, timeout }: AwsAccess,
  region = access.region,
) {
  return {
    requestHandler: {
      connectionTimeout: timeout,
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      ...(await agents()),
    },
    credentials: () => credentials(access),
    ...(region !== undefined && { region }),
    ...(access.profile !== undefined && { profile: access.profile }),
  };
}
