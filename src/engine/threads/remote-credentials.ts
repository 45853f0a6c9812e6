import type { Access } from '../../source/aws/access.ts';
import type { AwsCredentials, GetCredentials } from '../../source/aws/credentials.ts';

/** A worker's request for credentials to the main thread. */
export interface CredentialsRequest {
  readonly kind: 'credentials-request';
  readonly request: number;
  readonly access: Access;
}

/** The main thread's response to a request. */
export interface CredentialsResponse {
  readonly kind: 'credentials-response';
  readonly request: number;
  readonly result: AwsCredentials | { readonly name: string; readonly message: string };
}

/**
 * Gets credentials from the main thread, so that only one thread signs in with single sign-on or
 * asks the user for an MFA code.
 */
export interface RemoteCredentials {
  readonly get: GetCredentials;
  /** Passes a response to the call of `get` that waits for it. */
  take(response: CredentialsResponse): void;
}

/** Creates the worker's side; `send` sends a request to the main thread. */
export function createRemoteCredentials(
  send: (request: CredentialsRequest) => void,
): RemoteCredentials {
  const waiting = new Map<number, (result: CredentialsResponse['result']) => void>();
  let requests = 0;
  return {
    get(access) {
      const request = ++requests;
      return new Promise((resolve, reject) => {
        waiting.set(request, (result) => {
          if ('accessKeyId' in result) resolve(result);
          else reject(Object.assign(new Error(result.message), { name: result.name }));
        });
        send({ kind: 'credentials-request', request, access });
      });
    },
    take({ request, result }) {
      waiting.get(request)?.(result);
      waiting.delete(request);
    },
  };
}

/** Finds the credentials that a worker requests. Errors become part of the response. */
export async function findCredentialsFor(
  { request, access }: CredentialsRequest,
  credentials: GetCredentials,
): Promise<CredentialsResponse> {
  const result = await credentials(access).catch(({ name, message }: Error) => ({ name, message }));
  return { kind: 'credentials-response', request, result };
}
