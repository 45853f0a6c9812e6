/** What is used of the AWS SDK besides S3: loaded when CloudTrail is asked. */

export { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
export {
  CloudTrailClient,
  DescribeTrailsCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
