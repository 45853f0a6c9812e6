import type { Flag } from './flag.ts';

/** Flags that control how trails in S3 are read. */
export const sourceFlags = [
  {
    name: 'profile',
    value: 'NAME',
    group: 'Source',
    isCommon: true,
    summary: 'the AWS CLI profile whose credentials to use',
    examples: ['audit'],
    default: 'AWS_PROFILE and the environment',
  },
  {
    name: 'role-arn',
    value: 'ARN',
    group: 'Source',
    summary: 'a role to assume',
    examples: ['arn:aws:iam::111122223333:role/Audit'],
  },
  {
    name: 'external-id',
    value: 'ID',
    group: 'Source',
    summary: 'the external ID that the role requires',
  },
  {
    name: 'late-delivery',
    value: 'DURATION',
    group: 'Source',
    summary:
      'read files that were delivered up to this long after the time asked for; all for no limit',
    examples: ['30m', '3d', 'all'],
    default: '6h in S3, 3d on disk',
  },
  {
    name: 'cache',
    value: 'DIR',
    isValueOptional: true,
    group: 'Source',
    summary: 'keep files fetched from S3, and do not fetch them again; see: trailscan cache',
    examples: ['/var/cache/trailscan'],
    default: 'TRAILSCAN_CACHE, or nothing is kept',
  },
  {
    name: 'cache-size',
    value: 'SIZE',
    group: 'Source',
    summary: 'the maximum size of the cache',
    examples: ['50GB'],
    default: '10GB',
  },
  {
    name: 'requester-pays',
    group: 'Source',
    summary: 'agree to pay for requests to a Requester Pays bucket',
  },
  {
    name: 'timeout',
    value: 'DURATION',
    group: 'Source',
    summary: 'give up on a request after this long without data',
    examples: ['2m'],
    default: '30s',
  },
] as const satisfies readonly Flag[];

/** The region flag of commands that do not filter by region. */
export const awsRegionFlag = {
  name: 'region',
  value: 'NAME',
  group: 'Source',
  isCommon: true,
  summary: 'the region to send AWS requests to',
  examples: ['eu-west-1'],
  default: 'from AWS_REGION, the profile or the config file',
  complete: 'region',
} as const satisfies Flag;

/** The flag of commands that read many files. */
export const dryRunFlag = {
  name: 'dry-run',
  group: 'Source',
  summary: 'print what would be read from S3, by account, region and day, and what it would cost',
} as const satisfies Flag;
