import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { compileCondition } from '../../src/filter/compile-condition.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { printWhere } from '../../src/filter/print-where.ts';
import { allOf, anyOf, type Condition, not } from '../../src/query/condition/condition.ts';
import type { FieldTest, Operand, Selector } from '../../src/query/condition/field-test.ts';
import { reducedTo } from '../event/reduced-to.ts';
import { runs } from '../support/runs.ts';
import { compileWhere } from './filter-of.ts';

describe('the --where language', () => {
  it('parses every pattern that the test can write', () => {
    fc.assert(
      fc.property(patterns, layouts, (pattern, layout) => {
        expect(parseWhere(print(pattern, layout))).toEqual(pattern);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('prints every condition on fields as a pattern that parses to the same condition', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(parseWhere(printWhere(pattern) ?? '')).toEqual(pattern);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('has the same meaning after the condition is cloned, and without braces', () => {
    fc.assert(
      fc.property(patterns, fc.array(events, { maxLength: 5 }), (pattern, samples) => {
        const matches = compileWhere(pattern);
        const cloned = compileWhere(structuredClone(pattern));
        const bare = compileWhere(parseWhere(print(pattern, 'bare')));
        for (const sample of samples) {
          expect(cloned(sample)).toBe(matches(sample));
          expect(bare(sample)).toBe(matches(sample));
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('needs only the fields that it reads, whatever is above them', () => {
    fc.assert(
      fc.property(patterns, fc.array(events, { maxLength: 5 }), (pattern, samples) => {
        const matches = compileWhere(pattern);
        const reads = compileCondition(pattern).reads;
        for (const sample of samples) {
          expect(matches(reducedTo(sample, reads))).toBe(matches(sample));
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  it('lets exactly one of = and != match each scalar, missing field and null', () => {
    const fields = fc.record({ a: fc.oneof(scalars, fc.constant(null)) }, { requiredKeys: [] });
    fc.assert(
      fc.property(operands, fields, (operand, sample) => {
        const [equal, different] = (['=', '!='] as const).map((operator) => {
          const selector = [{ kind: 'key', key: 'a' }] as const;
          return compileWhere({
            kind: 'field',
            selector,
            test: { kind: 'compare', operator, operand },
          })(sample);
        });
        expect(equal).toBe(!different);
      }),
      { numRuns: runs() },
    );
  });

  it('turns junk into a working pattern or a UsageError', () => {
    fc.assert(
      fc.property(junk, fc.array(events, { maxLength: 3 }), (text, samples) => {
        const pattern = parseOrProblem(text);
        if (typeof pattern === 'string') {
          expect(pattern).toMatch(/^invalid --where pattern at (line \d+, )?column \d+: .+\n {2}/);
        } else {
          const matches = compileWhere(pattern);
          for (const sample of samples) expect(typeof matches(sample)).toBe('boolean');
        }
      }),
      { numRuns: runs(5000) },
    );
  });
});

function parseOrProblem(text: string): Condition | string {
  try {
    return parseWhere(text);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

const names = fc.oneof(
  fc.constantFrom('a', 'b', 'userIdentity', '__proto__', 'IS', 'odd key', "it's", '*', 'a.b', ''),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

const selectors: fc.Arbitrary<Selector> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('key' as const), key: names }),
    fc.record({ kind: fc.constant('index' as const), index: fc.nat() }),
    fc.record({ kind: fc.constant('any' as const) }),
  ),
  { minLength: 1, maxLength: 4 },
);

const numbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((number) => Number(String(number)));

const operands: fc.Arbitrary<Operand> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    literals: fc.array(fc.oneof(names, fc.constantFrom('"', '\\', '\\*', 'x" && (')), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  numbers.map((number) => ({ kind: 'number' as const, number, text: String(number) })),
  fc
    .constantFrom('^a', 'b+$', '\\%', '(a|b)*c', '\\\\', '" || $.a', '\\x41')
    .map((source) => ({ kind: 'regex' as const, source })),
);

const otherFields = selectors.map((selector) => ({ kind: 'field' as const, selector }));

const fieldTests: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom('=' as const, '!=' as const),
    operand: fc.oneof({ weight: 6, arbitrary: operands }, { weight: 1, arbitrary: otherFields }),
  }),
  fc.record({
    kind: fc.constant('order' as const),
    operator: fc.constantFrom('<' as const, '>' as const, '<=' as const, '>=' as const),
    number: numbers,
  }),
  fc.record({
    kind: fc.constant('state' as const),
    state: fc.constantFrom(...(['exists', 'not-exists', 'null', 'true', 'false'] as const)),
  }),
);

const { patterns } = fc.letrec<{ patterns: Condition }>((tie) => {
  const several = fc.array(tie('patterns'), { minLength: 2, maxLength: 4 });
  return {
    patterns: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constant('field' as const), selector: selectors, test: fieldTests }),
      several.map(allOf),
      several.map(anyOf),
      tie('patterns').map(not),
    ),
  };
});

const layouts = fc.constantFrom<Layout>('tight', 'wide', 'bare');

type Layout = 'tight' | 'wide' | 'bare';

function print(pattern: Condition, layout: Layout): string {
  const gap = layout === 'wide' ? ' \n\t' : '';
  const expression = printExpression(pattern, gap);
  return layout === 'bare' ? expression : `{${gap}${expression}${gap}}`;
}

function printExpression(pattern: Condition, gap: string): string {
  switch (pattern.kind) {
    case 'all':
    case 'any': {
      const operator = pattern.kind === 'all' ? '&&' : '||';
      return pattern.conditions
        .map((operand) => {
          const text = printExpression(operand, gap);
          return 'conditions' in operand ? `(${gap}${text}${gap})` : text;
        })
        .join(`${gap}${operator}${gap}`);
    }
    case 'not':
      return `not${gap}(${gap}${printExpression(pattern.condition, gap)})`;
    case 'field':
      return printField(printSelector(pattern.selector), pattern.test, gap);
    default:
      throw new Error(`no pattern for ${pattern.kind}`);
  }
}

function printField(field: string, test: FieldTest, gap: string): string {
  switch (test.kind) {
    case 'compare':
      return [field, test.operator, printOperand(test.operand)].join(gap);
    case 'order':
      return [field, test.operator, test.number].join(gap);
    case 'state': {
      const words = { exists: 'exists', 'not-exists': 'NOT EXISTS', null: 'IS NULL' };
      const { state } = test;
      const text = state === 'true' || state === 'false' ? `Is ${state}` : words[state];
      return `${field} ${gap}${text}`;
    }
    default:
      return test satisfies never;
  }
}

function printSelector(selector: Selector): string {
  const steps = selector.map((step) => {
    if (step.kind === 'any') return '.*';
    if (step.kind === 'index') return `[${step.index}]`;
    return /^[\w-]+$/.test(step.key) ? `.${step.key}` : `['${escapeSpecial(step.key)}']`;
  });
  return `$${steps.join('')}`;
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'text':
      return `"${operand.literals.map(escapeSpecial).join('*')}"`;
    case 'number':
      return operand.text;
    case 'regex':
      return `%${operand.source}%`;
    case 'field':
      return printSelector(operand.selector);
    default:
      return operand satisfies never;
  }
}

function escapeSpecial(text: string): string {
  return text.replace(/[\\"'*]/g, '\\$&');
}

const scalars = fc.oneof(fc.string({ maxLength: 4 }), fc.boolean(), numbers);

const events = fc.oneof(
  fc.object({ key: names, values: [scalars, fc.constant(null)], maxDepth: 3 }),
  fc.jsonValue(),
);

const tokens = fc.constantFrom(
  ...['{', '}', '(', ')', '$', '.', '[', ']', '*', '=', '!=', '<', '>=', '&&', '||', '&', '%'],
  ...[
    '"',
    "'",
    '\\',
    ' ',
    '\n',
    'IS',
    'NULL',
    'NOT',
    'EXISTS',
    'IN',
    'IN [',
    ',',
    'NOT (',
    'a',
    '$.a',
    '$.b =',
    '"x"',
    '-1e3',
  ],
  ...['“', '\u200b', '\u0000', '😀', '(a+)+', '[0]'],
);

const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(tokens, { maxLength: 20 }).map((parts) => parts.join('')),
  // Nearly right: one piece of a valid pattern is replaced by another piece.
  fc
    .tuple(patterns, layouts, fc.nat(), fc.nat(3), tokens)
    .map(([pattern, layout, at, length, token]) => {
      const text = print(pattern, layout);
      const start = at % (text.length + 1);
      return text.slice(0, start) + token + text.slice(start + length);
    }),
);
