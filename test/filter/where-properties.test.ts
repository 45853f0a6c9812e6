import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { compileWhere } from '../../src/filter/compile-where.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { whereReads } from '../../src/filter/where-reads.ts';
import type { Selector, WhereOperand, WherePattern } from '../../src/query/where-pattern.ts';
import { reducedTo } from '../event/reduced-to.ts';

describe('the --where language', () => {
  it('reads back every pattern that can be written down', () => {
    fc.assert(
      fc.property(patterns, layouts, (pattern, layout) => {
        expect(parseWhere(print(pattern, layout))).toEqual(pattern);
      }),
      { numRuns: 1000 },
    );
  });

  it('means the same after the pattern has been cloned, and needs no braces', () => {
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
      { numRuns: 300 },
    );
  });

  it('needs only the fields that it reads, whatever lies above them', () => {
    fc.assert(
      fc.property(patterns, fc.array(events, { maxLength: 5 }), (pattern, samples) => {
        const matches = compileWhere(pattern);
        const reads = whereReads(pattern);
        for (const sample of samples) {
          expect(matches(reducedTo(sample, reads))).toBe(matches(sample));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('lets exactly one of = and != match each scalar, missing field and null', () => {
    const fields = fc.record({ a: fc.oneof(scalars, fc.constant(null)) }, { requiredKeys: [] });
    fc.assert(
      fc.property(operands, fields, (operand, sample) => {
        const [equal, different] = (['=', '!='] as const).map((operator) => {
          const selector = [{ kind: 'key', key: 'a' }] as const;
          return compileWhere({ kind: 'compare', selector, operator, operand })(sample);
        });
        expect(equal).toBe(!different);
      }),
    );
  });

  it('answers junk with a pattern that runs or a UsageError', () => {
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
      { numRuns: 5000 },
    );
  });
});

function parseOrProblem(text: string): WherePattern | string {
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

const operands: fc.Arbitrary<WhereOperand> = fc.oneof(
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

const { patterns } = fc.letrec<{ patterns: WherePattern }>((tie) => ({
  patterns: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.record({
        kind: fc.constant('compare' as const),
        selector: selectors,
        operator: fc.constantFrom('=' as const, '!=' as const),
        operand: operands,
      }),
      fc.record({
        kind: fc.constant('order' as const),
        selector: selectors,
        operator: fc.constantFrom('<' as const, '>' as const, '<=' as const, '>=' as const),
        number: numbers,
      }),
      fc.record({
        kind: fc.constant('test' as const),
        selector: selectors,
        test: fc.constantFrom(...(['exists', 'not-exists', 'null', 'true', 'false'] as const)),
      }),
    ),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('patterns'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

const layouts = fc.constantFrom<Layout>('tight', 'wide', 'bare');

type Layout = 'tight' | 'wide' | 'bare';

function print(pattern: WherePattern, layout: Layout): string {
  const gap = layout === 'wide' ? ' \n\t' : '';
  const expression = printExpression(pattern, gap);
  return layout === 'bare' ? expression : `{${gap}${expression}${gap}}`;
}

function printExpression(pattern: WherePattern, gap: string): string {
  switch (pattern.kind) {
    case 'and':
    case 'or': {
      const operator = pattern.kind === 'and' ? '&&' : '||';
      return pattern.operands
        .map((operand) => {
          const text = printExpression(operand, gap);
          return 'operands' in operand ? `(${gap}${text}${gap})` : text;
        })
        .join(`${gap}${operator}${gap}`);
    }
    case 'compare':
      return [
        printSelector(pattern.selector),
        pattern.operator,
        printOperand(pattern.operand),
      ].join(gap);
    case 'order':
      return [printSelector(pattern.selector), pattern.operator, pattern.number].join(gap);
    case 'test': {
      const words = { exists: 'exists', 'not-exists': 'NOT EXISTS', null: 'IS NULL' };
      const test =
        pattern.test === 'true' || pattern.test === 'false'
          ? `Is ${pattern.test}`
          : words[pattern.test];
      return `${printSelector(pattern.selector)} ${gap}${test}`;
    }
    default:
      return pattern satisfies never;
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

function printOperand(operand: WhereOperand): string {
  switch (operand.kind) {
    case 'text':
      return `"${operand.literals.map(escapeSpecial).join('*')}"`;
    case 'number':
      return operand.text;
    case 'regex':
      return `%${operand.source}%`;
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
  ...['"', "'", '\\', ' ', '\n', 'IS', 'NULL', 'NOT', 'EXISTS', 'a', '$.a', '$.b =', '"x"', '-1e3'],
  ...['“', '\u200b', '\u0000', '😀', '(a+)+', '[0]'],
);

const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(tokens, { maxLength: 20 }).map((parts) => parts.join('')),
  // Nearly right: one piece of a valid pattern replaced by something else.
  fc
    .tuple(patterns, layouts, fc.nat(), fc.nat(3), tokens)
    .map(([pattern, layout, at, length, token]) => {
      const text = print(pattern, layout);
      const start = at % (text.length + 1);
      return text.slice(0, start) + token + text.slice(start + length);
    }),
);
