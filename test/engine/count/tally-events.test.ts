import { expect, test } from 'vitest';
import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { addToLedger, createLedger } from '../../../src/query/ledger.ts';
import type { Tally } from '../../../src/query/tally.ts';
import type { Source } from '../../../src/source/source.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';

const delivery = (fields: object) =>
  JSON.stringify({
    eventVersion: '1.08',
    eventID: 'e-1',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    ...fields,
  });

/** A delivery from a table, which lacks fields of the trail file, and one from the trail file. */
const poor = delivery({});
const rich = delivery({ errorCode: 'AccessDenied', awsRegion: 'eu-west-1' });

/** Both orders of the two deliveries, with enough memory for their key and without. */
const inAnyOrder = [
  [poor, rich],
  [rich, poor],
].flatMap((texts) => [undefined, 0].map((maxKeys) => ({ texts, maxKeys })));

test.each([
  [
    'an event whose more complete delivery alone matches',
    'AccessDenied',
    { matched: 1, notMatched: 1, duplicates: 0 },
  ],
  ['an event whose deliveries both match', '*', { matched: 1, notMatched: 0, duplicates: 1 }],
])('%s is counted the same, whichever delivery comes first', async (_, error, expected) => {
  const filter = error === '*' ? allEvents : filterOf(asks('error', [error]));
  const tallies = [{ by: ['region'] }, { by: [], filter }];
  for (const { texts, maxKeys } of inAnyOrder) {
    const { count, ledger } = await counted(texts, { tallies, maxKeys });
    expect(ledger).toMatchObject({ records: 2, ...expected });
    expect([...count.cells(0)]).toMatchObject([{ values: ['eu-west-1'], count: 1 }]);
    expect([...count.cells(1)]).toMatchObject([{ count: 1 }]);
  }
});

test('an event whose more complete delivery does not match is counted the same in either order', async () => {
  const filter = filterOf(asks('error', [], ['*']));
  const results = await Promise.all(
    inAnyOrder.map(async ({ texts, maxKeys }) => {
      const tallies = [{ by: ['region', 'error', 'event'] }, { by: [], filter }];
      const { count, ledger } = await counted(texts, { tallies, maxKeys });
      const { matched, notMatched, duplicates } = ledger;
      return { matched, notMatched, duplicates, cells: [...count.cells(1)] };
    }),
  );
  for (const result of results) expect(result).toEqual(results[0]);
});

/** Counts these files; the events of the second tally are the matches. */
async function counted(
  texts: readonly string[],
  {
    tallies,
    maxKeys,
  }: { readonly tallies: readonly Tally[]; readonly maxKeys: number | undefined },
) {
  const engine = createScanEngine(sourceOf(texts), new AbortController());
  const count = engine.count({
    filter: allEvents,
    tallies,
    matchingTally: 1,
    zone: 'UTC',
    keepDuplicates: false,
    ...(maxKeys !== undefined && { maxKeys }),
  });
  const ledger = createLedger();
  for await (const part of count.parts) addToLedger(ledger, part.ledger);
  count.close();
  return { count, ledger };
}

function sourceOf(texts: readonly string[]): Source {
  return {
    async *list() {
      for (const name of texts.keys()) yield { name: String(name), kind: 'path', named: false };
    },
    async *open({ name }) {
      yield Buffer.from(texts[Number(name)] ?? '');
    },
  };
}
