import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDeliveryOrder } from '../../../src/engine/order/delivery-order.ts';
import { inTimeOrder, type OrderedStep } from '../../../src/engine/order/in-time-order.ts';
import {
  compareRecords,
  placedRecords,
  type TimeOrder,
} from '../../../src/engine/order/record-order.ts';
import { sortBlock } from '../../../src/engine/order/sort-block.ts';
import type { OrderOptions } from '../../../src/engine/order/time-stream.ts';
import { ConfigError } from '../../../src/errors.ts';
import { createLedger } from '../../../src/query/ledger.ts';
import { blockOf, type KeptRecord, keptIn } from '../../support/block-of.ts';
import { runs } from '../../support/runs.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

let folder: string;

beforeEach(() => {
  vi.unstubAllEnvs();
  folder = temporaryFolder();
  useAsTemporaryFolder(folder);
});

afterAll(() => {
  vi.unstubAllEnvs();
});

describe('events of files whose names have no time of delivery', () => {
  test('are in the order of a sort in memory, whatever the budget, the limit and the batches', async () => {
    await fc.assert(
      fc.asyncProperty(batches, options, async (found, chosen) => {
        const all = inMemory(found, chosen.order);
        const wanted = chosen.keepDuplicates ? all : all.filter(isFirstDelivery);
        const expected = wanted.slice(0, chosen.limit);
        expect(await sorted(found, chosen)).toEqual(expected);
        expect(readdirSync(folder)).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });

  test('do not depend on the order in which batches arrive', async () => {
    const shuffled = batches.chain((found) =>
      fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, options, async ([found, otherwise], chosen) => {
        expect(await sorted(otherwise, chosen)).toEqual(await sorted(found, chosen));
      }),
      { numRuns: runs(50) },
    );
  });

  test('are newest first in exactly the reverse order of oldest first', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (found) => {
        const forth = await sorted(found, {
          order: 'oldest-first',
          keepDuplicates: false,
          budget: 500,
        });
        const back = await sorted(found, {
          order: 'newest-first',
          keepDuplicates: false,
          budget: 500,
        });
        expect(back).toEqual(forth.toReversed());
      }),
      { numRuns: runs(50) },
    );
  });

  test('of the same time are in the order of eventID, those without one first', async () => {
    const records = ['b', '', 'B', 'a'].map((key) => ({ ...record(1), key }));
    const keys = (await sorted([records], { order: 'oldest-first', keepDuplicates: false })).map(
      ({ key }) => key,
    );
    expect(keys).toEqual(['', 'B', 'a', 'b']);
  });

  test('are merged in several passes when there are many runs', async () => {
    const found = Array.from({ length: 200 }, (_, at) => [
      record((at * 7919) % 1000),
      record((at * 104_729) % 1000),
    ]);
    for (const limit of [undefined, 3, 300]) {
      const chosen: Chosen = {
        order: 'oldest-first',
        keepDuplicates: false,
        budget: 0,
        ...(limit && { limit }),
      };
      const expected = inMemory(found, 'oldest-first').slice(0, limit);
      expect(await sorted(found, chosen)).toEqual(expected);
    }
  });

  test('are merged from runs of many blocks, each once, wherever its other deliveries are', async () => {
    const all = Array.from({ length: 4000 }, (_, time) => {
      return { ...record(time), key: `k${time}`, json: `"${String(time).padStart(300)}"` };
    });
    const found = [3, 5, 7].map((part) => all.filter(({ time }) => time % part !== 0));
    const chosen: Chosen = { order: 'oldest-first', keepDuplicates: false, budget: 0 };
    expect(await sorted(found, chosen)).toEqual(all.filter(({ time }) => time % 105 !== 0));
  });

  test('may each be larger than a block of a run', async () => {
    const found = [5, 3, 9, 1].map((time) => [
      { ...record(time), json: `"${String(time).repeat(700_000)}"` },
      { ...record(time), json: `"${'é😀'.repeat(200_000)}"` },
      record(time),
    ]);
    const expected = inMemory(found, 'oldest-first');
    expect(
      await sorted(found, { order: 'oldest-first', keepDuplicates: false, budget: 1000 }),
    ).toEqual(expected);
  });

  test('are not written to disk when few are wanted, also with a limit among very many', async () => {
    useAsTemporaryFolder(join(folder, 'missing'));
    const found = Array.from({ length: 50 }, (_, at) =>
      Array.from({ length: 1000 }, (_, turn) => record((turn * 50 + at) % 977)),
    );
    const chosen: Chosen = {
      order: 'newest-first',
      keepDuplicates: false,
      limit: 5,
      budget: 500_000,
    };
    const expected = inMemory(found, 'newest-first').slice(0, 5);
    expect(await sorted(found, chosen)).toEqual(expected);
  });
});

describe('the temporary folder of a sort', () => {
  test.skipIf(process.platform === 'win32')('is accessible only to this user', async () => {
    const events = inTimeOrder(stepsOf(many), spilling());
    await untilBlock(events);
    const [name = ''] = readdirSync(folder);
    expect(modeOf(join(folder, name))).toBe(0o700);
    const files = readdirSync(join(folder, name));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect(modeOf(join(folder, name, file))).toBe(0o600);
    await events.return(undefined);
  });

  test('is removed when the consumer stops', async () => {
    const events = inTimeOrder(stepsOf(many), spilling());
    await untilBlock(events);
    expect(readdirSync(folder)).toHaveLength(1);
    await events.return(undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is removed when reading fails', async () => {
    const failing = async function* () {
      yield* stepsOf(many);
      expect(readdirSync(folder)).toHaveLength(1);
      throw new Error('a bug');
    };
    await expect(drain(inTimeOrder(failing(), spilling()))).rejects.toThrow('a bug');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is removed when the run is stopped while events are yielded', async () => {
    const stop = new AbortController();
    const events = inTimeOrder(stepsOf(many), { ...spilling(), signal: stop.signal });
    await untilBlock(events);
    stop.abort(new Error('stopped'));
    await expect(drain(events)).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be created causes a ConfigError', async () => {
    useAsTemporaryFolder(join(folder, 'missing'));
    const failure = await drain(inTimeOrder(stepsOf(many), spilling())).catch((error) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure.message).toMatch(
      /^the temporary folder '.*missing' cannot be written to \(it cannot be created\)/,
    );
  });
});

type Chosen = Omit<OrderOptions, 'signal' | 'delivery'>;

/** Few different values, so that many records differ only in their last member. */
const records: fc.Arbitrary<KeptRecord> = fc.record({
  time: fc.integer({ min: -2, max: 2 }),
  key: fc.oneof(fc.constantFrom('', 'a', 'B'), fc.string({ unit: 'binary', maxLength: 3 })),
  json: fc.oneof(fc.constantFrom('{}', '"é"'), fc.string({ unit: 'binary', maxLength: 3 })),
  file: fc.constantFrom('a', 'b', '–', '\ud800'),
  offset: fc.constantFrom(0, 1, 2 ** 40),
});

const batches = fc.array(fc.array(records, { maxLength: 8 }), { maxLength: 90, size: 'max' });

const options: fc.Arbitrary<Chosen> = fc.record(
  {
    order: fc.constantFrom('oldest-first', 'newest-first'),
    keepDuplicates: fc.boolean(),
    budget: fc.constantFrom(0, 1, 300, 2000, 20_000, 2 ** 26),
    limit: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 800 })),
  },
  { requiredKeys: ['order', 'keepDuplicates', 'budget'] },
);

/** Records for several blocks of output, from several runs. */
const many = Array.from({ length: 6 }, (_, at) =>
  Array.from({ length: 700 }, (_, turn) => {
    const json = `"${'x'.repeat(100)}"`;
    return { ...record(turn * 6 + at), json };
  }),
);

function spilling(): OrderOptions {
  return {
    order: 'oldest-first',
    keepDuplicates: false,
    budget: 1000,
    delivery: createDeliveryOrder('oldest-first', 0),
    signal: new AbortController().signal,
  };
}

/**
 * Returns whether a record is the first delivery of its event: sorted, the deliveries of an event
 * are neighbours.
 */
function isFirstDelivery(
  { key, time }: KeptRecord,
  at: number,
  all: readonly KeptRecord[],
): boolean {
  return key === '' || all.findIndex((other) => other.key === key && other.time === time) === at;
}

function record(time: number): KeptRecord {
  return { time, key: '', json: `{"n":${time}}`, file: 'a', offset: time };
}

function inMemory(found: readonly (readonly KeptRecord[])[], order: TimeOrder): KeptRecord[] {
  const block = blockOf(found.flat());
  const kept = keptIn(block);
  return [...placedRecords(block, kept.length)]
    .sort(compareRecords(order))
    .flatMap(({ index }) => kept[index] ?? []);
}

async function* stepsOf(
  found: readonly (readonly KeptRecord[])[],
  order: TimeOrder = 'oldest-first',
): AsyncGenerator<OrderedStep> {
  for (const records of found) {
    const half = records.length >> 1;
    const blocks = [records.slice(0, half), records.slice(half)]
      .map(blockOf)
      .map((block) => ({ block, order: sortBlock(block, order) }));
    yield { blocks, ledger: createLedger(), frontier: Number.NEGATIVE_INFINITY };
  }
}

async function sorted(
  found: readonly (readonly KeptRecord[])[],
  chosen: Chosen,
): Promise<KeptRecord[]> {
  const { signal } = new AbortController();
  const delivery = createDeliveryOrder(chosen.order, 0);
  return drain(inTimeOrder(stepsOf(found, chosen.order), { ...chosen, delivery, signal }));
}

async function untilBlock(events: ReturnType<typeof inTimeOrder>): Promise<void> {
  for (;;) if ((await events.next()).value?.block) return;
}

async function drain(events: ReturnType<typeof inTimeOrder>): Promise<KeptRecord[]> {
  const given: KeptRecord[] = [];
  for await (const { block } of events) if (block) given.push(...keptIn(block));
  return given;
}

function useAsTemporaryFolder(path: string): void {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, path);
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
