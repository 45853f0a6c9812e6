import fc from 'fast-check';
import { attributes } from '../../../src/event/attributes.ts';
import { recordShape } from '../../../src/event/record-shape.ts';
import { type Filter, filterAttributes } from '../../../src/query/filter.ts';
import type { Selector, WhereOperand, WherePattern } from '../../../src/query/where-pattern.ts';

// Filters that ask for what `any-record-text.ts` writes.

const topKeys = Object.keys(recordShape);
const innerKeys = [
  ...[
    'type',
    'arn',
    'ARN',
    'accountId',
    'sessionContext',
    'sessionIssuer',
    'attributes',
    'userName',
  ],
  ...['mfaAuthenticated', 'UserName', 'MFAUsed', 'a', 'b', 'items', 'instanceId', 'principalId'],
];
const oddKeys = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'Records',
  'é',
  'evéntName',
  'eventNam',
  'x'.repeat(64),
];

const topKey = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'requestParameters',
      'userIdentity',
      'resources',
      'responseElements',
    ),
  },
  { weight: 4, arbitrary: fc.constantFrom(...topKeys) },
  { weight: 1, arbitrary: fc.constantFrom(...oddKeys, ...innerKeys) },
);
const innerKey = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...innerKeys) },
  { weight: 1, arbitrary: fc.constantFrom(...oddKeys, ...topKeys) },
);

const texts = fc.constantFrom(
  ...[
    '',
    's3',
    's3.amazonaws.com',
    'ec2',
    'GetObject',
    'getobject',
    'ConsoleLogin',
    '1',
    '2',
    'i',
    'é',
  ],
  ...[
    'HIDDEN_DUE_TO_SECURITY_REASONS',
    'true',
    'false',
    'null',
    'x'.repeat(64),
    'A',
    '\\"',
    '0',
    '10',
    '1e5',
  ],
  ...['ok', 'denied', 'failed', 'read', 'write', 'management', 'data', 'Root', 'aws'],
);
const globs = fc.constantFrom('*', 'Get*', '*Object', '*e*', 'x*', '*x', '1*', '* *');

const key = (name: string) => ({ kind: 'key' as const, key: name });
const step = fc.oneof(
  { weight: 5, arbitrary: innerKey.map(key) },
  { weight: 1, arbitrary: fc.nat(2).map((index) => ({ kind: 'index' as const, index })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'any' as const }) },
);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(topKey.map(key), fc.array(step, { maxLength: 3 }))
      .map(([first, others]): Selector => [first, ...others]),
  },
  { weight: 1, arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }) },
);

const operand: fc.Arbitrary<WhereOperand> = fc.oneof(
  fc.oneof(texts, globs).map((text) => ({ kind: 'text' as const, literals: text.split('*') })),
  fc
    .constantFrom('0', '-0', '1', '10', '1e5', '0.5', '12345678901234567890', '7')
    .map((text) => ({ kind: 'number' as const, number: Number(text), text })),
  fc
    .constantFrom('^G', 't$', '.', '^$', '[^x]', 'amazonaws\\.com')
    .map((source) => ({ kind: 'regex' as const, source })),
);

const condition: fc.Arbitrary<WherePattern> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    selector,
    operator: fc.constantFrom('=' as const, '!=' as const),
    operand,
  }),
  fc.record({
    kind: fc.constant('order' as const),
    selector,
    operator: fc.constantFrom('<' as const, '>' as const, '<=' as const, '>=' as const),
    number: fc.constantFrom(-1, 0, 0.5, 1, 10, 1e6),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    selector,
    test: fc.constantFrom(...(['exists', 'not-exists', 'null', 'true', 'false'] as const)),
  }),
);

const pattern = fc.letrec<{ pattern: WherePattern }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 3, arbitrary: condition },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }),
      }),
    },
  ),
})).pattern;

const term = fc.record({
  attribute: fc.constantFrom(...filterAttributes),
  any: fc.array(fc.oneof(texts, globs), { maxLength: 2 }),
  none: fc.array(fc.oneof(texts, globs), { maxLength: 2 }),
});

const instant = fc.constantFrom(
  ...[
    '2026-11-19T08:00:00Z',
    '2026-11-19T08:00:01Z',
    '2026-11-19T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '0500-01-01T00:00:00Z',
  ].map((text) => Date.parse(text)),
);

/** A filter of a few parts of any kind. */
export const anyFilter: fc.Arbitrary<Filter> = fc.record({
  time: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.record({ from: instant, to: instant }, { requiredKeys: [] }),
    },
  ),
  terms: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(term, { minLength: 1, maxLength: 3 }) },
  ),
  where: fc.array(pattern, { maxLength: 2 }),
  grep: fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(['Get'], ['"a":', 'xx'], ['é']) },
  ),
});

/** Names of columns to count by: attributes and paths. */
export const anyColumns: fc.Arbitrary<string[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...Object.keys(attributes)),
    fc
      .tuple(
        topKey,
        fc.array(fc.oneof(innerKey.map(named), fc.constantFrom('[]', '[0]', '[1]')), {
          maxLength: 3,
        }),
      )
      .map(([first, others]) => `$.${[named(first), ...others].join('')}`),
  ),
  { maxLength: 3 },
);

function named(name: string): string {
  return `[${JSON.stringify(name)}]`;
}
