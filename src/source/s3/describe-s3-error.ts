import { SourceError } from '../../errors.ts';
import {
  codeNameOf,
  codeOf,
  commonProblem,
  connectionProblem,
  isTimeout,
  statusOf,
} from '../aws/aws-error.ts';
import { ReadError } from '../read-error.ts';
import type { Store } from './store.ts';

/** The request to S3 that failed. */
export type S3Request =
  | { readonly kind: 'list'; readonly prefix: string }
  | { readonly kind: 'get'; readonly key: string };

/**
 * Explains a failed request: returns a SourceError when other requests would fail in the same way,
 * such as without credentials, and a ReadError when only this object or listing cannot be read.
 * Quotes only names from AWS's own message, which may contain keys and signatures.
 */
export function describeS3Error(error: unknown, store: Store, request: S3Request): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof ReadError) {
    return error;
  }
  const { access, bucket, region, timeout } = store;
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
    const problem = `no data for ${timeout / 1000} s, several times`;
    return request.kind === 'list'
      ? new SourceError(`s3://${bucket}: ${problem}: check the network, or try a longer --timeout`)
      : new ReadError(`${problem}: try a longer --timeout`);
  }
  switch (error.name) {
    case 'NoSuchBucket':
    case 'InvalidBucketName':
      return new SourceError(
        `s3://${bucket}: there is no such bucket: the trail's settings show its name`,
      );
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return new SourceError(
        `s3://${bucket}: it is not in ${region}, and S3 does not say where it is: set AWS_REGION`,
      );
    default:
      return request.kind === 'list'
        ? describeListError(error, store, request.prefix)
        : describeGetError(error);
  }
}

/** An error about a response whose body is not what was requested. */
export class BodyError extends Error {}

function describeListError(error: Error, store: Store, prefix: string): Error {
  if (statusOf(error) === 403) {
    const payer = store.requesterPays ? '' : ', or add --requester-pays if requesters pay';
    return new ReadError(`access denied: grant s3:ListBucket on ${arnOf(store)}${payer}`);
  }
  const place = `s3://${store.bucket}/${prefix}`;
  return new SourceError(
    error instanceof BodyError || statusOf(error) === 200
      ? `${place}: the server there is not S3: check AWS_ENDPOINT_URL`
      : `${place}: cannot be listed (${reasonOf(error)})`,
  );
}

/**
 * Returns the ARN of a bucket. Its partition follows from the region (AWS General Reference,
 * "Amazon Resource Names (ARNs)").
 */
function arnOf({ bucket, region = '' }: Store): string {
  if (bucket.startsWith('arn:')) return bucket;
  const [, partition = ''] = /^(cn|us-gov)-/.exec(region) ?? [];
  return `arn:aws${partition && `-${partition}`}:s3:::${bucket}`;
}

function describeGetError(error: Error): Error {
  if (error instanceof BodyError) return new ReadError(`cannot be fetched: ${error.message}`);
  const { name, message } = error;
  if (/kms:Decrypt/i.test(message)) {
    const [key] = /arn:aws[\w-]*:kms:[\w:/-]+/.exec(message) ?? [];
    return new ReadError(`its key denies decryption: grant kms:Decrypt${key ? ` on ${key}` : ''}`);
  }
  if (name.startsWith('KMS.')) return new ReadError(`its key cannot be used (${name})`);
  if (name === 'InvalidObjectState')
    return new ReadError('archived (S3 Glacier): restore it first');
  switch (statusOf(error)) {
    case 403:
      return new ReadError('access denied: grant s3:GetObject');
    case 404:
      return new ReadError('deleted since it was listed');
    case 412:
      return new ReadError('changed since it was listed');
    default:
      return new ReadError(`cannot be fetched (${reasonOf(error)})`);
  }
}

/** Returns the error's code; for a request that was never sent, the SDK's message. */
function reasonOf(error: Error): string {
  const isUnsent = statusOf(error) === undefined && codeOf(error) === undefined;
  return isUnsent ? error.message : codeNameOf(error);
}
