import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/filter/compile-condition.ts';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import { printWhere } from '../../../src/filter/print-where.ts';
import { reducedTo } from '../../event/reduced-to.ts';
import { compileWhere } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';
import {
  detectsNaively,
  type NaiveCondition,
  type NaiveItem,
  type NaiveRule,
  spellCondition,
} from './detects-naively.ts';
import { eventRule, rulesIn } from './rules-in.ts';

/**
 * Letters, digits and everything that patterns, JSON and YAML treat in a way of their own. Rules
 * and events have few values, so that they often meet.
 */
const texts = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      'A',
      'ab',
      '1',
      '2',
      '',
      'a*',
      'a\\*',
      '*',
      '\\?',
      'a?',
      '\\\\*',
      '\\b',
    ),
  },
  fc.string({ unit: fc.constantFrom('a', 'B', 'b', '1'), maxLength: 3 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '"', '😀'), maxLength: 4 }),
);
const scalars = fc.oneof(texts, fc.nat(3), fc.boolean(), fc.constant(null));

const inner = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 3, arbitrary: scalars },
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'a.b'), tie('value'), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  ),
})).value;

const events = fc.record(
  { eventName: texts, userAgent: scalars, requestParameters: inner },
  { requiredKeys: [] },
);

const fields = fc.constantFrom(
  'eventName',
  'userAgent',
  'requestParameters',
  'requestParameters.a',
  'requestParameters.b',
  'requestParameters.a.b',
);

const textModifiers = fc
  .tuple(
    fc.constantFrom('', '|contains', '|startswith', '|endswith'),
    fc.constantFrom('', '|cased'),
    fc.constantFrom('', '', '|all'),
    fc.constantFrom('', '', '|neq'),
  )
  .map((parts) => parts.join(''));

const someTexts = fc.array(fc.oneof(texts, fc.nat(3), fc.boolean()), {
  minLength: 1,
  maxLength: 3,
});

const items: fc.Arbitrary<NaiveItem> = fc.oneof(
  { weight: 4, arbitrary: named(textModifiers, someTexts) },
  named(fc.constantFrom('', '|neq'), fc.constant([null])),
  named(
    fc.constant('|exists'),
    fc.boolean().map((flag) => [flag]),
  ),
  named(
    fc.constantFrom('|lt', '|lte', '|gt', '|gte', '|gt|neq'),
    fc.nat(3).map((number) => [number]),
  ),
  named(
    fc.constantFrom('|re', '|re|i'),
    fc.constantFrom('^a', 'b$', 'a|1', '[ab]+', '"a":').map((text) => [text]),
  ),
  fc.record({
    name: fc.constantFrom('', '|all', '|cased'),
    values: fc.array(
      texts.filter((text) => !/^[*]*$/.test(text)),
      { minLength: 1, maxLength: 2 },
    ),
  }),
);

function named(
  modifiers: fc.Arbitrary<string>,
  values: fc.Arbitrary<NaiveItem['values']>,
): fc.Arbitrary<NaiveItem> {
  return fc
    .tuple(fields, modifiers, values)
    .map(([field, modifier, list]) => ({ name: field + modifier, values: list }));
}

const conditions = fc.letrec<{ condition: NaiveCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom<NaiveCondition>('sel_a', 'sel_b', 'filter'),
    fc.constantFrom<NaiveCondition>(
      ['1 of', 'sel_*'],
      ['all of', 'sel_*'],
      ['1 of', 'them'],
      ['all of', '*e*'],
    ),
    tie('condition').map((one) => ['not', one] as const),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('condition'), tie('condition')),
  ),
})).condition;

const someItems = fc.uniqueArray(items, {
  minLength: 1,
  maxLength: 3,
  selector: ({ name }) => name,
});
const rules: fc.Arbitrary<NaiveRule> = fc.record({
  identifiers: fc.record({ sel_a: someItems, sel_b: someItems, filter: someItems }),
  condition: conditions,
});

/** JSON is YAML. */
function spell({ identifiers, condition }: NaiveRule): string {
  const detection = Object.fromEntries([
    ...Object.entries(identifiers).map(([name, list]) => [
      name,
      Object.fromEntries(list.map((item) => [item.name, item.values])),
    ]),
    ['condition', spellCondition(condition)],
  ]);
  const logsource = { product: 'aws', service: 'cloudtrail' };
  return JSON.stringify({ title: 'T', level: 'low', logsource, detection });
}

describe('a rule', () => {
  it('matches the events that a plain reading of the specification matches', () => {
    fc.assert(
      fc.property(rules, fc.array(events, { minLength: 1, maxLength: 8 }), (rule, samples) => {
        const matches = compileWhere(eventRule(rulesIn([spell(rule)])).condition);
        for (const event of samples) expect(matches(event)).toBe(detectsNaively(rule, event));
      }),
      { numRuns: runs(500) },
    );
  });

  it('needs only the fields that it reads', () => {
    fc.assert(
      fc.property(rules, fc.array(events, { minLength: 1, maxLength: 5 }), (rule, samples) => {
        const { condition } = eventRule(rulesIn([spell(rule)]));
        const matches = compileWhere(condition);
        const { reads } = compileCondition(condition);
        for (const event of samples) {
          expect(matches(reducedTo(event, reads))).toBe(matches(event));
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('can be written as a pattern of --where that matches the same events, except for keywords', () => {
    fc.assert(
      fc.property(rules, fc.array(events, { minLength: 1, maxLength: 5 }), (rule, samples) => {
        const { condition } = eventRule(rulesIn([spell(rule)]));
        const printed = printWhere(condition);
        const hasKeywords = Object.values(rule.identifiers)
          .flat()
          .some(({ name }) => /^(?:\||$)/.test(name));
        if (printed === undefined) expect(hasKeywords).toBe(true);
        const again = printed === undefined ? condition : parseWhere(printed);
        const [matches, matchesAgain] = [compileWhere(condition), compileWhere(again)];
        for (const event of samples) expect(matchesAgain(event)).toBe(matches(event));
      }),
      { numRuns: runs(200) },
    );
  });
});
