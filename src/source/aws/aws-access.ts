import type { Access } from './access.ts';
import { createAgents } from './agents.ts';
import { collectAnswer } from './collect-answer.ts';
import type { GetCredentials } from './credentials.ts';

/** How to connect to AWS. */
export interface AwsAccess {
  readonly access: Access;
  readonly credentials: GetCredentials;
  /** Milliseconds without data after which a request is abandoned. */
  readonly timeout: number;
}

/**
 * Returns the settings of every SDK client. The region defaults to that of the access, then to the
 * SDK's own.
 */
export async function clientSettings(
  { access, credentials, timeout }: AwsAccess,
  region = access.region,
) {
  return {
    requestHandler: {
      connectionTimeout: timeout,
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      ...(await createAgents(access.proxies)),
    },
    streamCollector: collectAnswer,
    credentials: () => credentials(access),
    ...(region !== undefined && { region }),
    ...(access.profile !== undefined && { profile: access.profile }),
  };
}
