/**
 * Names of events: with and without the version that some services append, and the names by which
 * people know a call.
 */

/**
 * Returns the name without the version that Lambda and CloudFront append:
 * `CreateFunction20150331v2` and `CreateDistribution2020_05_31` (Lambda Developer Guide, "Logging
 * Lambda API calls using CloudTrail"; CloudFront Developer Guide, "Logging CloudFront API calls
 * using CloudTrail"). Any other name is returned unchanged.
 */
export function withoutVersion(eventName: string): string {
  const [, name] = versioned.exec(eventName) ?? [];
  return name !== undefined && mayHaveVersion(name) ? name : eventName;
}

const versioned = /^([A-Za-z]{1,100})_?20(?:\d{6}(?:v\d{1,2})?|\d\d_\d\d_\d\d)$/;

/**
 * Returns the name of a call of any service without a date at its end: enough to describe it, and
 * too much to match names by.
 */
export function withoutDate(eventName: string): string {
  return eventName.replace(/_?(?:19|20)\d\d_?\d\d_?\d\d(?:v\d+)?$/, '');
}

/**
 * Whether events of this call may have a version in their names, according to the name without it:
 * it is a call of Lambda or CloudFront, or of another service with the same name. Letter case does
 * not count.
 */
export function mayHaveVersion(name: string): boolean {
  return ofLambda.test(name) || ofCloudFront.test(name);
}

/** Lambda API Reference, "Actions". */
const ofLambda =
  /function|layerversion|^listlayers|eventsourcemapping|^(?:create|delete|get|update)alias$|^listaliases$|codesigning|provisionedconcurrency|recursionconfig|^(?:add|remove)permission$|^(?:get|put|delete)(?:resource)?policy$|^(?:get|update)accountsettings$|^(?:publish|list)versions?$|^invoke|^tagresource$|^untagresource$|^listtags$/i;
/** Amazon CloudFront API Reference, "Actions". */
const ofCloudFront =
  /distribution|invalidation|origin(?:access|request)|vpcorigin|cachepolic|responseheaderspolic|continuousdeployment|fieldlevelencryption|keygroup|publickey|keyvaluestore|monitoringsubscription|realtimelogconfig|alias$|conflictingalias|anycastip|connectiongroup|managedcertificate|domainconflict|domainassociation|truststore|dnsconfiguration|^listtagsforresource$|resourcepolicy$/i;

/**
 * Returns the names of the events that a typed name may mean, with the typed name first: of an IAM
 * action whose calls have other names, the names of these calls; of a command of the AWS CLI or a
 * method of Boto3 (`run-instances`, `run_instances`), the name of the call.
 */
export function eventNamesFor(typed: string): readonly string[] {
  const calls = callsOfAction.get(typed.toLowerCase());
  if (calls) return [typed, ...calls];
  return command.test(typed) ? [typed, typed.split(/[-_]/).map(capitalized).join('')] : [typed];
}

const command = /^[a-z][a-z\d]*(?:[-_][a-z\d]+)+$/;

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * IAM actions that are not calls, with the calls that they permit and that CloudTrail records
 * (Service Authorization Reference; S3 User Guide, "Required permissions for Amazon S3 API
 * operations" and "Amazon S3 CloudTrail events").
 */
const actions: readonly string[] = [
  'ListAllMyBuckets ListBuckets ListDirectoryBuckets',
  'ListBucket ListObjects ListObjectsV2 HeadBucket',
  'ListBucketVersions ListObjectVersions',
  'ListBucketMultipartUploads ListMultipartUploads',
  'ListMultipartUploadParts ListParts',
  'GetObjectVersion GetObject HeadObject',
  'GetObjectVersionAcl GetObjectAcl',
  'GetObjectVersionAttributes GetObjectAttributes',
  'GetObjectVersionTagging GetObjectTagging',
  'PutObjectVersionAcl PutObjectAcl',
  'PutObjectVersionTagging PutObjectTagging',
  'DeleteObjectVersion DeleteObject DeleteObjects',
  'DeleteObjectVersionTagging DeleteObjectTagging',
  'BypassGovernanceRetention DeleteObject DeleteObjects PutObjectRetention',
  'GetAccelerateConfiguration GetBucketAccelerateConfiguration',
  'PutAccelerateConfiguration PutBucketAccelerateConfiguration',
  'GetAnalyticsConfiguration GetBucketAnalyticsConfiguration ListBucketAnalyticsConfigurations',
  'PutAnalyticsConfiguration PutBucketAnalyticsConfiguration DeleteBucketAnalyticsConfiguration',
  'GetIntelligentTieringConfiguration GetBucketIntelligentTieringConfiguration',
  'PutIntelligentTieringConfiguration PutBucketIntelligentTieringConfiguration',
  'GetInventoryConfiguration GetBucketInventoryConfiguration ListBucketInventoryConfigurations',
  'PutInventoryConfiguration PutBucketInventoryConfiguration DeleteBucketInventoryConfiguration',
  'GetMetricsConfiguration GetBucketMetricsConfiguration ListBucketMetricsConfigurations',
  'PutMetricsConfiguration PutBucketMetricsConfiguration DeleteBucketMetricsConfiguration',
  'GetEncryptionConfiguration GetBucketEncryption',
  'PutEncryptionConfiguration PutBucketEncryption DeleteBucketEncryption',
  'GetLifecycleConfiguration GetBucketLifecycle GetBucketLifecycleConfiguration',
  'PutLifecycleConfiguration PutBucketLifecycle PutBucketLifecycleConfiguration DeleteBucketLifecycle',
  'GetReplicationConfiguration GetBucketReplication',
  'PutReplicationConfiguration PutBucketReplication DeleteBucketReplication',
  'GetBucketPublicAccessBlock GetPublicAccessBlock',
  'PutBucketPublicAccessBlock PutPublicAccessBlock',
  'GetAccountPublicAccessBlock GetPublicAccessBlock',
  'PutAccountPublicAccessBlock PutPublicAccessBlock DeletePublicAccessBlock',
  'GetBucketObjectLockConfiguration GetObjectLockConfiguration',
  'PutBucketObjectLockConfiguration PutObjectLockConfiguration',
  'InvokeFunction Invoke InvokeAsync InvokeWithResponseStream',
  'ReEncryptFrom ReEncrypt',
  'ReEncryptTo ReEncrypt',
  'PartiQLSelect ExecuteStatement BatchExecuteStatement ExecuteTransaction',
  'PartiQLInsert ExecuteStatement BatchExecuteStatement ExecuteTransaction',
  'PartiQLUpdate ExecuteStatement BatchExecuteStatement ExecuteTransaction',
  'PartiQLDelete ExecuteStatement BatchExecuteStatement ExecuteTransaction',
  'ConditionCheckItem TransactWriteItems TransactGetItems',
];

const callsOfAction: ReadonlyMap<string, readonly string[]> = new Map(
  actions.map((line) => {
    const [action = '', ...calls] = line.split(' ');
    return [action.toLowerCase(), calls];
  }),
);
