import { ConfigError, SourceError } from '../../errors.ts';
import type { Access } from './access.ts';

/**
 * What an error of the AWS SDK's means when every request would fail in the same way: no credentials,
 * or none that AWS takes, no endpoint, a wrong clock. Undefined for other errors. What AWS says in so
 * many words is not passed on: it may quote keys and signatures.
 */
export function commonProblem(error: Error, { profile, roleArn }: Access): Error | undefined {
  if (error instanceof ConfigError || error instanceof SourceError) return error;
  const credentials = credentialProblems.get(error.name);
  if (credentials) {
    const of = profile === undefined ? '' : ` (profile '${profile}')`;
    const tried = error.name === 'CredentialsProviderError' ? triedFor(profile) : '';
    return new SourceError(`${credentials}${of}${tried}: ${howToGetCredentials}`);
  }
  if (isAboutRoles(error)) {
    const role =
      roleArn ?? (profile === undefined ? 'the role' : `the role of profile '${profile}'`);
    if (error.message.includes('invalid MFA one time pass code')) {
      return new SourceError(
        `${role}: the MFA code is not right: each is taken once, try the next`,
      );
    }
    return new SourceError(
      `${role}: these credentials may not take it on: its trust policy must name them, and the ` +
        'external ID (--external-id) and MFA must be what it asks for',
    );
  }
  if (codeOf(error) === 'ERR_INVALID_URL') {
    return new SourceError(
      'AWS_ENDPOINT_URL is no URL: expected one such as https://s3.example.com, or none for AWS',
    );
  }
  if (error.message === 'Region is missing') {
    return new SourceError(
      'no AWS region is set up: set AWS_REGION, or name it, such as history:us-east-1',
    );
  }
  if (error.message.startsWith('Region not accepted')) {
    return new SourceError(
      'the AWS region that is set up is none: expected a name such as us-east-1 in AWS_REGION or the profile',
    );
  }
  // AWS itself never answers so.
  if (statusOf(error) === 407) {
    return new SourceError(
      'the proxy wants a user and a password: set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT',
    );
  }
  return error.name === 'RequestTimeTooSkewed'
    ? new SourceError("this machine's clock is wrong by more than 15 minutes: set it right")
    : undefined;
}

/** In the order in which the SDK looks; where a profile is named, it passes the environment over. */
function triedFor(profile: string | undefined): string {
  const environment = profile === undefined ? 'the environment, ' : '';
  return ` in ${environment}~/.aws, single sign-on and the roles of containers and instances`;
}

const howToGetCredentials =
  "set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in ('aws sso login'); " +
  "'aws sts get-caller-identity' shows what is set up";

/** By the names of the SDK's errors and of S3's (Amazon S3 API Reference, "Error responses"). */
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

/** AssumeRole is asked for nowhere else. */
function isAboutRoles({ name, message }: Error): boolean {
  if (!/^AccessDenied/.test(name)) return false;
  return message.includes('sts:AssumeRole') || message.startsWith('MultiFactorAuthentication');
}

/** Whether nothing was heard for too long. The SDK says so of closed connections, too. */
export function isTimeout(error: Error): boolean {
  return error.name === 'TimeoutError' && !/^(?:ECONNRESET|EPIPE)$/.test(codeOf(error) ?? '');
}

/** Whether more was asked than a quota allows: CloudTrail says so with the status 400. */
export function isThrottled({ name }: Error): boolean {
  return /^Throttl|TooManyRequests|LimitExceeded/.test(name);
}

/** Why nothing answers, in a word; undefined when something did. */
export function connectionProblem(error: Error): string | undefined {
  const code = codeOf(error);
  return code !== undefined && (unreachable.has(code) || code.includes('CERT')) ? code : undefined;
}

/** Nothing answers there, and another try would not change that. */
export const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  // What answers does not speak TLS.
  'EPROTO',
]);

/** The code that Node.js gives an error. */
export function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Of a host with several addresses, each of which failed.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : undefined;
}

/** The HTTP status of an answer. */
export function statusOf(error: Error): number | undefined {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}

/** What is said of an error about which nothing else is known. */
export function codeNameOf(error: Error): string {
  const code = codeOf(error) ?? error.name;
  const status = statusOf(error);
  return status === undefined ? code : `${status} ${code}`;
}
