import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { COUNTED_GROUPS } from '../../../src/decode/scanner/layout.ts';
import {
  createGroupNumbering,
  firstGroup,
  type NewGroups,
} from '../../../src/engine/scan/group-numbering.ts';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import { createColumn, readCell } from '../../../src/format/text/column.ts';
import { allEvents, type Filter } from '../../../src/query/condition/filter.ts';
import { filterAttributes } from '../../../src/query/condition/filter-attributes.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';
import { decodeWhole } from '../decode-whole.ts';
import { cleanDocuments, dirtyDocuments } from './any-document.ts';
import { anyColumns, anyFilter } from './any-filter.ts';
import { createFastPath } from './fast-path.ts';
import { chunksOf } from './findings.ts';
import { oddRecords, oddTimes } from './odd-records.ts';
import { expectSameFindings, expectSameWhole } from './same-findings.ts';
import { readOnSlowPath } from './slow-path.ts';
import { valuesOfGroup } from './values-of-group.ts';

test('a filter passes the same events in the scanner as in the parser', async () => {
  const documents = fc.array(fc.oneof(cleanDocuments, dirtyDocuments), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(documents, anyFilter, fc.nat(), async (found, filter, number) => {
      const { fast, matches } = createFilteringReader(filter);
      for (const { bytes } of found) {
        const size = 1 + (number % (bytes.length + 1));
        await expectSameFindings(fast, bytes, { matches, size });
      }
    }),
    { numRuns: runs(120) },
  );
});

test.each([
  ...[
    '$.requestParameters.a',
    '$.requestParameters.b',
    '$.requestParameters.a.b',
    '$.requestParameters.a[0].b',
  ],
  ...[
    '$.requestParameters',
    '$.requestParameters[0].a',
    '$.requestParameters[*].a',
    "$.requestParameters['']",
  ],
  ...[
    '$.userIdentity',
    '$.userIdentity.type',
    '$.userIdentity.userName',
    '$.userIdentity.sessionContext.sessionIssuer.arn',
  ],
  ...[
    '$.resources',
    '$.resources[0].ARN',
    '$.resources[*].ARN',
    '$.resources.ARN',
    '$.resources[0]',
  ],
  ...[
    '$.eventID',
    '$.eventID.a',
    '$.eventTime',
    '$.eventName',
    '$.eventSource',
    '$.eventId',
    '$.apiVersion',
  ],
  ...[
    '$.a',
    '$.a.b',
    '$.a[0]',
    "$['']",
    "$['__proto__']",
    "$['__proto__'].eventID",
    '$.constructor',
    '$.*',
  ],
  ...[
    '$.Records',
    '$.Records.a',
    '$.Records[0].eventID',
    '$.insightDetails',
    '$.timeWindow.windowStart',
  ],
  ...['$.userAgent', '$.additionalEventData.UserName', '$.responseElements.a', '$.z'],
])('the scanner reads the field %s of odd records as the parser does', async (selector) => {
  const conditions = ['EXISTS', 'IS NULL', '= "x"', '!= 1', '>= 1', '= "*"'];
  for (const condition of conditions) {
    const where = parseWhere(`${selector} ${condition}`);
    const { fast, matches } = createFilteringReader(filterOf(where));
    for (const record of Object.values(oddRecords)) {
      await expectSameWhole(fast, Buffer.from(`[${record}]`, 'latin1'), { matches });
    }
  }
});

test.each(filterAttributes)(
  'the scanner reads the attribute %s of odd records as the parser does',
  async (attribute) => {
    const values = ['x', 's3', 'GetObject', 'Root', 'a', 'b', 'ok', 'read', 'data'];
    for (const term of [
      { any: values, none: [] },
      { any: ['*'], none: ['x'] },
      { any: [], none: ['*'] },
    ]) {
      const asked = asks(attribute, term.any, term.none);
      const { fast, matches } = createFilteringReader(filterOf(asked));
      for (const record of Object.values(oddRecords)) {
        await expectSameWhole(fast, Buffer.from(`[${record}]`, 'latin1'), { matches });
      }
    }
  },
);

test('an invalid time is reported although a filter rejects the record', async () => {
  const { fast, matches } = createFilteringReader(filterOf(asks('event', ['Nothing'])));
  for (const record of Object.values(oddTimes)) {
    await expectSameWhole(fast, Buffer.from(`[${record}]`, 'latin1'), { matches });
  }
});

test('the scanner puts events in the same groups as the parser', async () => {
  const documents = fc.array(cleanDocuments, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(documents, anyColumns, async (found, names) => {
      const count = createCount(names);
      for (const { bytes } of found)
        expect(await count.fast(bytes)).toEqual(await count.slow(bytes));
    }),
    { numRuns: runs(120) },
  );
});

function createFilteringReader(filter: Filter) {
  const { time, tests, text, matches } = compileFilter(filter);
  const job = { time, tests, text };
  return { fast: createFastPath(job, matches), matches };
}

/**
 * Counts on both paths: returns for each event the values of its groups, and the hash of its key.
 * Groups are counted by the columns, by all but the first, and by these in another order; the last
 * only if they pass a filter.
 */
function createCount(names: readonly string[]) {
  const zone = 'Asia/Kolkata';
  const filter = filterOf(asks('access', ['read']));
  const tallies = [
    { by: names },
    { by: names.slice(1) },
    { by: names.slice(1).toReversed(), filter },
  ];
  const passes = compileFilter(filter).matches;
  const numbers = createGroupNumbering({ tallies, zone });
  const { tests, time } = compileFilter(allEvents);
  const decoder = createDecoder({ time, tests, secrets: [3n, 4n], tallies: numbers.tallies });
  const known: { values: string[][]; groups: Uint32Array[] } = { values: [], groups: [] };
  const addKnown = ({ values, groups }: NewGroups) => {
    known.values = values.map((fresh, column) => [...(known.values[column] ?? []), ...fresh]);
    known.groups = groups.map((fresh, tally) =>
      Uint32Array.from([...(known.groups[tally] ?? []), ...fresh]),
    );
  };
  const valuesOf = (number: number, tally: number) =>
    number < firstGroup ? 'outside' : valuesOfGroup(known, numbers, { tally, number });
  const rowLength = COUNTED_GROUPS + tallies.length;
  return {
    async fast(stored: Buffer) {
      const whole = await decodeWhole(decoder, 'file', stored);
      const decoded = whole ? [...whole] : [];
      if (!whole) {
        for await (const part of decoder.decodeStream('file', chunksOf(stored, 100), () => {})) {
          decoded.push(...part);
        }
      }
      const rows: { readonly hash: readonly number[]; readonly groups: readonly number[] }[] = [];
      for (const found of [...decoded, ...decoder.flush()]) {
        if (found.kind === 'counted') {
          for (let at = 0; at < found.rows.length; at += rowLength) {
            const row = [...found.rows.subarray(at, at + rowLength)];
            rows.push({ hash: row.slice(0, 2), groups: row.slice(COUNTED_GROUPS) });
          }
        } else if (found.kind === 'event') {
          const { record } = found;
          rows.push({ hash: decoder.hashOf(record), groups: numbers.groupsOf(record) });
        }
      }
      addKnown(numbers.takeNew());
      return rows.map(({ hash, groups }) => ({ hash, values: groups.map(valuesOf) }));
    },
    async slow(stored: Buffer) {
      return (await readOnSlowPath(stored)).records.map((record) => ({
        hash: decoder.hashOf(record),
        values: tallies.map(({ by, ...tally }) =>
          'filter' in tally && !passes(record)
            ? 'outside'
            : by.map((name) => readCell(createColumn(name), record.event, zone)),
        ),
      }));
    },
  };
}
