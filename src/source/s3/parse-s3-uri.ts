import { UsageError } from '../../errors.ts';

/** Where in S3 something lies. */
export interface S3Location {
  /** The name of a bucket, or the alias or ARN of an access point. */
  readonly bucket: string;
  /** What all keys begin with; empty for the whole bucket. */
  readonly prefix: string;
}

/** Whether the text names something in S3. */
export function isS3Uri(text: string): boolean {
  return /^s3:\/\//i.test(text);
}

/**
 * Reads `s3://BUCKET/PREFIX`; for the bucket the ARN of an access point can stand, as the AWS CLI has
 * it. Throws UsageError.
 */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket = '', prefix = ''] =
    /^s3:\/\/(arn:[^/]+:accesspoint[/:][^/]+|[^/]*)\/?(.*)$/is.exec(uri) ?? [];
  if (!bucketName.test(bucket) && !bucket.startsWith('arn:')) {
    throw new UsageError(
      `source '${uri}': '${bucket}' is not the name of a bucket: expected s3://BUCKET/PREFIX, ` +
        'such as s3://my-trail-bucket/AWSLogs/',
    );
  }
  return { bucket, prefix };
}

/** Amazon S3 User Guide, "General purpose bucket naming rules"; old buckets have capitals, too. */
const bucketName = /^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i;
