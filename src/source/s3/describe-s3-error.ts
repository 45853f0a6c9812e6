import { SourceError } from '../../errors.ts';
import {
  codeNameOf,
  codeOf,
  commonProblem,
  connectionProblem,
  isTimeout,
  statusOf,
  unreachable,
} from '../aws/aws-error.ts';
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
  { access, bucket, region, timeout }: Store,
  request: S3Request,
): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof ReadError) {
    return error;
  }
  const common = commonProblem(error, access);
  if (common) return common;
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
  switch (error.name) {
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

function isDenied(error: Error): boolean {
  return statusOf(error) === 403;
}

/** A body that ended before its end. */
function isCutShort({ message }: Error): boolean {
  return message === 'aborted';
}
