import { describe, expect, it } from 'vitest';
import type { CorrelationRule, EventRule, Rule } from '../../../src/detect/rule.ts';
import { correlationLine, identityLine } from '../../../src/report/detect/finding-lines.ts';

const head = {
  level: 'low',
  ...{ title: 'A', tags: [], falsePositives: [], references: [], fields: [] },
  ...{ file: 'builtin', line: 1 },
} as const;
const single: EventRule = {
  ...head,
  kind: 'event',
  name: 'single',
  condition: { kind: 'all', conditions: [] },
};
const several: CorrelationRule = {
  ...head,
  ...{ kind: 'correlation', name: 'several', type: 'event_count', rules: ['single'] },
  ...{ groupBy: ['userIdentity.arn'], aliases: {}, timespan: 1000, bounds: [], generate: false },
};
const byName = new Map<string, Rule>([
  ['single', single],
  ['several', several],
]);
const context = {
  leadingWords: [['logs'], ['--identity', 'a*'], ['--region', 'x']],
  byName,
} as const;

describe('the command line of a finding', () => {
  it('replaces the identities of the filter by the one that was found', () => {
    expect(identityLine('single', 'alice', context)).toBe(
      'trailscan query logs --region x --finding single --identity alice',
    );
    expect(identityLine('single', '', context)).toBe(
      "trailscan query logs --identity 'a*' --region x --finding single",
    );
  });

  it('of a correlation selects the values of its group', () => {
    const group = { 'userIdentity.arn': 'arn:aws:iam::111122223333:user/o\'"*' };
    const line = correlationLine(several, group, { leadingWords: [['logs']], byName });
    expect(line).toMatch(
      /^trailscan query logs --finding several --where '\{ userIdentity\.arn = /,
    );
  });

  it.each([
    ['an alias', { ...several, aliases: { user: { single: 'a.b' } } }, { user: 'x' }, []],
    ['a shortened value', several, { 'userIdentity.arn': 'x'.repeat(1000) }, []],
    ['a correlation of correlations', { ...several, rules: ['several'] }, { a: 'x' }, []],
    ['another pattern', several, { 'userIdentity.arn': 'x' }, [['--where', '{ $.a = b }']]],
  ] as const)('of a correlation does not select values of %s', (_, rule, group, words) => {
    const line = correlationLine(rule, group, { leadingWords: words, byName });
    expect(line).toMatch(/--finding several$/);
  });
});
