import { expect, test } from 'vitest';
import { flagsOf } from '../../../../src/filter/flags-of.ts';
import { resolveFilter } from '../../../../src/flags/resolve/filter.ts';
import { partsOf } from '../../../../src/query/condition/condition.ts';
import {
  conditionQuery,
  findingQuery,
} from '../../../../src/report/summary/measure/condition-query.ts';
import { conditions } from '../../../../src/report/summary/measure/summary-conditions.ts';
import { argsOf, environment } from '../../../flags/args-of.ts';

test.each(Object.entries(conditions))(
  'the flags for the condition %s of a summary parse to the same condition',
  async (_, expectedCondition) => {
    const words = flagsOf(expectedCondition) ?? [['flags cannot express it']];
    const here = { now: environment.now, zone: 'UTC' };
    const { when } = await resolveFilter(argsOf(...words.flat()), here);
    const [asked, expected] = [when, expectedCondition].map((condition) =>
      partsOf(condition).map((part) => JSON.stringify(part)),
    );
    expect(new Set(asked)).toEqual(new Set(expected));
  },
);

test('a condition of a summary is printed as a command line for a POSIX shell', () => {
  const leadingWords = [['my trail'], ['--date', '2026-11-19']] as const;
  expect(conditionQuery({ leadingWords, ruleWords: [] }, conditions.late)).toBe(
    "trailscan query 'my trail' --date 2026-11-19 --where '{ $.addendum.reason = \"DELIVERY_DELAY\" }'",
  );
});

test('a finding is printed as a command line that names its rule, and where the rules are', () => {
  const words = { leadingWords: [['trail']], ruleWords: [['--rules', 'my rules']] } as const;
  expect(findingQuery({ ...words, ruleWords: [] }, 'denied')).toBe(
    'trailscan query trail --finding denied',
  );
  expect(findingQuery(words, '!throttled', [['--outcome', 'failed']])).toBe(
    "trailscan query trail --outcome failed --rules 'my rules' --finding '!throttled'",
  );
});
