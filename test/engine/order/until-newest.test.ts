import { expect, test } from 'vitest';
import { untilNewest } from '../../../src/engine/order/until-newest.ts';
import type { Batch } from '../../../src/query/batch.ts';
import { createLedger } from '../../../src/query/ledger.ts';
import { blockOf } from '../../support/block-of.ts';

test('ends when nothing that is to come can be among the newest', async () => {
  const pages = [page([90, 80], 80), page([70, 60], 60), page([50], 50)];
  expect(await timesRead(pages, 2)).toEqual([90, 80, 70, 60]);
});

test('reads on where an event of the same second may come before', async () => {
  const pages = [page([90, 80], 79), page([79, 70], 70), page([60], 60)];
  expect(await timesRead(pages, 2)).toEqual([90, 80, 79, 70]);
});

test('reads on while one of several regions may have newer ones', async () => {
  const pages = [page([50, 40], 95), page([95], 90), page([30, 20], 20), page([10], 10)];
  expect(await timesRead(pages, 2)).toEqual([50, 40, 95, 30, 20]);
});

test('duplicates are not counted twice', async () => {
  const pages = [page([90, 90], 80, 1), page([70, 60], 50), page([40], 40)];
  expect(await timesRead(pages, 2)).toEqual([90, 90, 70, 60]);
});

test('reads all where there are fewer than wanted', async () => {
  expect(await timesRead([page([90], 90), page([80], Number.NEGATIVE_INFINITY)], 5)).toEqual([
    90, 80,
  ]);
});

interface Page {
  readonly batch: Batch;
  readonly times: readonly number[];
  readonly newestToCome: number;
}

/** Times are seconds. */
function page(times: readonly number[], newestToCome: number, duplicates = 0): Page {
  const records = times.map((time, offset) => ({
    json: '{}',
    time: time * 1000,
    key: '',
    file: 'history:us-east-1',
    offset,
  }));
  const ledger = { ...createLedger(), duplicates };
  return { batch: { blocks: [blockOf(records)], ledger }, times, newestToCome };
}

async function timesRead(pages: readonly Page[], limit: number): Promise<number[]> {
  const read: number[] = [];
  let newest = Number.POSITIVE_INFINITY;
  const batches = async function* () {
    for (const { batch, times, newestToCome } of pages) {
      newest = newestToCome * 1000;
      read.push(...times);
      yield batch;
    }
  };
  for await (const _ of untilNewest(batches(), limit, () => newest));
  return read;
}
