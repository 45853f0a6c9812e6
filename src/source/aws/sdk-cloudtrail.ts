/** The parts of the AWS SDK for CloudTrail, accounts and STS: loaded only when these are called. */

export { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
export {
  CloudTrailClient,
  DescribeTrailsCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
