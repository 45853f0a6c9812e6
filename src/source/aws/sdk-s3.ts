/** The parts of the AWS SDK that read from S3: loaded only when a bucket is read. */

export {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
