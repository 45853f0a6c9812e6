import type { CloudTrail } from '../aws/connect-cloudtrail.ts';
import type { Trail } from '../aws/sdk-cloudtrail.ts';

/** The settings of a trail. */
export interface TrailSettings {
  readonly name: string;
  readonly arn: string;
  /** The account whose trail it is. */
  readonly account: string;
  readonly homeRegion: string;
  readonly bucket: string;
  /** The part of its keys before `AWSLogs/`, without the `/`; may be empty. */
  readonly prefix: string;
  readonly isMultiRegion: boolean;
  readonly isOrganization: boolean;
  /** Whether digest files are written, with which log files can be validated. */
  readonly isValidated: boolean;
  /** The ARN of the log group in CloudWatch Logs; empty when none is configured. */
  readonly logGroup: string;
  /** The ARN of the SNS topic; empty when none is configured. */
  readonly topic: string;
  /** The ARN of the KMS key; empty when none is configured. */
  readonly key: string;
}

/**
 * Lists the trails that record a region, including those of other regions and of the organization,
 * in the order of their names; or the trails with the given ARNs. (By name, AWS finds only the
 * region's own trails.) Throws the errors of the SDK.
 */
export async function describeTrails(
  { client, sdk }: CloudTrail,
  arns: readonly string[] = [],
): Promise<readonly TrailSettings[]> {
  const { trailList = [] } = await client.send(
    new sdk.DescribeTrailsCommand({
      includeShadowTrails: true,
      ...(arns.length > 0 && { trailNameList: [...arns] }),
    }),
  );
  return trailList.map(settingsOf).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function settingsOf(trail: Trail): TrailSettings {
  const { Name = '', TrailARN = '', HomeRegion = '', S3BucketName = '', S3KeyPrefix = '' } = trail;
  return {
    name: Name,
    arn: TrailARN,
    account: TrailARN.split(':')[4] ?? '',
    homeRegion: HomeRegion,
    bucket: S3BucketName,
    prefix: S3KeyPrefix,
    isMultiRegion: trail.IsMultiRegionTrail ?? false,
    isOrganization: trail.IsOrganizationTrail ?? false,
    isValidated: trail.LogFileValidationEnabled ?? false,
    logGroup: trail.CloudWatchLogsLogGroupArn ?? '',
    topic: trail.SnsTopicARN ?? '',
    key: trail.KmsKeyId ?? '',
  };
}
