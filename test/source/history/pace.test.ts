import { expect, onTestFinished, test, vi } from 'vitest';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { createHistorySource } from '../../../src/source/history/history-source.ts';
import { startAwsStub } from '../../support/aws-stub.ts';
import { stopClock, until } from '../../support/fake-clock.ts';
import { defaultOptions } from '../s3/list-s3.ts';

const regions =
  'eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-1 us-west-2 sa-east-1'.split(' ');
const pages = 5;

/** Milliseconds between two requests in a region: a little more than half a second. */
const interval = 510;

test("a page of each region's history is requested as soon as the quota allows, and no sooner", async () => {
  stopClock(defaultOptions.now);
  const events = Array.from({ length: 50 * pages }, (_, n) =>
    eventAt(defaultOptions.now - n * 1000),
  );
  const stub = await startAwsStub({
    events: Object.fromEntries(regions.map((region) => [region, events])),
  });
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return stub.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL', stub.url);
  const source = createHistorySource(`history:${regions.join()}`, defaultOptions);
  const files = listAll(source.list({ filter: allEvents, order: 'none' }, never));
  for (let page = 1; page <= pages; page++) {
    await until(() => stub.counters.requests === page * regions.length);
    // After its answer, each region waits for its next turn.
    const waiting = page < pages ? regions.length : 0;
    await until(() => vi.getTimerCount() === waiting);
    vi.advanceTimersByTime(interval - 1);
    expect(vi.getTimerCount()).toBe(waiting);
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBe(0);
  }
  expect(await files).toBe(pages * regions.length);
  const expected = regions.flatMap((region) =>
    Array.from({ length: pages }, (_, page) => `${region} at ${page * interval}`),
  );
  expect(stub.log.map(({ region, at }) => `${region} at ${at}`).sort()).toEqual(expected.sort());
  expect(stub.counters.errors).toEqual({});
});

const { signal: never } = new AbortController();

function eventAt(time: number) {
  const eventTime = new Date(time).toISOString().replace('.000', '');
  return { eventVersion: '1.08', eventID: `e-${time}`, eventTime, eventName: 'GetObject' };
}

async function listAll(files: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of files) count++;
  return count;
}
