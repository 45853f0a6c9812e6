import { SourceError } from '../../errors.ts';
import { ReadError } from '../read-error.ts';
import type { Store } from './store.ts';

/** What was asked of S3 when it failed. */
export type S3Request =
  | { readonly kind: 'list'; readonly prefix: string }
  | { readonly kind: 'get'; readonly key: string };

/**
 * Says what a failed request means: a SourceError when others would fail in the same way, such as
 * without credentials, and a ReadError when only what was asked for cannot be had. What AWS says in
 * so many words is not passed on but for names: it may quote keys and signatures.
 */
export function describeS3Error(
  error: unknown,
  { bucket, region, timeout }: Store,
  request: S3Request,
): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof ReadError) {
    return error;
  }
  const { name } = error;
  const credentials = credentialProblems.get(name);
  if (credentials) return new SourceError(`${credentials}: ${howToGetCredentials}`);
  if (codeOf(error) === 'ERR_INVALID_URL') {
    return new SourceError(
      'AWS_ENDPOINT_URL is no URL: expected one such as https://s3.example.com, or none for AWS',
    );
  }
  const connection = connectionProblem(error);
  if (connection) {
    return new SourceError(
      `s3://${bucket}: no connection to S3 in ${region} (${connection}): check the network, ` +
        'AWS_REGION and AWS_ENDPOINT_URL',
    );
  }
  if (isTimeout(error)) {
    return new ReadError(`no answer within ${timeout / 1000} s, several times: try --timeout`);
  }
  switch (name) {
    case 'NoSuchBucket':
    case 'InvalidBucketName':
      return new SourceError(
        `s3://${bucket}: there is no such bucket: the trail's settings tell its name`,
      );
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return new SourceError(
        `s3://${bucket}: it is not in ${region}, and S3 does not tell where: set AWS_REGION`,
      );
    case 'RequestTimeTooSkewed':
      return new SourceError("this machine's clock is wrong by more than 15 minutes: set it right");
    default:
      return request.kind === 'list'
        ? describeListError(error, bucket, request.prefix)
        : describeGetError(error);
  }
}

/** A body that is not what was asked for. */
export class BodyError extends Error {}

/** Whether another try may help. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof BodyError) return true;
  const status = statusOf(error);
  if (status !== undefined && status >= 400)
    return status >= 500 || error.name === 'RequestTimeout';
  const code = codeOf(error);
  return isTimeout(error) || (code !== undefined && !unreachable.has(code)) || isCutShort(error);
}

function describeListError(error: Error, bucket: string, prefix: string): Error {
  const place = `s3://${bucket}/${prefix}`;
  if (isDenied(error)) {
    return new ReadError(`listing it is denied: grant s3:ListBucket on arn:aws:s3:::${bucket}`);
  }
  return new SourceError(`${place}: cannot be listed (${codeNameOf(error)})`);
}

function describeGetError(error: Error): Error {
  if (error instanceof BodyError) return new ReadError(`cannot be fetched: ${error.message}`);
  const { name, message } = error;
  if (/kms:Decrypt/i.test(message)) {
    const [key] = /arn:aws[\w-]*:kms:[\w:/-]+/.exec(message) ?? [];
    return new ReadError(`its key denies decryption: grant kms:Decrypt${key ? ` on ${key}` : ''}`);
  }
  if (name.startsWith('KMS.')) return new ReadError(`its key cannot be used (${name})`);
  switch (name) {
    case 'NoSuchKey':
    case 'NotFound':
      return new ReadError('deleted since it was listed');
    case 'PreconditionFailed':
      return new ReadError('changed since it was listed');
    case 'InvalidObjectState':
      return new ReadError('archived (S3 Glacier): restore it first');
    default:
      return isDenied(error)
        ? new ReadError('access denied: grant s3:GetObject')
        : new ReadError(`cannot be fetched (${codeNameOf(error)})`);
  }
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
]);

function isDenied(error: Error): boolean {
  return statusOf(error) === 403;
}

function isTimeout({ name }: Error): boolean {
  return name === 'TimeoutError';
}

/** A body that ended before its end. */
function isCutShort({ message }: Error): boolean {
  return message === 'aborted';
}

function connectionProblem(error: Error): string | undefined {
  const code = codeOf(error);
  return code !== undefined && (unreachable.has(code) || code.includes('CERT')) ? code : undefined;
}

/** Nothing answers there, and another try would not change that. */
const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Of a host with several addresses, each of which failed.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : undefined;
}

function statusOf(error: Error): number | undefined {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}

function codeNameOf(error: Error): string {
  const code = codeOf(error) ?? error.name;
  const status = statusOf(error);
  return status === undefined ? code : `${status} ${code}`;
}
