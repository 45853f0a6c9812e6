import fc from 'fast-check';
import { attributes } from '../../../src/event/attributes.ts';
import { recordShape } from '../../../src/event/record-shape.ts';
import {
  allOf,
  type Condition,
  type FieldCondition,
  findsText,
} from '../../../src/query/condition/condition.ts';
import type { FieldTest, Operand, Selector } from '../../../src/query/condition/field-test.ts';
import type { Filter } from '../../../src/query/condition/filter.ts';
import { filterAttributes } from '../../../src/query/condition/filter-attributes.ts';
import { treesOf } from '../../filter/any-tree.ts';
import { asks } from '../../filter/filter-of.ts';

// Filters on the fields and values that `any-record-text.ts` writes.

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

const operand: fc.Arbitrary<Operand> = fc.oneof(
  fc.oneof(texts, globs).map((text) => ({ kind: 'text' as const, literals: text.split('*') })),
  fc
    .constantFrom('0', '-0', '1', '10', '1e5', '0.5', '12345678901234567890', '7')
    .map((text) => ({ kind: 'number' as const, number: Number(text), text })),
  fc
    .constantFrom('^G', 't$', '.', '^$', '[^x]', 'amazonaws\\.com')
    .map((source) => ({ kind: 'regex' as const, source })),
  selector.map((other) => ({ kind: 'field' as const, selector: other })),
);

const fieldTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom('=' as const, '!=' as const),
    operand,
  }),
  fc.record({
    kind: fc.constant('order' as const),
    operator: fc.constantFrom('<' as const, '>' as const, '<=' as const, '>=' as const),
    number: fc.constantFrom(-1, 0, 0.5, 1, 10, 1e6),
  }),
  fc.record({
    kind: fc.constant('state' as const),
    state: fc.constantFrom(...(['exists', 'not-exists', 'null', 'true', 'false'] as const)),
  }),
);

const field: fc.Arbitrary<FieldCondition> = fc.record({
  kind: fc.constant('field' as const),
  selector,
  test: fieldTest,
});

/** The values that one flag requires and excludes. */
const asked = fc
  .tuple(
    fc.constantFrom(...filterAttributes),
    fc.array(fc.oneof(texts, globs), { maxLength: 2 }),
    fc.array(fc.oneof(texts, globs), { maxLength: 2 }),
  )
  .map(([attribute, any, none]) => asks(attribute, any, none));

const text = fc
  .constantFrom(
    ...['Get', '"a":', 'xx', 'é', '"readOnly":(true|"x")', 'Get|xx', '(?i)gEt', '(?i)K', '(?i)é|x'],
    ...['\\\\', '/', '\\.', '[0-9]', '^\\{"', '\\}\\}$', 'a".*b'],
  )
  .map(findsText);

/** A condition of any shape on the values that `any-record-text.ts` writes. */
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: treesOf(fc.oneof(field, asked)) },
  { weight: 1, arbitrary: treesOf(fc.oneof(field, asked, text)) },
);

const instant = fc.constantFrom(
  ...[
    '2026-11-19T08:00:00Z',
    '2026-11-19T08:00:01Z',
    '2026-11-19T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '0500-01-01T00:00:00Z',
  ].map((text) => Date.parse(text)),
);

/** A filter with a few parts of any kind. */
export const anyFilter: fc.Arbitrary<Filter> = fc.record({
  time: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.record({ from: instant, to: instant }, { requiredKeys: [] }),
    },
  ),
  when: fc
    .tuple(
      fc.array(asked, { maxLength: 3 }),
      fc.array(treesOf(field), { maxLength: 2 }),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(anyCondition, { maxLength: 2 }) },
        { weight: 1, arbitrary: fc.tuple(text) },
      ),
    )
    .map((parts) => allOf(parts.flat())),
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
