import type { CloudTrailEvent } from '../../src/event/event.ts';
import { eventSchema } from '../../src/event/event-schema.ts';

/** Returns an EC2 call with the given fields in place of its own. */
export function eventOf(fields: Readonly<Record<string, unknown>>): CloudTrailEvent {
  return eventSchema.parse({
    eventVersion: '1.11',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeRegions',
    awsRegion: 'us-west-2',
    sourceIPAddress: '198.51.100.1',
    ...fields,
  });
}
