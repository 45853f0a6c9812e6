/**
 * Returns the kind of a log record that is not a CloudTrail event, so that users see why a file was skipped;
 * undefined when the kind is not known.
 */
export function foreignKind(value: object): string | undefined {
  for (const { reason, keys } of kinds) {
    if (keys.every((key) => Object.hasOwn(value, key))) return reason;
  }
  return undefined;
}

/** The keys that together identify a kind, from AWS's documentation of the formats. */
const kinds: readonly { readonly reason: string; readonly keys: readonly string[] }[] = [
  { reason: 'CloudTrail digest file', keys: ['digestStartTime', 'digestS3Bucket'] },
  { reason: 'AWS Config snapshot', keys: ['configSnapshotId'] },
  { reason: 'AWS Config item', keys: ['configurationItemStatus'] },
  { reason: 'AWS Config item', keys: ['configurationItemCaptureTime'] },
  { reason: 'S3 event notification', keys: ['eventSource', 's3'] },
  { reason: 'Lambda trigger record', keys: ['eventSource', 'eventSourceARN'] },
  { reason: 'GuardDuty finding', keys: ['schemaVersion', 'service', 'severity'] },
  { reason: 'Security Hub finding', keys: ['SchemaVersion', 'ProductArn'] },
  { reason: 'WAF log', keys: ['webaclId', 'httpRequest'] },
  { reason: 'Route 53 Resolver query log', keys: ['query_name', 'query_type'] },
  { reason: 'VPC flow log', keys: ['srcaddr', 'dstaddr'] },
  { reason: 'OCSF record (Security Lake)', keys: ['class_uid', 'metadata'] },
  { reason: 'S3 inventory manifest', keys: ['sourceBucket', 'fileSchema'] },
  { reason: 'EventBridge event of another kind', keys: ['detail-type', 'source'] },
];
