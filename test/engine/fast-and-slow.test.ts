import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isMoreComplete } from '../../src/aggregate/more-complete.ts';
import { countGroups, type GroupOptions } from '../../src/engine/count/count-groups.ts';
import { createScanEngine } from '../../src/engine/scan-engine.ts';
import type { FileError } from '../../src/errors.ts';
import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { compileFilter } from '../../src/filter/compile-filter.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { filterFlags } from '../../src/flags/filter-flags.ts';
import { createColumn, readCell } from '../../src/format/text/column.ts';
import { anyOf, findsText } from '../../src/query/condition/condition.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import { filterAttributes } from '../../src/query/condition/filter-attributes.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';
import type { Group } from '../../src/query/group.ts';
import { addToLedger, createLedger, type Ledger } from '../../src/query/ledger.ts';
import type { Tally } from '../../src/query/tally.ts';
import { conditionsAbout } from '../filter/conditions-about.ts';
import { asks, filterOf } from '../filter/filter-of.ts';
import { passesNaively } from '../filter/passes-naively.ts';
import { scan } from '../support/ask.ts';
import { factor, runs } from '../support/runs.ts';
import { patternsFor, termsFor, termsTogether } from './filters-from-events.ts';
import {
  fixtures,
  hasRealData,
  isScanned,
  type LogFiles,
  readLogFiles,
  realData,
} from './log-files.ts';

const { signal } = new AbortController();

describe.each([
  ['the fixtures', fixtures, true],
  ['real events', realData, hasRealData],
])('events of %s', (_, folder, isThere) => {
  let files: LogFiles;
  /** The files that are not only parsed. Events that are parsed meet the compiled filter anyway. */
  let scannedFiles: LogFiles;
  let events: readonly CloudTrailEvent[];

  beforeAll(async () => {
    if (!isThere) return;
    files = await readLogFiles(folder);
    scannedFiles = await readLogFiles(folder, (_, stored) => isScanned(stored));
    events = files.records.map(({ event }) => event);
  });

  // Real events add events, not conditions: a third of these are enough, by default.
  const everyTerm = folder === realData && factor < 2 ? 3 : 1;

  /** Skips the test when the folder does not exist. */
  const each = (title: string, run: () => Promise<void>) =>
    test(title, async ({ skip }) => {
      skip(!isThere, `${folder} does not exist`);
      await run();
    });

  each('are all found, with text, position, time and key, and so is all damage', async () => {
    const { records, ledger } = await runScan(files, allEvents);
    expect(records.map(describeRecord)).toEqual(files.records.map(describeRecord));
    expect(placedErrors(ledger)).toEqual(files.damage);
    expect(records.length).toBeGreaterThan(600);
  });

  for (const attribute of filterAttributes) {
    each(`pass a filter by ${attribute} in the scanner as in the compiled filter`, async () => {
      const terms = [...termsFor(attribute, events)].filter((_, at) => (at + 1) % everyTerm === 0);
      const passed = await expectSameForEach(
        scannedFiles,
        terms.map((condition) => filterOf(condition)),
      );
      expect(passed).toBeGreaterThan(0);
    });
  }

  each('pass filters by several attributes in the scanner as in the compiled filter', async () => {
    const some = events.filter((_, index) => index % Math.ceil(events.length / 20) === 0);
    const filters = [...termsTogether(some)].map((terms) => filterOf(...terms));
    expect(await expectSameForEach(files, filters)).toBeGreaterThan(0);
  });

  each('pass time ranges in the scanner as in the compiled filter', async () => {
    const times = files.records.map(({ time }) => time).sort((a, b) => a - b);
    const [first = 0, middle = 0, last = 0] = [times[0], times[times.length >> 1], times.at(-1)];
    const ranges = [
      ...[
        { from: first },
        { from: first + 1 },
        { from: middle },
        { from: last },
        { from: last + 1 },
      ],
      ...[{ to: first }, { to: first + 1 }, { to: middle }, { to: last }, { to: last + 1 }],
      ...[
        { from: middle, to: middle },
        { from: middle, to: middle + 1 },
        { from: last, to: first },
      ],
    ];
    const filters = ranges.map((time) => ({ ...allEvents, time }));
    expect(await expectSameForEach(files, filters)).toBeGreaterThan(times.length);
  });

  each('pass regular expressions in the scanner as in the compiled filter', async () => {
    const greps = [
      ['"readOnly":false'],
      ['^\\{"eventV', 'nothing'],
      ['(?i)ACCESSDENIED'],
      ['i-[0-9a-f]+', 'é'],
      ['\\\\'],
      ['"'],
    ];
    const filters = greps.map((grep) => filterOf(anyOf(grep.map(findsText))));
    expect(await expectSameForEach(files, filters)).toBeGreaterThan(0);
  });

  each('pass patterns with every operator in the scanner as in the compiled filter', async () => {
    const patterns = [...patternsFor(events)];
    const some = patterns.filter((_, index) => index % Math.ceil(patterns.length / runs(40)) === 0);
    const filters = some.map((text) => filterOf(parseWhere(text)));
    expect(await expectSameForEach(scannedFiles, filters)).toBeGreaterThan(0);
  });

  each('pass conditions of any shape in the scanner as in the compiled filter', async () => {
    const conditions = fc.sample(conditionsAbout(events), { numRuns: runs(25), seed: 7 });
    const filters = conditions.map((condition) => filterOf(condition));
    expect(await expectSameForEach(scannedFiles, filters)).toBeGreaterThan(0);
    for (const filter of filters.slice(0, 10)) {
      const { when } = filter;
      const { records } = await runScan(scannedFiles, filter);
      const expected = scannedFiles.records.filter((record) => passesNaively(when, record));
      expect(placesOf(records), JSON.stringify(when)).toBe(placesOf(expected));
    }
  });

  each('have the same counts in the scanner as when they are parsed', async () => {
    for (const [index, by] of countedBy.entries()) {
      const keepDuplicates = index % 3 === 0;
      const options = { by, zone: 'America/St_Johns', keepDuplicates, signal };
      expect(await countFast(scannedFiles, options), by.join()).toEqual(
        countSlowly(scannedFiles, options),
      );
    }
  });

  each('have the same counts after a filter in the scanner as when they are parsed', async () => {
    const filter = filterOf(parseWhere('$.eventName = "*e*" && $.errorCode NOT EXISTS'));
    const options = { by: ['event', 'region'], zone: 'UTC', keepDuplicates: false, signal };
    expect(await countFast(files, options, filter)).toEqual(countSlowly(files, options, filter));
  });
  each(
    'have the same counts with several tallies in one pass as with each separately',
    async () => {
      const ofOutcome = (outcome: string): Filter => filterOf(asks('outcome', [outcome]));
      const where = (pattern: string) => filterOf(parseWhere(pattern));
      const tallies: readonly Tally[] = [
        { by: [] },
        { by: ['event'] },
        { by: ['outcome', 'principal'], filter: where('$.errorCode EXISTS') },
        { by: ['region'], filter: filterOf(findsText('Denied')) },
        { by: ['resource'], filter: where('$.eventName = "*Instance*" && $.readOnly IS FALSE') },
        {
          by: ['identity'],
          filter: ofOutcome('denied'),
        },
      ];
      // Duplicates are kept, because all tallies together choose one of an event's deliveries.
      const options = { filter: allEvents, zone: 'UTC', keepDuplicates: true, signal };
      const together = createScanEngine(files.source, { signal }).count({
        ...options,
        tallies,
      });
      for await (const _ of together.parts);
      for (const [index, { by, filter }] of tallies.entries()) {
        const alone = await countFast(files, { ...options, by }, filter);
        const cells = [...together.cells(index)];
        // A tally without events has no cell, but its total is 0.
        expect(inOrder(cells)).toEqual(alone.filter(({ count }) => count > 0));
        if (index > 0) expect(cells.length).toBeGreaterThan(0);
      }
    },
  );
});

/** Names to count by: every attribute, fields of every depth, several at once. */
const countedBy: readonly (readonly string[])[] = [
  [],
  ...Object.keys(attributes).map((name) => [name]),
  ['eventName'],
  ['userIdentity'],
  ['userIdentity.sessionContext.sessionIssuer.arn'],
  ['requestParameters'],
  ['requestParameters.instancesSet.items[].instanceId'],
  ['resources[0].ARN', 'resources.type'],
  ['$.a', "$.['__proto__']", 'requestParameters.constructor'],
  ['service', 'event', 'outcome'],
  ['time', 'userIdentity.type', 'errorCode'],
  ['principal', 'resource', 'account', 'mfa', 'eventVersion', 'readOnly'],
];

test('the tests of fast and slow filters cover every filter flag', () => {
  const others = ['reads', 'writes', 'grep', 'where'];
  expect(filterFlags.map(({ name }) => name).sort()).toEqual(
    [...filterAttributes.filter((name) => name !== 'access'), ...others].sort(),
  );
});

/**
 * Checks that each filter finds the same events as the compiled filter; returns the total number of
 * matches.
 */
async function expectSameForEach(files: LogFiles, filters: readonly Filter[]): Promise<number> {
  let passed = 0;
  for (const filter of filters) {
    const { matches } = compileFilter(filter);
    const { records, ledger } = await runScan(files, filter);
    const expected = files.records.filter(matches);
    expect(placesOf(records), JSON.stringify(filter)).toBe(placesOf(expected));
    expect(ledger.notMatched).toBe(files.records.length - expected.length);
    expect(placedErrors(ledger)).toEqual(files.damage);
    passed += expected.length;
  }
  return passed;
}

async function runScan(
  { source }: LogFiles,
  filter: Filter,
): Promise<{ records: EventRecord[]; ledger: Ledger }> {
  const records: EventRecord[] = [];
  const ledger = createLedger();
  for await (const part of scan(source, filter)) {
    if (part.block) records.push(...recordsOf(part.block));
    addToLedger(ledger, part.ledger);
  }
  return { records, ledger };
}

/** Counts with the engine; returns groups in the order of their values. */
async function countFast(
  { source }: LogFiles,
  options: Omit<GroupOptions, 'filter'>,
  filter = allEvents,
): Promise<readonly Counted[]> {
  const whole = { ...options, filter, wholeLists: true };
  const count = countGroups(createScanEngine(source, { signal }), whole);
  for await (const _ of count.parts);
  return inOrder([...(await count.ranked()).groups]);
}

function countSlowly(
  { records }: LogFiles,
  { by, zone, keepDuplicates }: Omit<GroupOptions, 'filter'>,
  filter = allEvents,
): readonly Counted[] {
  const columns = by.map(createColumn);
  const { matches } = compileFilter(filter);
  /** Each event once, with the values of its most complete delivery. */
  const events = new Map<string, readonly string[]>();
  for (const [index, record] of records.filter(matches).entries()) {
    const isAlone = keepDuplicates || record.key === '';
    const event = isAlone ? String(index) : `${record.key} ${record.time}`;
    const values = columns.map((column) => readCell(column, record.event, zone));
    const before = events.get(event);
    if (!before || isMoreComplete(values, before)) {
      events.set(event, values);
    }
  }
  const counts = new Map<string, number>();
  for (const values of events.values()) {
    const group = JSON.stringify(values);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return inOrder([...counts].map(([values, count]) => ({ values: JSON.parse(values), count })));
}

type Counted = Pick<Group, 'values' | 'count'>;

function inOrder(groups: readonly Counted[]): readonly Counted[] {
  const textOf = ({ values }: Counted) => JSON.stringify(values);
  return groups
    .map(({ values, count }) => ({ values, count }))
    .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

/** Returns the errors within files that can be read in part. */
function placedErrors({ errors }: Ledger): readonly FileError[] {
  return errors.filter(({ offset }) => offset !== undefined);
}

/** Joins the positions: comparing lists of a thousand texts would take long. */
function placesOf(records: readonly EventRecord[]): string {
  return records.map(placeOf).sort().join('\n');
}

function placeOf({ file, offset, time, key }: EventRecord): string {
  return `${file} ${offset} ${time} ${key}`;
}

function describeRecord(record: EventRecord): string {
  return `${placeOf(record)} ${record.json}`;
}
