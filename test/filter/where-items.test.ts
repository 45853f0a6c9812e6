import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import type { ItemInput } from '../../src/filter/items/item-value.ts';
import { parseItem } from '../../src/filter/items/parse-item.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { printWhere } from '../../src/filter/print-where.ts';
import type { Condition } from '../../src/query/condition/condition.ts';
import type { ItemTest, TextPattern } from '../../src/query/condition/item.ts';
import { runs } from '../support/runs.ts';
import { compileWhere } from './filter-of.ts';

describe('an item in a --where pattern', () => {
  it.each<[string, string, readonly ItemInput[]]>([
    ['userAgent|contains = "x y"', 'userAgent|contains', ['x y']],
    ["userAgent|contains='x'", 'userAgent|contains', ['x']],
    ['{ trailscan.outcome = denied }', 'trailscan.outcome', ['denied']],
    ['trailscan.user-agent != curl*', 'trailscan.user-agent|neq', ['curl*']],
    [
      'sourceIPAddress|cidr IN ["10.0.0.0/8", 192.0.2.0/24]',
      'sourceIPAddress|cidr',
      ['10.0.0.0/8', '192.0.2.0/24'],
    ],
    ['src_ip|cidr = 10.0.0.0/8', 'src_ip|cidr', ['10.0.0.0/8']],
    ['requestParameters.x-amz-acl = "public*"', 'requestParameters.x-amz-acl', ['public*']],
    ['requestParameters|contains|all in [a, b]', 'requestParameters|contains|all', ['a', 'b']],
    ['eventName|re|i = "^(get|list)\\d"', 'eventName|re|i', ['^(get|list)\\d']],
    ['eventName|re = "say \\"hi\\""', 'eventName|re', ['say "hi"']],
    ['userAgent = "DOMAIN\\user"', 'userAgent', ['DOMAIN\\user']],
    ['userAgent = "a\\\\*"', 'userAgent', ['a\\\\*']],
    ['requestParameters.count <= 5', 'requestParameters.count|lte', ['5']],
    ['requestParameters.count > 5', 'requestParameters.count|gt', ['5']],
    ['eventTime|hour >= 22', 'eventTime|hour|gte', ['22']],
    ['eventTime|hour = 3', 'eventTime|hour', ['3']],
    ['errorCode EXISTS', 'errorCode|exists', [true]],
    ['errorCode not exists', 'errorCode|exists', [false]],
    ['errorCode IS NULL', 'errorCode', [null]],
    ['readOnly IS TRUE', 'readOnly', [true]],
    ['readOnly is false', 'readOnly', [false]],
    [
      'userIdentity.arn|fieldref|endswith = requestParameters.userName',
      'userIdentity.arn|fieldref|endswith',
      ['requestParameters.userName'],
    ],
    ['EVENTNAME = getobject', 'EVENTNAME', ['getobject']],
  ])('%s is the item %s with the values %j', (pattern, name, values) => {
    expect(parseWhere(pattern)).toEqual(parseItem(name, values));
  });

  it('can be combined with other conditions', () => {
    const matches = compileWhere(
      parseWhere('{ (userAgent|contains = CURL || $.eventName = a) && NOT (awsRegion = b) }'),
    );
    expect(matches({ userAgent: 'curl/7' })).toBe(true);
    expect(matches({ eventName: 'a' })).toBe(true);
    expect(matches({ eventName: 'A' })).toBe(false);
    expect(matches({ userAgent: 'curl/7', awsRegion: 'B' })).toBe(false);
  });

  it.each([
    [
      'evntName = x',
      1,
      'events have no such field (did you mean eventName?); fields with other names begin with $.: $.evntName',
    ],
    [
      '{ $.a = 1 && zzz|contains = x }',
      14,
      'events have no such field; fields with other names begin with $.: $.zzz',
    ],
    ['userAgent|contain = x', 1, "unknown modifier 'contain' (did you mean 'contains'?)"],
    [
      'trailscan.outcom = x',
      1,
      "'trailscan.outcom' is not an attribute (did you mean 'trailscan.outcome'?)",
    ],
    [
      'trailscan = x',
      1,
      'events have no such field; fields with other names begin with $.: $.trailscan',
    ],
    ['sourceIPAddress|cidr = x', 1, "'cidr' needs a network such as 10.0.0.0/8, found 'x'"],
    ['userAgent < x', 1, "'lt' needs a number, found 'x'"],
    ['userAgent|contains EXISTS', 1, "'exists' cannot follow 'contains': write it first"],
    [
      'userAgent = %curl%',
      13,
      'write |re behind the name, and the regular expression in quotation marks',
    ],
    [
      'userAgent = $.eventName',
      13,
      'write |fieldref behind the name to compare it with another field',
    ],
    ['userAgent = null', 13, 'write IS NULL to ask for null, or "null" to ask for the text'],
    [
      'userAgent = [a, b]',
      13,
      'write IN [a, b] for a list of values, or put the text in double quotation marks',
    ],
    ['userAgent = "x', 13, 'missing the closing "'],
    ['userAgent|re = "("', 1, 'invalid regular expression: missing closing ): `(`'],
    ['userAgent IN []', 15, 'expected a value: the list is empty'],
  ])('%s is refused at column %i: %s', (pattern, column, problem) => {
    expect(messageOf(pattern).split('\n')[0]).toBe(
      `invalid --where pattern at column ${column}: ${problem}`,
    );
  });

  it('is printed as a pattern that parses to the same condition', () => {
    fc.assert(
      fc.property(items, (item) => {
        const printed = printWhere(item);
        expect(printed === undefined ? item : parseWhere(printed)).toEqual(item);
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each([
    ['eventName', ['Get*']],
    ['eventName|cased', ['say "hi" \\ \\*']],
    ['userAgent|re|i|s', ['it\'s "a\\" b']],
    ['sourceIPAddress|cidr', ['2001:db8::/32']],
    ['eventTime|hour|gte', ['22']],
    ['userIdentity.arn|fieldref|contains|cased', ['requestParameters.a.b']],
    ['trailscan.outcome', ['denied']],
    ['errorCode', [null]],
    ['errorCode|exists', [false]],
  ])('%s with the values %j can be printed', (name, values) => {
    const condition = parseItem(name, values);
    expect(parseWhere(printWhere(condition) ?? '')).toEqual(condition);
  });

  it.each<[string, ItemTest]>([
    ['', { kind: 'text', pattern: ['x'], cased: false }],
    ['unknown', { kind: 'exists' }],
    ['requestParameters.a b', { kind: 'exists' }],
    ['requestParameters.a|contains', { kind: 'exists' }],
    ['eventName', { kind: 'number', operator: '=', number: 5 }],
    ['eventName', { kind: 'number', operator: '<', number: 1e300 }],
  ])('on the field %j with the test %j cannot be printed', (field, test) => {
    expect(printWhere({ kind: 'item', field, test })).toBeUndefined();
  });
});

function messageOf(pattern: string): string {
  try {
    return JSON.stringify(parseWhere(pattern));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

const texts = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.constantFrom('a', '\\', '\\\\', '"', "'", '*', '?', ' && ', '\\"', "\\'", '😀'),
);

/** Patterns as they are parsed: texts are not empty, and never beside each other. */
const textPatterns: fc.Arbitrary<TextPattern> = fc
  .array(fc.oneof(texts, fc.constantFrom({ wildcard: '*' as const }, { wildcard: '?' as const })), {
    maxLength: 5,
  })
  .map((tokens) =>
    tokens.filter((token, at) => typeof token !== 'string' || typeof tokens[at - 1] !== 'string'),
  );

const fields = fc.constantFrom(
  'eventName',
  'userIdentity.arn',
  'requestParameters.a-b.c',
  'trailscan.outcome',
);

const tests: fc.Arbitrary<ItemTest> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), pattern: textPatterns, cased: fc.boolean() }),
  fc.record({
    kind: fc.constant('regex' as const),
    source: fc.constantFrom('a', '\\d+"', "it's", '\\"', '\\\\', '"\'', '\\"\\\''),
    flags: fc.constantFrom('', 'i', 'm', 'im', 'ims'),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    number: fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((number) => number + 0),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    operator: fc.constantFrom('=' as const, '>=' as const),
    number: fc.nat(60),
    part: fc.constantFrom('hour' as const, 'week' as const),
  }),
  fc.constantFrom<ItemTest>(
    { kind: 'network', network: '10.0.0.0/8' },
    { kind: 'exists' },
    { kind: 'null' },
  ),
  fc.record({
    kind: fc.constant('field' as const),
    field: fields,
    position: fc.constantFrom(
      'whole' as const,
      'start' as const,
      'end' as const,
      'anywhere' as const,
    ),
    cased: fc.boolean(),
  }),
);

const items: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('item' as const),
  field: fields,
  test: tests,
});
