/** What is used of the AWS SDK to read from S3: loaded when a bucket is read. */

export {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
