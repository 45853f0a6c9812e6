import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCorrelator } from '../../../src/detect/correlate/create-correlator.ts';
import type { Finding } from '../../../src/detect/correlate/finding.ts';
import type { Match } from '../../../src/detect/correlate/match.ts';
import { type CorrelationRule, correlationTypes } from '../../../src/detect/rule.ts';
import { runs } from '../../support/runs.ts';
import { correlateNaively } from './correlate-naively.ts';
import { correlate, correlation, ruleSet } from './correlation-of.ts';

const anyMatch: fc.Arbitrary<Match> = fc
  .record({
    second: fc.nat({ max: 30 }),
    rules: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    group: fc.constantFrom('x', 'y'),
    values: fc.uniqueArray(fc.integer({ min: -3, max: 6 }), { minLength: 1, maxLength: 3 }),
    shared: fc.option(fc.constantFrom('s', 't'), { nil: undefined, freq: 5 }),
    id: fc.nat({ max: 40 }),
  })
  .map(({ second, rules, group, values, shared, id }) => ({
    time: second * 1000,
    rules,
    // Deliveries of an event have the same time and the same fields, and its twins the same time.
    id: `${group}-${second}-${id}`,
    event: {
      g: group,
      v: values,
      ...(shared === undefined ? {} : { sharedEventID: `${shared}-${second}` }),
    },
  }));

const anyRule: fc.Arbitrary<CorrelationRule> = fc
  .record({
    type: fc.constantFrom(...correlationTypes),
    timespan: fc.integer({ min: 1, max: 12 }).map((seconds) => seconds * 1000),
    least: fc.record({
      operator: fc.constantFrom('gt', 'gte', 'eq'),
      number: fc.integer({ min: 1, max: 4 }),
    }),
    most: fc.option(
      fc.record({
        operator: fc.constantFrom('lt', 'lte', 'neq'),
        number: fc.integer({ min: 2, max: 6 }),
      }),
      { nil: undefined },
    ),
    percentile: fc.constantFrom(0, 10, 50, 95, 100),
  })
  .map(({ type, timespan, least, most, percentile }) =>
    correlation({
      type,
      timespan,
      percentile,
      rules: ['a', 'b', 'c'],
      groupBy: ['g'],
      field: 'v',
      bounds: most ? [least, most] : [least],
    }),
  );

const inOrder = (matches: readonly Match[]) => matches.toSorted((a, b) => a.time - b.time);

/** Findings of both evaluators, in the same form and order. */
function comparable(findings: readonly Finding[]) {
  return findings
    .map(({ group, first, satisfied, last, events }) => ({
      group: group['g'],
      first,
      satisfied,
      last,
      ids: [...events.first, ...events.last].map(({ id }) => id).toSorted(),
    }))
    .toSorted(byText);
}

const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Different events, and some of them once more. */
const anyMatches = fc
  .tuple(
    fc.uniqueArray(anyMatch, { maxLength: 18, selector: ({ id }) => id }),
    fc.array(fc.nat(), { maxLength: 3 }),
  )
  .map(([matches, again]) => [
    ...matches,
    ...again.flatMap((at) => matches[at % Math.max(1, matches.length)] ?? []),
  ]);

test('Findings of a correlation are those of looking at the whole window of every event', () => {
  fc.assert(
    fc.property(anyRule, anyMatches, (rule, matches) => {
      const ordered = inOrder(matches);
      const expected = correlateNaively(rule, ordered).toSorted(byText);
      expect(comparable(correlate(rule, ordered))).toEqual(expected);
    }),
    { numRuns: runs(2000) },
  );
});

test('Findings of a correlation do not depend on the order of events of the same time', () => {
  fc.assert(
    fc.property(anyRule, anyMatches, (rule, matches) => {
      // Which of two twins counts depends on which comes first.
      fc.pre(matches.every(({ event }) => event.sharedEventID === undefined));
      const one = comparable(correlate(rule, inOrder(matches)));
      expect(comparable(correlate(rule, inOrder(matches.toReversed())))).toEqual(one);
    }),
    { numRuns: runs(300) },
  );
});

test('Findings from matches in any order have no event twice and as many as the bound asks for', () => {
  fc.assert(
    fc.property(anyMatches, fc.integer({ min: 1, max: 4 }), (matches, least) => {
      const rule = correlation({
        rules: ['a', 'b', 'c'],
        timespan: 8000,
        bounds: [{ operator: 'gte', number: least }],
      });
      const correlator = createCorrelator(ruleSet(rule));
      const findings = [...matches.flatMap((one) => correlator.add(one)), ...correlator.end()];
      const [report] = correlator.report();
      for (const { count, events, measured, first, last } of findings) {
        const listed = [...events.first, ...events.last];
        expect(new Set(listed.map(({ id }) => id)).size).toBe(count);
        expect(listed.map(({ time }) => time)).toEqual(
          listed.map(({ time }) => time).toSorted((a, b) => a - b),
        );
        expect([listed[0]?.time, listed.at(-1)?.time]).toEqual([first, last]);
        expect(measured.least).toBeGreaterThanOrEqual(least);
        expect(count).toBeGreaterThanOrEqual(measured.greatest);
      }
      const counted = findings.reduce((sum, { count }) => sum + count, 0);
      const { late = 0, repeated = 0 } = report ?? {};
      // With a bound of one, every match is in a finding, late or repeated.
      const left = matches.length - late - repeated - counted;
      if (least === 1) expect(left).toBe(0);
      else expect(left).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: runs(500) },
  );
});
