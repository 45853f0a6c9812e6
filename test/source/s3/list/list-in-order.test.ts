import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { allEvents } from '../../../../src/query/condition/filter.ts';
import { createS3Source } from '../../../../src/source/s3/list/s3-source.ts';
import { deliveryPosition } from '../../../../src/source/trail-layout/delivery-span.ts';
import type { S3Stub } from '../../../support/s3-stub.ts';
import { defaultOptions, listS3, span, startWith } from '../list-s3.ts';

const start = Date.UTC(2026, 9, 1);
const hour = 3_600_000;

function keyAt(account: string, region: string, delivered: number): string {
  const time = new Date(delivered).toISOString();
  const minute = time.replace(/[-:]/g, '').slice(0, 13);
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${time.slice(0, 10).replaceAll('-', '/')}`;
  return `${folder}/${account}_CloudTrail_${region}_${minute}Z_abcdefghijklmnop.json.gz`;
}

/** Deliveries that alternate between accounts and regions, over fifty days. */
const keys = Array.from({ length: 400 }, (_, at) => {
  const account = at % 3 === 0 ? '444455556666' : '111122223333';
  const region = at % 5 === 0 ? 'eu-west-1' : 'us-east-1';
  return keyAt(account, region, start + at * 3 * hour);
});

describe('a bucket is listed in the order of delivery', () => {
  test.each(['oldest-first', 'newest-first'] as const)(
    'over all accounts and regions, %s',
    async (order) => {
      const stub = await startWith(keys);
      const expected = order === 'oldest-first' ? keys : keys.toReversed();
      expect((await listS3(stub, 's3://trail', { order })).keys).toEqual(expected);
      const time = span('2026-10-10', '2026-10-12');
      const inTime = await listS3(stub, 's3://trail', { order, time });
      const unordered = await listS3(stub, 's3://trail', { time });
      expect(inTime.keys).toEqual(expected.filter((key) => unordered.keys.includes(key)));
      // The order does not take more requests.
      expect(inTime.requests).toEqual(unordered.requests);
    },
  );

  test.each(['oldest-first', 'newest-first'] as const)(
    'also outside a trail, keys without a time before all others: %s',
    async (order) => {
      const flat = keys.slice(0, 40).map((key) => `flat/${key.slice(key.lastIndexOf('/') + 1)}`);
      const stub = await startWith([...flat, 'flat/other.json', 'flat/a/another.json']);
      const { keys: listed } = await listS3(stub, 's3://trail/flat/', { order });
      const positions = listed.map((key) => deliveryPosition(key, order));
      expect(positions).toEqual(positions.toSorted((a, b) => (a === b ? 0 : a - b)));
      expect(listed.slice(0, 2).sort()).toEqual(['flat/a/another.json', 'flat/other.json']);
      expect(listed).toHaveLength(42);
    },
  );

  test.each(['oldest-first', 'newest-first'] as const)(
    "also when the folder of a day has keys that are not AWS's: %s",
    async (order) => {
      const dayOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);
      const named = keys.slice(0, 80);
      const foreign = named.flatMap((key) => [`${dayOf(key)}0.json`, `${dayOf(key)}z.json`]);
      const stub = await startWith([...new Set([...named, ...foreign])]);
      const { keys: listed } = await listS3(stub, 's3://trail', { order });
      expect(new Set(listed)).toEqual(new Set([...named, ...foreign]));
      const positions = listed.map((key) => deliveryPosition(key, order));
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    },
  );

  test('only as far as the caller reads', async () => {
    const stub = await startWith(keys);
    for (const order of ['oldest-first', 'newest-first'] as const) {
      stub.reset();
      const source = createS3Source('s3://trail/AWSLogs/', defaultOptions);
      const { signal } = new AbortController();
      let first: string | undefined;
      for await (const found of source.list({ filter: allEvents, order }, signal)) {
        first = 'key' in found ? found.key : undefined;
        break;
      }
      expect(first).toBe(order === 'oldest-first' ? keys[0] : keys.at(-1));
      const requests = stub.log.length;
      await quiet(stub);
      // Requests in flight may end, but no others start.
      expect(stub.log.length).toBeLessThanOrEqual(requests + 40);
      expect(stub.log.length).toBeLessThan(200);
    }
  });
});

/** Waits until this process has had time for many requests and has made none. */
async function quiet({ counters }: S3Stub): Promise<void> {
  let requests = -1;
  for (let turn = 0; turn < 200; turn++) {
    await nextTurn();
    if (counters.inFlight > 0 || counters.requests > requests) turn = 0;
    requests = counters.requests;
  }
}
