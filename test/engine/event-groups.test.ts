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
import { fixtures, type LogFiles, readLogFiles, takesLong } from './log-files.ts';

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
      { numRuns: runs(60) },
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
