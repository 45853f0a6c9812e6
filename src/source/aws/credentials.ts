import type { Access } from './access.ts';
import { createAgents } from './agents.ts';
import { collectAnswer } from './collect-answer.ts';

/** The keys that sign requests. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Finds credentials. Throws the errors of the AWS SDK. */
export type GetCredentials = (access: Access) => Promise<AwsCredentials>;

/** Credentials that expire within this many milliseconds are no longer used. */
const expiryMargin = 5 * 60_000;

/**
 * Creates a function that finds credentials where the AWS SDK does: environment, profiles, single
 * sign-on, roles of containers and instances. It remembers them until they expire. `askMfaCode`
 * returns the code of the MFA device with the given serial number.
 */
export function createCredentials(
  askMfaCode?: (serial: string) => Promise<string>,
): GetCredentials {
  const found = new Map<string, AwsCredentials>();
  /** Concurrent calls share one search, so that the user is asked for one code only. */
  const pending = new Map<string, Promise<AwsCredentials>>();
  return async (access) => {
    const id = JSON.stringify([access.profile, access.roleArn, access.externalId]);
    const known = found.get(id);
    if (known && !isExpiring(known)) return known;
    const finding = pending.get(id) ?? findCredentials(access, askMfaCode);
    pending.set(id, finding);
    try {
      const credentials = await finding;
      found.set(id, credentials);
      return credentials;
    } finally {
      pending.delete(id);
    }
  };
}

async function findCredentials(
  { profile, roleArn, externalId, proxies }: Access,
  askMfaCode: ((serial: string) => Promise<string>) | undefined,
): Promise<AwsCredentials> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('./sdk-credentials.ts');
  const clientConfig = {
    requestHandler: await createAgents(proxies),
    streamCollector: collectAnswer,
  };
  const own = fromNodeProviderChain({
    clientConfig,
    ...(profile !== undefined && { profile, logger: quiet }),
    ...(askMfaCode && { mfaCodeProvider: askMfaCode }),
  });
  if (roleArn === undefined) return own();
  const inRole = fromTemporaryCredentials({
    masterCredentials: own,
    clientConfig,
    params: {
      RoleArn: roleArn,
      RoleSessionName: 'trailscan',
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
  });
  return inRole();
}

/**
 * Otherwise the SDK warns on stderr about keys in the environment that it ignores, which is
 * intended here.
 */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function isExpiring({ expiration }: AwsCredentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < expiryMargin;
}
