import { ConfigError, SourceError } from '../../errors.ts';
import type { Access } from './access.ts';
import { AnswerTooLong } from './collect-answer.ts';

/**
 * Explains an error of the AWS SDK when every request would fail in the same way: missing or
 * rejected credentials, no endpoint, a wrong clock. Returns undefined for other errors. Does not
 * quote AWS's own message, which may contain keys and signatures.
 */
export function commonProblem(error: Error, { profile, roleArn }: Access): Error | undefined {
  if (error instanceof ConfigError || error instanceof SourceError) return error;
  const credentials = credentialProblems.get(error.name);
  if (credentials) {
    const inProfile = profile === undefined ? '' : ` (profile '${profile}')`;
    const tried = error.name === 'CredentialsProviderError' ? triedFor(profile) : '';
    return new SourceError(`${credentials}${inProfile}${tried}: ${howToGetCredentials}`);
  }
  if (isAboutRoles(error)) {
    const role =
      roleArn ?? (profile === undefined ? 'the role' : `the role of profile '${profile}'`);
    if (error.message.includes('invalid MFA one time pass code')) {
      return new SourceError(
        `${role}: the MFA code is wrong: each code works only once, try the next one`,
      );
    }
    return new SourceError(
      `${role}: these credentials may not assume it: its trust policy must name them, and the ` +
        'external ID (--external-id) and MFA must match what it requires',
    );
  }
  if (codeOf(error) === 'ERR_INVALID_URL') {
    return new SourceError(
      'AWS_ENDPOINT_URL is not a URL: expected one such as https://s3.example.com, or none for AWS',
    );
  }
  if (error.message === 'Region is missing') {
    return new SourceError(
      'no AWS region is configured: set AWS_REGION, or name one, such as history:us-east-1',
    );
  }
  if (error.message.startsWith('Region not accepted')) {
    return new SourceError(
      'the configured AWS region is not valid: expected a name such as us-east-1 in AWS_REGION or the profile',
    );
  }
  if (error instanceof AnswerTooLong) {
    return new SourceError(
      `the server's answer is longer than ${error.limit / 2 ** 20} MiB, so it is not AWS: check ` +
        'AWS_ENDPOINT_URL and the proxy',
    );
  }
  // AWS itself never answers with this status.
  if (statusOf(error) === 407) {
    return new SourceError(
      'the proxy requires a user and a password: set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT',
    );
  }
  return error.name === 'RequestTimeTooSkewed'
    ? new SourceError("this machine's clock is wrong by more than 15 minutes: correct it")
    : undefined;
}

/** Lists where the SDK looked, in its order; with a named profile it ignores the environment. */
function triedFor(profile: string | undefined): string {
  const environment = profile === undefined ? 'the environment, ' : '';
  return ` in ${environment}~/.aws, single sign-on and the roles of containers and instances`;
}

const howToGetCredentials =
  "set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in ('aws sso login'); " +
  "'aws sts get-caller-identity' shows what is configured";

/**
 * Messages by the names of the SDK's errors and of S3's (Amazon S3 API Reference, "Error
 * responses").
 */
const credentialProblems: ReadonlyMap<string, string> = new Map([
  ['CredentialsProviderError', 'no AWS credentials found'],
  ['TokenProviderError', 'the AWS sign-in session is missing or has expired'],
  ['ExpiredToken', 'the AWS credentials have expired'],
  ['ExpiredTokenException', 'the AWS credentials have expired'],
  ['TokenRefreshRequired', 'the AWS credentials have expired'],
  ['InvalidToken', 'the AWS session token is not valid'],
  ['InvalidAccessKeyId', 'AWS does not know the access key'],
  ['SignatureDoesNotMatch', 'the secret access key does not belong to the access key'],
  ['InvalidClientTokenId', 'AWS does not know the access key'],
  ['UnrecognizedClientException', 'AWS does not know the access key'],
  ['InvalidSignatureException', 'the secret access key does not belong to the access key'],
]);

/**
 * Returns whether AssumeRole was denied: only the role of the profile or of `--role-arn` can be
 * meant.
 */
function isAboutRoles({ name, message }: Error): boolean {
  if (!/^AccessDenied/.test(name)) return false;
  return message.includes('sts:AssumeRole') || message.startsWith('MultiFactorAuthentication');
}

/**
 * Returns whether no data has arrived for too long. The SDK uses the same error for closed
 * connections, which do not count.
 */
export function isTimeout(error: Error): boolean {
  return error.name === 'TimeoutError' && !/^(?:ECONNRESET|EPIPE)$/.test(codeOf(error) ?? '');
}

/** Returns whether a request exceeded a quota: CloudTrail reports that with the status 400. */
export function isThrottled({ name }: Error): boolean {
  return /^Throttl|TooManyRequests|LimitExceeded/.test(name);
}

/**
 * Returns the code of a failed connection, such as ECONNREFUSED; undefined when the server
 * answered.
 */
export function connectionProblem(error: Error): string | undefined {
  const code = codeOf(error);
  return code !== undefined && (unreachable.has(code) || code.includes('CERT')) ? code : undefined;
}

/** Codes of connections that fail and would fail again. */
export const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  // The server does not speak TLS.
  'EPROTO',
]);

/** Returns the code that Node.js gives an error. */
export function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // All addresses of the host failed.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : undefined;
}

/** Returns the HTTP status of an answer; undefined without an answer. */
export function statusOf(error: Error): number | undefined {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}

/** Describes an error that has no message of ours: its status and code. */
export function codeNameOf(error: Error): string {
  const code = codeOf(error) ?? error.name;
  const status = statusOf(error);
  return status === undefined ? code : `${status} ${code}`;
}
