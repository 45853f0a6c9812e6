import { UsageError } from '../../errors.ts';

/** A place in S3. */
export interface S3Location {
  /** The name of a bucket, or the alias or ARN of an access point. */
  readonly bucket: string;
  /** The beginning of all keys; empty for the whole bucket. */
  readonly prefix: string;
}

/** Returns whether the text is an `s3://` URI. */
export function isS3Uri(text: string): boolean {
  return /^s3:\/\//i.test(text);
}

/**
 * Reads `s3://BUCKET/PREFIX`. As in the AWS CLI, the bucket may be the ARN of an access point.
 * Throws UsageError.
 */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket = '', prefix = ''] =
    /^s3:\/\/(arn:[^/]+:accesspoint[/:][^/]+|[^/]*)\/?(.*)$/is.exec(uri) ?? [];
  if (!bucketName.test(bucket) && !bucket.startsWith('arn:')) {
    // Not quoted: it may hold a secret.
    if (/[:@]/.test(bucket)) {
      throw new UsageError(
        'a source in S3 has no user name and no password: expected s3://BUCKET/PREFIX; ' +
          'credentials come from the environment or a profile, as for the AWS CLI',
      );
    }
    throw new UsageError(
      `source '${uri}': '${bucket}' is not a bucket name: expected s3://BUCKET/PREFIX, ` +
        'such as s3://my-trail-bucket/AWSLogs/',
    );
  }
  return { bucket, prefix };
}

/**
 * The form of bucket names (Amazon S3 User Guide, "General purpose bucket naming rules"); names of
 * old buckets may have capitals.
 */
const bucketName = /^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i;
