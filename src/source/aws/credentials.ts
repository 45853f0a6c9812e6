import type { Access } from './access.ts';
import { agents } from './agents.ts';

/** Keys that sign requests. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Finds credentials. Throws what the AWS SDK throws. */
export type GetCredentials = (access: Access) => Promise<AwsCredentials>;

/** Milliseconds before they expire in which credentials are not handed out any more. */
const spareTime = 5 * 60_000;

/**
 * Finds credentials where the AWS SDK finds them: environment, profiles, single sign-on, roles of
 * containers and instances. Each are looked for once, until they expire. `askMfaCode` gets the code
 * of a device whose serial number it is given.
 */
export function createCredentials(
  askMfaCode?: (serial: string) => Promise<string>,
): GetCredentials {
  const found = new Map<string, AwsCredentials>();
  /** Who asks meanwhile waits for the same, and the user is asked for one code. */
  const underWay = new Map<string, Promise<AwsCredentials>>();
  return async (access) => {
    const id = JSON.stringify([access.profile, access.roleArn, access.externalId]);
    const known = found.get(id);
    if (known && !isExpiring(known)) return known;
    const finding = underWay.get(id) ?? findCredentials(access, askMfaCode);
    underWay.set(id, finding);
    try {
      const credentials = await finding;
      found.set(id, credentials);
      return credentials;
    } finally {
      underWay.delete(id);
    }
  };
}

async function findCredentials(
  { profile, roleArn, externalId }: Access,
  askMfaCode: ((serial: string) => Promise<string>) | undefined,
): Promise<AwsCredentials> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('./sdk-credentials.ts');
  const clientConfig = { requestHandler: await agents() };
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

/** Or the SDK warns on standard error of keys in the environment that it passes over, as is meant. */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function isExpiring({ expiration }: AwsCredentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < spareTime;
}
