import { parseWhere } from '../../filter/parse-where.ts';
import { compileGlob } from '../../glob.ts';
import type { FilterAttribute, Term } from '../../query/filter.ts';

/** Events that a section of a summary is about, as flags of `trailscan query` ask for them. */
export interface Area {
  readonly terms: readonly Term[];
  /** A CloudWatch Logs filter pattern; absent where the terms are enough. */
  readonly where?: string;
}

/** An area's filter but for its time. */
export function filterOf({ terms, where }: Area) {
  return { time: {}, terms, where: where === undefined ? [] : [parseWhere(where)], grep: [] };
}

/** The names of areas. */
export type AreaName = keyof typeof areas;

/** Codes of requests that came too fast (the services' API references, "Common Errors"). */
const throttling = [
  '*Throttl*',
  '*RequestLimitExceeded',
  'SlowDown',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'BandwidthLimitExceeded',
];

/** Whether an error code is one of these. */
export function isThrottling(error: string): boolean {
  return isOneOfThem.some((matches) => matches(error));
}

const isOneOfThem = throttling.map(compileGlob);

/** The filter of every section whose events are not told by what all sections are counted by. */
export const areas = {
  all: { terms: [] },
  writes: { terms: [term('access', ['write'])] },
  denied: { terms: [term('outcome', ['denied'])] },
  failed: { terms: [term('error', [], throttling), term('outcome', ['failed'])] },
  throttled: { terms: [term('error', throttling)] },
  root: { terms: [term('identity-type', ['Root'])] },
  signIns: { terms: [term('event', ['ConsoleLogin', 'UserAuthentication'])] },
  failedSignIns: {
    terms: [
      term('event', ['ConsoleLogin', 'UserAuthentication']),
      term('outcome', ['denied', 'failed']),
    ],
  },
  // Whoever comes from an identity provider shows the second factor there.
  signInsWithoutMfa: {
    terms: [
      term('event', ['ConsoleLogin']),
      term('outcome', ['ok']),
      term('identity-type', ['Root', 'IAMUser']),
    ],
    where:
      '{ ($.additionalEventData.MFAUsed != "Yes") && ($.additionalEventData.MFAUsed != "YES") }',
  },
  iam: {
    terms: [
      // What Identity Center's portal does is no change.
      term(
        'event',
        [],
        ['Authenticate', 'Federate', 'Logout', 'UserAuthentication', 'Credential*'],
      ),
      term('service', ['iam', 'organizations', 'account', 'sso', 'sso-directory', 'identitystore']),
      term('access', ['write']),
    ],
  },
  network: {
    terms: [
      term('service', ['ec2']),
      term('event', [
        '*SecurityGroup*',
        '*Route',
        '*RouteTable*',
        '*NetworkAcl*',
        '*Gateway*',
        '*VpcPeering*',
        '*VpcEndpoint*',
        '*VpcAttribute',
        '*Vpc',
        '*Subnet*',
        '*Vpn*',
        '*NetworkInterfaceAttribute',
      ]),
      term('access', ['write']),
    ],
  },
  logging: {
    terms: [
      term('service', ['cloudtrail', 'config', 'guardduty', 'securityhub', 'logs', 'ec2']),
      term('event', [
        '*Trail',
        '*Logging',
        '*EventSelectors',
        '*InsightSelectors',
        '*EventDataStore*',
        '*ConfigurationRecorder',
        '*DeliveryChannel',
        '*ConfigRule*',
        '*Detector*',
        '*PublishingDestination',
        '*Members',
        '*SecurityHub*',
        '*FlowLogs',
        'DeleteLogGroup',
        'DeleteLogStream',
        '*RetentionPolicy',
        '*SubscriptionFilter',
        '*MetricFilter',
      ]),
      term('access', ['write']),
    ],
  },
  keys: {
    terms: [
      term('service', ['kms']),
      term('event', [
        'CreateKey',
        '*KeyPolicy',
        'DisableKey',
        'EnableKey',
        '*KeyDeletion',
        '*KeyRotation',
        '*Alias',
        '*KeyMaterial',
        'ReplicateKey',
        'UpdatePrimaryRegion',
        '*CustomKeyStore',
      ]),
      term('access', ['write']),
    ],
  },
  buckets: {
    terms: [
      term('service', ['s3']),
      term('event', [
        '*BucketPolicy',
        '*BucketAcl',
        '*PublicAccessBlock',
        '*BucketOwnershipControls',
        '*BucketLogging',
        '*BucketVersioning',
        '*BucketLifecycle*',
        '*BucketReplication',
        '*BucketEncryption',
        '*BucketCors',
        'CreateBucket',
        'DeleteBucket',
        '*AccessPointPolicy',
      ]),
      term('access', ['write']),
    ],
  },
  sharing: {
    terms: [
      term('event', [
        'ModifySnapshotAttribute',
        'ModifyImageAttribute',
        'ModifyDBSnapshotAttribute',
        'ModifyDBClusterSnapshotAttribute',
        'AuthorizeSnapshotAccess',
        'CreateResourceShare',
        'AssociateResourceShare',
        'AddPermission*',
        'SetRepositoryPolicy',
      ]),
      term('access', ['write']),
    ],
  },
  late: { terms: [], where: '{ $.addendum.reason = "DELIVERY_DELAY" }' },
  omitted: {
    terms: [],
    where:
      '{ ($.requestParameters.omitted IS TRUE) || ($.responseElements.omitted IS TRUE) || ' +
      '($.serviceEventDetails.omitted IS TRUE) || ($.additionalEventData.omitted IS TRUE) }',
  },
} as const satisfies Readonly<Record<string, Area>>;

function term(
  attribute: FilterAttribute,
  any: readonly string[],
  none: readonly string[] = [],
): Term {
  return { attribute, any, none };
}
