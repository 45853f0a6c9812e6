import type { Access } from '../../source/aws/access.ts';
import type { AwsCredentials, GetCredentials } from '../../source/aws/credentials.ts';

/** A thread asks another for credentials. */
export interface CredentialsWanted {
  readonly kind: 'credentials-wanted';
  readonly request: number;
  readonly access: Access;
}

/** What it is answered. */
export interface CredentialsFound {
  readonly kind: 'credentials-found';
  readonly request: number;
  readonly found: AwsCredentials | { readonly name: string; readonly message: string };
}

/** Credentials that another thread finds: one asks single sign-on, and the user for a code. */
export interface AskedCredentials {
  readonly get: GetCredentials;
  /** Takes an answer. */
  take(answer: CredentialsFound): void;
}

export function createAskedCredentials(ask: (wanted: CredentialsWanted) => void): AskedCredentials {
  const waiting = new Map<number, (found: CredentialsFound['found']) => void>();
  let asked = 0;
  return {
    get(access) {
      const request = ++asked;
      return new Promise((resolve, reject) => {
        waiting.set(request, (found) => {
          if ('accessKeyId' in found) resolve(found);
          else reject(Object.assign(new Error(found.message), { name: found.name }));
        });
        ask({ kind: 'credentials-wanted', request, access });
      });
    },
    take({ request, found }) {
      waiting.get(request)?.(found);
      waiting.delete(request);
    },
  };
}

/** Finds what another thread asks for. */
export async function findCredentialsFor(
  { request, access }: CredentialsWanted,
  credentials: GetCredentials,
): Promise<CredentialsFound> {
  const found = await credentials(access).catch(({ name, message }: Error) => ({ name, message }));
  return { kind: 'credentials-found', request, found };
}
