import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFilter } from '../../src/filter/compile-filter.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { isOrdinary, readFixtureEvents } from '../event/fixture-events.ts';
import { reducedTo } from '../event/reduced-to.ts';
import { runs } from '../support/runs.ts';
import { conditionsAbout } from './conditions-about.ts';
import { filterOf } from './filter-of.ts';
import { passesNaively } from './passes-naively.ts';

const events = await readFixtureEvents();
const some = events.filter((_, index) => index % 7 === 0);
const records = some.map((event) =>
  createEventRecord({ event, json: JSON.stringify(event), file: 'f', offset: 0 }),
);

test('a tree of conditions passes the same events as a naive implementation', () => {
  let passed = 0;
  fc.assert(
    fc.property(conditionsAbout(events), (condition) => {
      const { matches } = compileFilter(filterOf(condition));
      const expected = records.map((record) => passesNaively(condition, record));
      expect(records.map(matches)).toEqual(expected);
      passed += expected.filter(Boolean).length;
    }),
    { numRuns: runs(1000) },
  );
  expect(passed).toBeGreaterThan(records.length * 100);
});

test('the tests of a tree of conditions need only the fields that they read', () => {
  const ordinary = records.filter(({ event }) => isOrdinary(event));
  fc.assert(
    fc.property(conditionsAbout(events), (condition) => {
      for (const { reads, matches } of compileFilter(filterOf(condition)).tests) {
        for (const { event } of ordinary)
          expect(matches(reducedTo(event, reads))).toBe(matches(event));
      }
    }),
    { numRuns: runs(300) },
  );
});
