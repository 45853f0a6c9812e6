import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createScanEngine } from '../../src/engine/scan-engine.ts';
import { attributes } from '../../src/event/attributes.ts';
import { compileFilter } from '../../src/filter/compile-filter.ts';
import { allOf, type Condition, not } from '../../src/query/condition/condition.ts';
import { allEvents, createFilter } from '../../src/query/condition/filter.ts';
import type { ItemTest } from '../../src/query/condition/item.ts';
import { recordsOf } from '../../src/query/event-record.ts';
import type { Query } from '../../src/query/query.ts';
import { cell, countRecords, Row } from '../../src/query/record-block.ts';
import { treesOf } from '../filter/any-tree.ts';
import { leavesAbout } from '../filter/conditions-about.ts';
import { runs } from '../support/runs.ts';
import { fixtures, type LogFiles, logFilesOf, readLogFiles, takesLong } from './log-files.ts';

const { signal } = new AbortController();

describe('events that are asked for with the conditions that they meet', () => {
  let files: LogFiles;
  let conditions: fc.Arbitrary<Condition>;

  beforeAll(async () => {
    files = await readLogFiles(fixtures, (name) => !takesLong(name));
    const events = files.records.map(({ event }) => event);
    const event = fc.constantFrom(...events);
    const names = event.map(({ eventName }) => item('eventName', text(String(eventName))));
    const others = fc.constantFrom(
      item('errorCode', { kind: 'exists' }),
      item('errorMessage', { kind: 'exists' }),
      item('responseElements', { kind: 'null' }),
      item('userAgent', text('aws-cli', true)),
      item('userIdentity.type', text('Root')),
      item('trailscan.outcome', text('ok')),
      item('requestParameters', text('arn:aws', true)),
      item('', text('AccessDenied', true)),
    );
    const leaf = fc.oneof(names, others);
    const rule = fc.tuple(names, treesOf(leaf)).map(([name, tree]) => allOf([name, tree]));
    const { attribute, field } = leavesAbout(events);
    conditions = fc.oneof(rule, treesOf(leaf), treesOf(fc.oneof(attribute, field)));
  });

  test('are those that meet one, each with all that it meets and its value', async () => {
    const some = fc.array(
      fc.tuple(
        fc.constant(0),
        conditionsIn(() => conditions),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(some, async (tuples) => {
        const list = tuples.map(([, condition]) => condition);
        const tests = list.map((condition) => compileFilter(createFilter(condition)).matches);
        const expected = files.records.flatMap((record) => {
          const met = [...tests.keys()].filter((at) => tests[at]?.(record));
          const who = attributes.identity.show(record.event);
          return met.length > 0 ? [[record.json, who, met.join()].join('\n')] : [];
        });
        const found = await find(files, { group: { by: ['identity'], conditions: list } });
        expect(found).toEqual(expected);
      }),
      { numRuns: runs(30) },
    );
  });

  test('are the same in time order, where each delivery is found once', async () => {
    const list = [
      item('errorCode', { kind: 'exists' }),
      not(item('trailscan.outcome', text('ok'))),
      item('userIdentity.type', text('Root')),
    ];
    const group = { by: ['identity'], conditions: list };
    const asFound = await find(files, { group, keepDuplicates: false });
    const ordered = await find(files, { group, keepDuplicates: false, order: 'oldest-first' });
    // Deliveries may be spelled in several ways, of which any is found.
    const groupsOf = (events: readonly string[]) =>
      events.map((event) => event.split('\n').slice(1).join()).toSorted();
    expect(groupsOf(ordered)).toEqual(groupsOf(asFound));
    expect(ordered.length).toBeGreaterThan(50);
  });
});

describe('many conditions that differ in one field', () => {
  /** The same calls from the same addresses, with and without errors and failed items. */
  const events = ['GetThing', 'PutThing'].flatMap((eventName) =>
    [undefined, 'AccessDenied'].flatMap((errorCode) =>
      ['198.51.100.7', 'ec2.amazonaws.com'].flatMap((sourceIPAddress) =>
        ['aws-cli/2.1', 'Tool-7'].flatMap((userAgent) =>
          [null, { failedEntryCount: 1 }, { statusCode: 403 }].flatMap((responseElements) =>
            [null, { names: ['thing-1', 'Thing-2'] }, { policy: '{"a":"thing-3"}' }].map(
              (requestParameters) => ({
                eventTime: '2026-11-19T08:00:00Z',
                eventSource: 'things.amazonaws.com',
                eventName,
                ...(errorCode && { errorCode }),
                sourceIPAddress,
                userAgent,
                responseElements,
                requestParameters,
                userIdentity: { type: 'IAMUser', userName: 'alice' },
              }),
            ),
          ),
        ),
      ),
    ),
  );
  const leaf = fc.oneof(
    fc.constantFrom('getthing', 'PutThing').map((name) => item('eventName', text(name))),
    fc.constant(item('eventName', text('thing', true))),
    fc.constantFrom('ok', 'denied', 'failed').map((out) => item('trailscan.outcome', text(out))),
    fc
      .tuple(
        fc.constantFrom('errorCode', 'responseElements', 'requestParameters'),
        fc.constantFrom<ItemTest>({ kind: 'exists' }, { kind: 'null' }),
      )
      .map(([field, test]) => item(field, test)),
    fc
      .tuple(fc.constantFrom('.amazonaws.com', '198.51.100.7', '8'), fc.boolean())
      .map(([address, isPart]) => item('sourceIPAddress', text(address, isPart))),
    fc
      .tuple(fc.constantFrom('AWS-CLI', 'tool-7', 'tool-8'), fc.boolean())
      .map(([agent, isPart]) => item('userAgent', text(agent, isPart))),
    fc
      .tuple(fc.constantFrom('names', 'policy', 'other'), fc.integer({ min: 1, max: 4 }))
      .map(([field, number]) =>
        item(`requestParameters.${field}`, text(`thing-${number}`, number > 1)),
      ),
  );
  const condition = fc.oneof(
    treesOf(leaf),
    fc.array(leaf, { minLength: 2, maxLength: 4 }).map((parts) => allOf(parts)),
  );

  test('are each met by the events that meet it, in any order of events', async () => {
    const sizes = { minLength: 20, maxLength: 60 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(condition, sizes),
        fc.shuffledSubarray(events, { minLength: events.length }),
        async (conditions, shuffled) => {
          const lines = shuffled.map((event, at) =>
            JSON.stringify({ ...event, eventID: `id-${at}` }),
          );
          const files = await logFilesOf(
            new Map([['events.json', Buffer.from(`{"Records":[${lines.join()}]}`)]]),
          );
          const tests = conditions.map((each) => compileFilter(createFilter(each)).matches);
          const expected = files.records.flatMap((record) => {
            const met = [...tests.keys()].filter((at) => tests[at]?.(record));
            return met.length > 0 ? [[record.json, 'alice', met.join()].join('\n')] : [];
          });
          expect(await find(files, { group: { by: ['identity'], conditions } })).toEqual(expected);
        },
      ),
      { numRuns: runs(20) },
    );
  });
});

/** Delays the choice until the events have been read. */
function conditionsIn(get: () => fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.constant(undefined).chain(get);
}

function item(field: string, test: ItemTest): Condition {
  return { kind: 'item', field, test };
}

function text(value: string, isPart = false): ItemTest {
  const any = { wildcard: '*' } as const;
  return { kind: 'text', pattern: isPart ? [any, value, any] : [value], cased: false };
}

/** Returns the text, the value and the conditions of each event. */
async function find({ source }: LogFiles, query: Partial<Query>): Promise<readonly string[]> {
  const found: string[] = [];
  const parts = createScanEngine(source, { signal }).query({
    filter: allEvents,
    order: 'none',
    keepDuplicates: true,
    holdBack: Number.POSITIVE_INFINITY,
    ...query,
  });
  for await (const { block, groupOf } of parts) {
    if (!block) continue;
    const records = [...recordsOf(block)];
    for (let index = 0; index < countRecords(block); index++) {
      const group = groupOf?.(cell(block, index, Row.group));
      const { values = [], met = [] } = group ?? {};
      found.push([records[index]?.json, ...values, met.join()].join('\n'));
    }
  }
  return found;
}
