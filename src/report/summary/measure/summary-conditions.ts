import { parseWhere } from '../../../filter/parse-where.ts';
import { compileGlob } from '../../../glob.ts';
import { allOf, type Condition, has, not } from '../../../query/condition/condition.ts';

/** The name of a condition in `conditions`. */
export type ConditionName = keyof typeof conditions;

/**
 * The error codes of throttled requests, as patterns (the services' API references, "Common
 * Errors").
 */
const throttling = [
  '*Throttl*',
  '*RequestLimitExceeded',
  'SlowDown',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'BandwidthLimitExceeded',
];

/** Returns whether an error code is one of a throttled request. */
export function isThrottling(error: string): boolean {
  return throttlingTests.some((matches) => matches(error));
}

const throttlingTests = throttling.map(compileGlob);

/** The condition that selects the events of each section. */
export const conditions = {
  all: allOf([]),
  writes: has('access', ['write']),
  denied: has('outcome', ['denied']),
  failed: allOf([not(has('error', throttling)), has('outcome', ['failed'])]),
  throttled: has('error', throttling),
  // Services and sessions of sts:AssumeRoot also have the type Root, but are not the user `root`.
  root: allOf([has('user', ['root']), has('identity-type', ['Root'])]),
  signIns: has('event', ['ConsoleLogin', 'UserAuthentication']),
  failedSignIns: allOf([
    has('event', ['ConsoleLogin', 'UserAuthentication']),
    has('outcome', ['denied', 'failed']),
  ]),
  // Only root and IAM users: federated users present their second factor to the identity provider.
  signInsWithoutMfa: allOf([
    has('event', ['ConsoleLogin']),
    has('outcome', ['ok']),
    has('identity-type', ['Root', 'IAMUser']),
    parseWhere(
      '{ ($.additionalEventData.MFAUsed != "Yes") && ($.additionalEventData.MFAUsed != "YES") }',
    ),
  ]),
  iam: allOf([
    // Sign-in events of the IAM Identity Center portal are not changes.
    not(has('event', ['Authenticate', 'Federate', 'Logout', 'UserAuthentication', 'Credential*'])),
    has('service', ['iam', 'organizations', 'account', 'sso', 'sso-directory', 'identitystore']),
    has('access', ['write']),
  ]),
  network: allOf([
    has('service', ['ec2']),
    has('event', [
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
    has('access', ['write']),
  ]),
  logging: allOf([
    has('service', ['cloudtrail', 'config', 'guardduty', 'securityhub', 'logs', 'ec2']),
    has('event', [
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
    has('access', ['write']),
  ]),
  keys: allOf([
    has('service', ['kms']),
    has('event', [
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
    has('access', ['write']),
  ]),
  buckets: allOf([
    has('service', ['s3']),
    has('event', [
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
    has('access', ['write']),
  ]),
  sharing: allOf([
    has('event', [
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
    has('access', ['write']),
  ]),
  late: parseWhere('{ $.addendum.reason = "DELIVERY_DELAY" }'),
  omitted: parseWhere(
    '{ ($.requestParameters.omitted IS TRUE) || ($.responseElements.omitted IS TRUE) || ' +
      '($.serviceEventDetails.omitted IS TRUE) || ($.additionalEventData.omitted IS TRUE) }',
  ),
} satisfies Readonly<Record<string, Condition>>;
