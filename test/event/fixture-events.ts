import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { recordsOf } from '../../src/query/event-record.ts';
import { createLocalSource } from '../../src/source/local-source.ts';
import { scan } from '../support/ask.ts';

/**
 * Reads the events of all fixtures, in every shape, including the readable ones of damaged files.
 */
export async function readFixtureEvents(): Promise<readonly CloudTrailEvent[]> {
  const folder = fileURLToPath(new URL('../../fixtures', import.meta.url));
  const source = createLocalSource([folder], () => Readable.from([]));
  const events: CloudTrailEvent[] = [];
  for await (const { block } of scan(source)) {
    for (const { event } of block ? recordsOf(block) : []) events.push(event);
  }
  return events;
}

/**
 * Whether the event has an eventTime, an eventSource and an eventName, unlike Insight and
 * aggregated events.
 */
export function isOrdinary({ eventTime, eventSource, eventName }: CloudTrailEvent): boolean {
  return Boolean(eventTime && eventSource && eventName);
}
