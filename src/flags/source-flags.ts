import type { Flag } from './flag.ts';

/** Flags that say how trails in S3 are read. */
export const sourceFlags = [
  {
    name: 'profile',
    value: 'NAME',
    group: 'Source',
    summary: 'the profile of the AWS CLI with whose credentials AWS is asked',
    examples: ['audit'],
    default: 'what AWS_PROFILE and the environment say',
  },
  {
    name: 'role-arn',
    value: 'ARN',
    group: 'Source',
    summary: 'a role to take on',
    examples: ['arn:aws:iam::111122223333:role/Audit'],
  },
  {
    name: 'external-id',
    value: 'ID',
    group: 'Source',
    summary: 'the external ID that the role asks for',
  },
  {
    name: 'late-delivery',
    value: 'DURATION',
    group: 'Source',
    summary:
      'read files that were delivered up to this long after the time asked for; all for any time',
    examples: ['30m', '3d', 'all'],
    default: '6h in S3, 3d on disk',
  },
  {
    name: 'cache',
    value: 'DIR',
    isValueOptional: true,
    group: 'Source',
    summary: 'keep what is fetched from S3, and fetch it no more; see: trailscan cache',
    examples: ['/var/cache/trailscan'],
    default: 'what TRAILSCAN_CACHE names, or nothing is kept',
  },
  {
    name: 'cache-size',
    value: 'SIZE',
    group: 'Source',
    summary: 'the most that the cache keeps',
    examples: ['50GB'],
    default: '10GB',
  },
  {
    name: 'requester-pays',
    group: 'Source',
    summary: 'agree to pay for requests to a bucket whose owner does not',
  },
  {
    name: 'timeout',
    value: 'DURATION',
    group: 'Source',
    summary: 'give a request to S3 up when nothing is heard of it for so long',
    examples: ['2m'],
    default: '30s',
  },
] as const satisfies readonly Flag[];

/** Of commands that do not filter by region. */
export const awsRegionFlag = {
  name: 'region',
  value: 'NAME',
  group: 'Source',
  summary: 'the region in which AWS is asked',
  examples: ['eu-west-1'],
  default: 'what AWS_REGION, the profile or the config file says',
  complete: 'region',
} as const satisfies Flag;

/** Of commands that read many files. */
export const dryRunFlag = {
  name: 'dry-run',
  group: 'Source',
  summary: 'print what would be read from S3, by account, region and day, and what it costs',
} as const satisfies Flag;
