import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { scan } from '../../src/engine/open-scan.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { recordsOf } from '../../src/query/event-record.ts';
import { everything } from '../../src/query/filter.ts';
import { createLocalSource } from '../../src/source/local-source.ts';

/** The events of all fixtures, in every shape and the readable ones of damaged files too. */
export async function readFixtureEvents(): Promise<readonly CloudTrailEvent[]> {
  const folder = fileURLToPath(new URL('../../fixtures', import.meta.url));
  const source = createLocalSource([folder], () => Readable.from([]));
  const events: CloudTrailEvent[] = [];
  for await (const { blocks } of scan(everything, source, new AbortController())) {
    for (const block of blocks) {
      for (const { event } of recordsOf(block)) events.push(event);
    }
  }
  return events;
}

/** Whether it has an eventTime, an eventSource and an eventName, as Insight and aggregated events have not. */
export function isOrdinary({ eventTime, eventSource, eventName }: CloudTrailEvent): boolean {
  return Boolean(eventTime && eventSource && eventName);
}
