import { configItem, configSnapshot, digestFile } from '../beside-trails.ts';

/** A kind of log record that is not CloudTrail's. */
interface ForeignKind {
  readonly reason: string;
  /** Keys that together identify it, from the format's documentation at AWS. */
  readonly keys: readonly string[];
  /** Such a record may be an envelope around events. */
  readonly mayWrap?: true;
}

/**
 * Returns the kind of a log record that is not a CloudTrail event, so that users see why a file was
 * skipped; undefined when the kind is not known.
 */
export function foreignKind(value: object): ForeignKind | undefined {
  return kinds.find(({ keys }) => keys.every((key) => Object.hasOwn(value, key)));
}

const kinds: readonly ForeignKind[] = [
  { reason: digestFile, keys: ['digestStartTime', 'digestS3Bucket'] },
  { reason: configSnapshot, keys: ['configSnapshotId'] },
  { reason: configItem, keys: ['configurationItemStatus'] },
  { reason: configItem, keys: ['configurationItemCaptureTime'] },
  { reason: 'S3 event notification', keys: ['eventSource', 's3'] },
  { reason: 'Lambda trigger record', keys: ['eventSource', 'eventSourceARN'], mayWrap: true },
  { reason: 'GuardDuty finding', keys: ['schemaVersion', 'service', 'severity'] },
  { reason: 'Security Hub finding', keys: ['SchemaVersion', 'ProductArn'] },
  { reason: 'WAF log', keys: ['webaclId', 'httpRequest'] },
  { reason: 'Route 53 Resolver query log', keys: ['query_name', 'query_type'] },
  { reason: 'VPC flow log', keys: ['srcaddr', 'dstaddr'] },
  { reason: 'OCSF record (Security Lake)', keys: ['class_uid', 'metadata'] },
  { reason: 'S3 inventory manifest', keys: ['sourceBucket', 'fileSchema'] },
  { reason: 'EventBridge event of another kind', keys: ['detail-type', 'source'] },
];
