import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allOf, has } from '../../src/query/condition/condition.ts';
import type { Filter } from '../../src/query/condition/filter.ts';
import { addToLedger, createLedger } from '../../src/query/ledger.ts';
import { createLocalSource } from '../../src/source/local-source.ts';
import { ask } from '../support/ask.ts';
import { keptIn } from '../support/block-of.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder } from '../support/trailscan.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 28);
const accounts = ['111122223333', '444455556666'];
const regions = ['eu-west-1', 'us-east-1', 'us-gov-west-1'];
const kinds = {
  CloudTrail: 'Management',
  'CloudTrail-NetworkActivity': 'NetworkActivity',
} as const;

/** An event, and the log file that holds it. */
interface Delivered {
  readonly account: string;
  readonly region: string;
  readonly kind: keyof typeof kinds;
  /** In minutes after the start. */
  readonly happened: number;
  /** In minutes after it happened. */
  readonly late: number;
  readonly place: 'trail' | 'foreign name in a trail' | 'flat' | 'unknown';
}

const trail = fc.array(
  fc.record<Delivered>({
    account: fc.constantFrom(...accounts),
    region: fc.constantFrom(...regions),
    kind: fc.constantFrom('CloudTrail', 'CloudTrail-NetworkActivity'),
    happened: fc.integer({ min: 0, max: 8 * 24 * 60 }),
    late: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 6 * 24 * 60 })),
    place: fc.constantFrom('trail', 'trail', 'foreign name in a trail', 'flat', 'unknown'),
  }),
  { minLength: 5, maxLength: 40 },
);

const search = fc.record({
  account: fc.option(fc.constantFrom('4444*', ...accounts), { freq: 1 }),
  region: fc.option(fc.constantFrom('us-*', ...regions), { freq: 1 }),
  category: fc.option(fc.constantFrom('management', 'network-activity'), { freq: 1 }),
  from: fc.option(fc.integer({ min: 0, max: 8 * 24 * 60 }), { freq: 1 }),
  length: fc.option(fc.integer({ min: 1, max: 3 * 24 * 60 })),
  order: fc.constantFrom('none', 'oldest-first', 'newest-first'),
  late: fc.constantFrom(0, 6 * hour, 3 * day, Number.POSITIVE_INFINITY),
});

test('the files that are chosen by name hold all wanted events that were delivered in time', async () => {
  await fc.assert(
    fc.asyncProperty(trail, search, async (events, { order, late, ...wanted }) => {
      const folder = temporaryFolder();
      for (const [at, event] of events.entries()) write(folder, event, at);
      const filter = filterFor(wanted);
      const { time } = filter;
      const isWanted = (event: Delivered) =>
        isMatch(wanted.account, event.account) &&
        isMatch(wanted.region, event.region) &&
        isMatch(wanted.category, event.kind === 'CloudTrail' ? 'management' : 'network-activity') &&
        timeOf(event) >= (time.from ?? -Infinity) &&
        timeOf(event) < (time.to ?? Infinity);
      const isInTime = (event: Delivered) => firstDelivery(event) < (time.to ?? Infinity) + late;
      const idsOf = (test: (event: Delivered) => boolean) =>
        events.flatMap((event, at) => (isWanted(event) && test(event) ? [idOf(at)] : [])).sort();

      const found = await read(folder, { filter, order, late });
      expect(found.ids).toEqual(idsOf(isInTime));
      const { ledger } = found;
      const leftOut = [...ledger.leftOut.values()].reduce((sum, { files }) => sum + files, 0);
      expect(ledger.files).toBe(ledger.filesRead + leftOut);
      const everything = await read(folder, { filter, order, late: Number.POSITIVE_INFINITY });
      expect(everything.ids).toEqual(idsOf(() => true));
    }),
    { numRuns: runs(100) },
  );
});

async function read(
  folder: string,
  {
    filter,
    order,
    late,
  }: { filter: Filter; order: 'none' | 'oldest-first' | 'newest-first'; late: number },
) {
  const source = createLocalSource([folder], () => process.stdin, { late });
  const ids: string[] = [];
  const ledger = createLedger();
  for await (const part of ask(source, { filter, order, holdBack: late })) {
    addToLedger(ledger, part.ledger);
    if (part.block) ids.push(...keptIn(part.block).map(({ json }) => JSON.parse(json).eventID));
  }
  return { ids: ids.sort(), ledger };
}

function filterFor({
  account,
  region,
  category,
  from,
  length,
}: Record<'account' | 'region' | 'category', string | null> &
  Record<'from' | 'length', number | null>): Filter {
  const first = from === null ? undefined : start + from * minute;
  return {
    when: allOf([
      ...(account === null ? [] : [has('account', [account])]),
      ...(region === null ? [] : [has('region', [region])]),
      ...(category === null ? [] : [has('category', [category])]),
    ]),
    time: {
      ...(first !== undefined && { from: first }),
      ...(length !== null && { to: (first ?? start) + length * minute }),
    },
  };
}

function isMatch(pattern: string | null, value: string): boolean {
  if (pattern === null) return true;
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}

function timeOf({ happened }: Delivered): number {
  return start + happened * minute;
}

function deliveryOf(event: Delivered): number {
  return timeOf(event) + event.late * minute;
}

/** Returns the earliest time at which the file can have been delivered, according to its path. */
function firstDelivery(event: Delivered): number {
  switch (event.place) {
    case 'unknown':
      return Number.NEGATIVE_INFINITY;
    case 'foreign name in a trail':
      return Math.floor(deliveryOf(event) / day) * day;
    default:
      return deliveryOf(event);
  }
}

function idOf(at: number): string {
  return `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function pathOf(event: Delivered, at: number): string {
  const { account, kind, region, place } = event;
  const time = new Date(deliveryOf(event)).toISOString();
  const folder = join('AWSLogs', account, kind, region, time.slice(0, 10).replaceAll('-', '/'));
  const clock = time.replace(/[-:]/g, '').slice(0, 13);
  const name = `${account}_${kind}_${region}_${clock}Z_${String(at).padStart(16, '0')}.json`;
  switch (place) {
    case 'trail':
      return join(folder, name);
    case 'foreign name in a trail':
      return join(folder, `${at}.json`);
    case 'flat':
      return join('flat', name);
    case 'unknown':
      return join('flat', `${at}.json`);
    default:
      return place satisfies never;
  }
}

function write(folder: string, event: Delivered, at: number): void {
  const path = join(folder, pathOf(event, at));
  mkdirSync(dirname(path), { recursive: true });
  const record = {
    eventVersion: '1.10',
    eventTime: new Date(timeOf(event)).toISOString().replace('.000Z', 'Z'),
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: event.region,
    eventID: idOf(at),
    eventType: 'AwsApiCall',
    eventCategory: kinds[event.kind],
    recipientAccountId: event.account,
  };
  writeFileSync(path, JSON.stringify({ Records: [record] }));
}
