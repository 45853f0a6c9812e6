import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDeliveryOrder } from '../../../src/engine/order/delivery-order.ts';
import { inTimeOrder, type OrderedStep } from '../../../src/engine/order/in-time-order.ts';
import type { TimeOrder } from '../../../src/engine/order/record-order.ts';
import { sortBlock } from '../../../src/engine/order/sort-block.ts';
import type { OrderOptions } from '../../../src/engine/order/time-stream.ts';
import { createFrontier } from '../../../src/engine/scan/frontier.ts';
import { addToLedger, createLedger, type Ledger } from '../../../src/query/ledger.ts';
import { blockOf, type KeptRecord, keptIn } from '../../support/block-of.ts';
import { runs } from '../../support/runs.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = Date.UTC(2026, 10, 18);

/** A log file and its events; `delivered` is the minute of the day in its name. */
interface DatedFile {
  readonly delivered: number;
  readonly events: readonly { readonly before: number; readonly id: number }[];
}

describe('events of files read in the order of delivery', () => {
  test('are all yielded once, in order except for late ones, whatever the order in which threads finish', async () => {
    await fc.assert(
      fc.asyncProperty(trails, options, async (files, { turns, ...chosen }) => {
        const one = await given(files, chosen, []);
        expect(await given(files, chosen, turns)).toEqual(one);
        expect(idsOf(one.records).sort()).toEqual(expectedIds(files, chosen).sort());
        const { lateEvents } = one.ledger;
        const inOrder = inTimeOrderOf(one.records, chosen.order);
        expect(countOutOfPlace(inOrder, one.records)).toBeLessThanOrEqual(lateEvents);
        if (lateEvents === 0) expect(timesOf(one.records)).toEqual(timesOf(inOrder));
        const { matched, duplicates } = one.ledger;
        expect(matched).toBe(one.records.length);
        expect(matched + duplicates).toBe(files.flatMap(({ events }) => events).length);
      }),
      { numRuns: runs(300) },
    );
  });

  test('are reported as late when files are listed in another order', async () => {
    await fc.assert(
      fc.asyncProperty(trails, options, async (files, { turns, ...some }) => {
        const chosen = { ...some, isMisplaced: true };
        const one = await given(files, chosen, []);
        expect(await given(files, chosen, turns)).toEqual(one);
        expect(idsOf(one.records).sort()).toEqual(expectedIds(files, chosen).sort());
        const inOrder = inTimeOrderOf(one.records, chosen.order);
        const outOfPlace = countOutOfPlace(inOrder, one.records);
        expect(outOfPlace).toBeLessThanOrEqual(one.ledger.lateEvents);
      }),
      { numRuns: runs(300) },
    );
    const files = [24, 48, 1].map((hours, id) => ({
      delivered: hours * 60,
      events: [{ before: 5 * minute, id }],
    }));
    const chosen = { order: 'oldest-first', keepDuplicates: false, holdBack: 6 * hour } as const;
    const { records, ledger } = await given(files, { ...chosen, isMisplaced: true }, []);
    expect(idsOf(records)).toEqual(['0', '2', '1']);
    expect(ledger).toMatchObject({ lateEvents: 1, latestBy: 47 * hour + 5 * minute });
  });

  test('are all in order when all events are held back', async () => {
    await fc.assert(
      fc.asyncProperty(
        trails,
        fc.constantFrom('oldest-first', 'newest-first'),
        async (files, order) => {
          const { records, ledger } = await given(
            files,
            { order, keepDuplicates: false, holdBack: Number.POSITIVE_INFINITY },
            [],
          );
          expect(timesOf(records)).toEqual(timesOf(inTimeOrderOf(records, order)));
          expect(records).toHaveLength(expectedIds(files, { keepDuplicates: false }).length);
          expect(ledger.lateEvents).toBe(0);
        },
      ),
      { numRuns: runs() },
    );
  });

  test('with a limit are the first of those without a limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        trails,
        options,
        fc.integer({ min: 1, max: 30 }),
        async (files, some, limit) => {
          const { turns, ...chosen } = some;
          const all = await given(files, chosen, turns);
          const first = await given(files, { ...chosen, limit }, turns);
          expect(first.records).toEqual(all.records.slice(0, limit));
        },
      ),
      { numRuns: runs(1000) },
    );
  });

  test('are yielded as soon as no file is likely to hold an earlier event', async () => {
    const files = [0, 60, 120, 6 * 60 + 1, 12 * 60].map((delivered, id) => ({
      delivered,
      events: [{ before: 5 * minute, id }],
    }));
    const steps = await stepsWith(files, 'oldest-first', 6 * hour);
    // The file of 6:01 shows that all events before 0:01 are known; the file of 12:00, all events
    // before 6:00.
    expect(steps).toEqual([[], [], [], ['0'], ['1', '2', '3'], ['4']]);
    // Newest first, each file shows all events later than its own minute plus a quarter of an hour.
    expect(await stepsWith(files.toReversed(), 'newest-first', 6 * hour)).toEqual([
      [],
      ['4'],
      ['3'],
      ['2'],
      ['1'],
      ['0'],
    ]);
  });

  test('that come too late are yielded where they are found, and reported', async () => {
    const files = [
      { delivered: 0, events: [{ before: 5 * minute, id: 0 }] },
      { delivered: 8 * 60, events: [{ before: 5 * minute, id: 1 }] },
      {
        delivered: 16 * 60,
        events: [
          { before: 16 * hour + 10 * minute, id: 2 },
          { before: 5 * minute, id: 3 },
        ],
      },
    ];
    const { records, ledger } = await given(
      files,
      { order: 'oldest-first', keepDuplicates: false, holdBack: 6 * hour },
      [],
    );
    expect(idsOf(records)).toEqual(['0', '1', '2', '3']);
    expect(ledger).toMatchObject({ lateEvents: 1, latestBy: 16 * hour + 10 * minute });
  });

  test('that have been yielded are recognized a day later', async () => {
    const repeated = { before: 5 * minute, id: 0 };
    const files = [
      { delivered: 0, events: [repeated] },
      { delivered: 24 * 60, events: [{ before: 5 * minute + 24 * hour, id: 0 }] },
    ];
    const chosen = { order: 'oldest-first', keepDuplicates: false, holdBack: 6 * hour } as const;
    const { records, ledger } = await given(files, chosen, []);
    expect(idsOf(records)).toEqual(['0']);
    expect(ledger).toMatchObject({ matched: 1, duplicates: 1, lateEvents: 0 });
    const all = await given(files, { ...chosen, keepDuplicates: true }, []);
    expect(idsOf(all.records)).toEqual(['0', '0']);
  });
});

interface Chosen extends Omit<OrderOptions, 'signal' | 'delivery'> {
  readonly holdBack: number;
  /** Files are not listed in the order of delivery. */
  readonly isMisplaced?: boolean;
}

/** Events that share an ID share their time: `before` of the second one is adjusted to match. */
const trails: fc.Arbitrary<readonly DatedFile[]> = fc
  .array(
    fc.record({
      delivered: fc.integer({ min: 0, max: 40 * 60 }),
      ids: fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 6 }),
    }),
    { maxLength: 25 },
  )
  .map((files) =>
    files.map(({ delivered, ids }) => ({
      delivered,
      events: ids.map((id) => ({ id, before: delivered * minute - timeOfId(id) })),
    })),
  );

/**
 * Returns times over two days; some are in the same second, and some are later than the file that
 * holds them.
 */
function timeOfId(id: number): number {
  return ((id * 7919) % 97) * 29 * minute - 3 * hour;
}

const options: fc.Arbitrary<Chosen & { readonly turns: readonly number[] }> = fc.record({
  order: fc.constantFrom<TimeOrder>('oldest-first', 'newest-first'),
  keepDuplicates: fc.boolean(),
  holdBack: fc.constantFrom(0, 30 * minute, 6 * hour),
  budget: fc.constantFrom(0, 2000, 2 ** 26),
  turns: fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
});

/**
 * Yields files in the order of delivery, or in the given order with `isMisplaced`; `turns`
 * determines which of the open files is finished next.
 */
async function* stepsOf(
  files: readonly DatedFile[],
  { order, delivery, isMisplaced }: Pick<OrderOptions, 'order' | 'delivery'> & Chosen,
  turns: readonly number[],
): AsyncGenerator<OrderedStep> {
  const { positionOfFile, placeNext } = delivery;
  const named = files.map((file, at) => ({ file, name: nameOf(file, at) }));
  if (!isMisplaced) named.sort((a, b) => positionOfFile(a.name) - positionOfFile(b.name));
  const frontier = createFrontier(placeNext);
  const open = named.map(({ file, name }) => ({ file, name, number: frontier.add(name) }));
  for (let turn = 0; open.length > 0; turn++) {
    const among = Math.min(open.length, 5);
    const [next] = open.splice((turns[turn % turns.length] ?? 0) % among, 1);
    if (!next) return;
    frontier.finish(next.number);
    const block = blockOf(recordsIn(next.file, next.name));
    const ledger = { ...createLedger(), matched: next.file.events.length };
    yield {
      blocks: [{ block, order: sortBlock(block, order) }],
      ledger,
      frontier: frontier.position(),
    };
  }
}

function recordsIn({ delivered, events }: DatedFile, file: string): KeptRecord[] {
  return events.map(({ id, before }, offset) => ({
    time: day + delivered * minute - before,
    key: String(id),
    json: `{"id":${id}}`,
    file,
    offset,
  }));
}

function nameOf({ delivered }: DatedFile, at: number): string {
  const time = new Date(day + delivered * minute).toISOString().replace(/[-:]/g, '').slice(0, 13);
  const suffix = String(at).padStart(16, '0');
  return `111122223333_CloudTrail_us-east-1_${time}Z_${suffix}.json.gz`;
}

async function given(
  files: readonly DatedFile[],
  options: Chosen,
  turns: readonly number[],
): Promise<{ readonly records: KeptRecord[]; readonly ledger: Ledger }> {
  const { signal } = new AbortController();
  const chosen = { ...options, delivery: createDeliveryOrder(options.order, options.holdBack) };
  const records: KeptRecord[] = [];
  const ledger = createLedger();
  for await (const part of inTimeOrder(stepsOf(files, chosen, turns), { ...chosen, signal })) {
    if (part.block) records.push(...keptIn(part.block));
    addToLedger(ledger, part.ledger);
  }
  return { records, ledger };
}

/** Returns the IDs of the events that are yielded after each file. */
async function stepsWith(
  files: readonly DatedFile[],
  order: TimeOrder,
  holdBack: number,
): Promise<string[][]> {
  const steps: string[][] = [];
  const { signal } = new AbortController();
  const delivery = createDeliveryOrder(order, holdBack);
  const chosen = { order, holdBack, delivery, keepDuplicates: false, signal };
  let taken: string[] = [];
  const watched = async function* () {
    for await (const step of stepsOf(files, chosen, [])) {
      steps.push(taken);
      taken = [];
      yield step;
    }
  };
  for await (const { block } of inTimeOrder(watched(), chosen)) {
    if (block) taken.push(...idsOf(keptIn(block)));
  }
  return [...steps, taken];
}

function expectedIds(
  files: readonly DatedFile[],
  { keepDuplicates }: Pick<OrderOptions, 'keepDuplicates'>,
): string[] {
  const all = files.flatMap(({ events }) => events.map(({ id }) => String(id)));
  return keepDuplicates ? all : [...new Set(all)];
}

function idsOf(records: readonly KeptRecord[]): string[] {
  return records.map(({ key }) => key);
}

function timesOf(records: readonly KeptRecord[]): number[] {
  return records.map(({ time }) => time);
}

function inTimeOrderOf(records: readonly KeptRecord[], order: TimeOrder): KeptRecord[] {
  const direction = order === 'oldest-first' ? 1 : -1;
  return records.toSorted((a, b) => direction * (a.time - b.time));
}

/**
 * Returns how many events must be removed for the rest to be in order: all but those of a longest
 * ordered subsequence.
 */
function countOutOfPlace(inOrder: readonly KeptRecord[], records: readonly KeptRecord[]): number {
  const placeOfTime = new Map<number, number>();
  for (const { time } of inOrder) {
    if (!placeOfTime.has(time)) placeOfTime.set(time, placeOfTime.size);
  }
  const longest: number[] = [];
  for (const { time } of records) {
    const place = placeOfTime.get(time) ?? 0;
    const at = longest.findIndex((last) => last > place);
    longest[at < 0 ? longest.length : at] = place;
  }
  return records.length - longest.length;
}
