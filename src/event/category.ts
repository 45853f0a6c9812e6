import { type CloudTrailEvent, eventNameOf, eventSourceOf } from './event.ts';

/** The kinds of events that CloudTrail records. */
export type Category = (typeof categories)[number];

/** Every category, for help and completion. */
export const categories = [
  'management',
  'data',
  'network-activity',
  'insight',
  'aggregated',
] as const;

/**
 * Returns the category from the event's eventCategory. Records before version 1.07 have none: in
 * these, eventType shows Insights, network activity and aggregated events, and managementEvent
 * (since 1.06) shows data events. In older records still, the call shows whether it is one of the
 * two kinds of data events that were recorded then: calls on S3 objects and Lambda invocations.
 */
export function categoryOf(event: CloudTrailEvent): Category {
  return (
    byEventCategory.get(event.eventCategory ?? '') ??
    byEventType.get(event.eventType ?? '') ??
    (isDataEvent(event) ? 'data' : 'management')
  );
}

const byEventCategory: ReadonlyMap<string, Category> = new Map([
  ['Management', 'management'],
  ['Data', 'data'],
  ['NetworkActivity', 'network-activity'],
  ['Insight', 'insight'],
  ['Aggregated', 'aggregated'],
]);

/** The user guide writes both AwsVpceEvent and AwsVpceEvents. */
const byEventType: ReadonlyMap<string, Category> = new Map([
  ['AwsVpceEvent', 'network-activity'],
  ['AwsVpceEvents', 'network-activity'],
  ['AwsCloudTrailInsight', 'insight'],
  ['AwsAggregatedEvent', 'aggregated'],
]);

function isDataEvent(event: CloudTrailEvent): boolean {
  const { managementEvent } = event;
  if (typeof managementEvent === 'boolean') return !managementEvent;
  if (managementEvent) return managementEvent.toLowerCase() === 'false';
  switch (eventSourceOf(event)) {
    case 's3.amazonaws.com':
      return s3ObjectCalls.has(eventNameOf(event));
    case 'lambda.amazonaws.com':
      return eventNameOf(event) === 'Invoke';
    default:
      return false;
  }
}

/** S3 User Guide, "Amazon S3 CloudTrail events", object-level actions. */
const s3ObjectCalls: ReadonlySet<string> = new Set([
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateMultipartUpload',
  'DeleteObject',
  'DeleteObjectTagging',
  'DeleteObjects',
  'GetObject',
  'GetObjectAcl',
  'GetObjectTagging',
  'GetObjectTorrent',
  'HeadObject',
  'ListParts',
  'PostObject',
  'PutObject',
  'PutObjectAcl',
  'PutObjectTagging',
  'RestoreObject',
  'SelectObjectContent',
  'UploadPart',
  'UploadPartCopy',
]);
