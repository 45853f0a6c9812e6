import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { compileWhere } from './filter-of.ts';

const event = {
  eventName: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  recipientAccountId: '012345678901',
  readOnly: false,
  errorCode: null,
  latency: 55.5,
  bytes: 2048,
  port: '443',
  empty: '',
  path: 'C:\\temp\\*',
  userIdentity: {
    type: 'AssumedRole',
    sessionContext: { attributes: { mfaAuthenticated: 'true' } },
  },
  requestParameters: { actions: ['GET', 'PUT'], 'cluster.name': 'c', nothing: [] },
  resources: [
    { accountId: '111122223333', ARN: 'arn:aws:s3:::a' },
    { accountId: '444455556666', ARN: 'arn:aws:s3:::b', type: null },
  ],
  coordinates: [
    [0, 1],
    [4, 5],
  ],
};

function matches(pattern: string, value: unknown = event): boolean {
  return compileWhere(parseWhere(pattern))(value);
}

describe('compileField', () => {
  it.each([
    // Text
    ['$.eventName = UpdateTrail', true],
    ['$.eventName = "UpdateTrail"', true],
    ['$.eventName = Update', false],
    ['$.eventName = updatetrail', false],
    ['$.eventname = UpdateTrail', false],
    ['$.eventName != UpdateTrail', false],
    ['$.eventName != "DeleteTrail"', true],
    ['$.empty = ""', true],
    ['$.userIdentity.type = AssumedRole', true],
    ["$.requestParameters.['cluster.name'] = c", true],
    ['$.requestParameters.cluster.name = c', false],
    // Wildcards
    ['$.sourceIPAddress = 111.111.*', true],
    ['$.sourceIPAddress != 123.123.*', true],
    ['$.sourceIPAddress != 111.*', false],
    ['$.eventName = *Trail', true],
    ['$.eventName = "*dateT*"', true],
    ['$.eventName = "U*e*l"', true],
    ['$.eventName = *', true],
    ['$.path = "*\\*"', true],
    ['$.eventName = "*\\*"', false],
    ['$.latency = 5*', true],
    // Regular expressions
    ['$.eventName = %Trail%', true],
    ['$.eventName = %^Trail%', false],
    ['$.eventName != %^Trail%', true],
    ['$.eventName = %(?i)TRAIL$%', true],
    ['$.bytes = %^20[0-9]{2}$%', true],
    ['$.* = %111\\.111\\.111\\.1[0-9]{1,2}%', true],
    // Numbers
    ['$.bytes = 2048', true],
    ['$.bytes = 2.048e3', true],
    ['$.bytes = "2048"', true],
    ['$.bytes = "2.048e3"', false],
    ['$.bytes != 2048', false],
    ['$.bytes > 2047.9', true],
    ['$.bytes >= 2048', true],
    ['$.bytes < 2048', false],
    ['$.latency <= 55.5', true],
    ['$.latency < 10e-3', false],
    ['$.latency > -1', true],
    ['$.port = 443', true],
    ['$.port > 400', true],
    ['$.empty >= 0', false],
    ['$.eventName < 5', false],
    ['$.readOnly < 5', false],
    ['$.recipientAccountId = 012345678901', true],
    ['$.recipientAccountId = 12345678901', false],
    // Booleans
    ['$.readOnly IS FALSE', true],
    ['$.readOnly IS TRUE', false],
    ['$.readOnly = false', true],
    ['$.readOnly = "false"', true],
    ['$.readOnly != true', true],
    ['$.userIdentity.sessionContext.attributes.mfaAuthenticated IS TRUE', true],
    ['$.userIdentity.sessionContext.attributes.mfaAuthenticated IS FALSE', false],
    // Null and missing
    ['$.errorCode IS NULL', true],
    ['$.errorCode EXISTS', true],
    ['$.errorCode NOT EXISTS', false],
    ['$.errorCode = *', false],
    ['$.errorCode = "null"', false],
    ['$.errorCode != AccessDenied', true],
    ['$.errorMessage IS NULL', false],
    ['$.errorMessage EXISTS', false],
    ['$.errorMessage NOT EXISTS', true],
    ['$.errorMessage = *', false],
    ['$.errorMessage != "Failed authentication"', true],
    ['$.errorMessage EXISTS && $.errorMessage != "Failed authentication"', false],
    ['$.errorMessage > 0', false],
    ['$.userIdentity.type.deeper NOT EXISTS', true],
    ['$.missing.deeper NOT EXISTS', true],
    // Arrays and objects
    ['$.requestParameters.actions[0] = GET', true],
    ['$.requestParameters.actions[1] = GET', false],
    ['$.requestParameters.actions[2] NOT EXISTS', true],
    ['$.coordinates[1][0] = 4', true],
    ['$.resources[1].ARN = *b', true],
    ['$.requestParameters.actions = GET', false],
    ['$.requestParameters.actions != GET', false],
    ['$.userIdentity = *', false],
    ['$.userIdentity != x', false],
    ['$.userIdentity EXISTS', true],
    ['$.userIdentity[0] EXISTS', false],
    ['$.requestParameters.actions.length EXISTS', false],
    ['$.eventName.length EXISTS', false],
    ['$.eventName[0] EXISTS', false],
    // Wildcards in selectors
    ['$.requestParameters.actions[*] = PUT', true],
    ['$.requestParameters.actions[*] = POST', false],
    ['$.resources[*].accountId = 444455556666', true],
    ['$.resources[*].accountId != 111122223333', true],
    ['$.resources[*].ARN != "arn:aws:s3:::*"', false],
    ['$.resources[*].type IS NULL', true],
    ['$.resources[*].type EXISTS', true],
    ['$.resources[*].name NOT EXISTS', true],
    ['$.resources[*].name != x', true],
    ['$.coordinates[*][*] = 5', true],
    ['$.requestParameters.nothing[*] != x', true],
    ['$.requestParameters.nothing[*] EXISTS', false],
    ['$.requestParameters.* = c', true],
    ['$.eventName[*] EXISTS', false],
    // Two fields
    ['$.eventName = $.eventName', true],
    ['$.eventName = $.sourceIPAddress', false],
    ['$.eventName != $.sourceIPAddress', true],
    ['$.eventName != $.eventName', false],
    ['$.readOnly = $.userIdentity.sessionContext.attributes.mfaAuthenticated', false],
    ['$.readOnly = $.readOnly', true],
    ['$.eventName = "$.eventName"', false],
    // Missing and null equal nothing, and differ from everything
    ['$.missing = $.missing', false],
    ['$.missing != $.missing', true],
    ['$.errorCode = $.errorCode', false],
    ['$.errorCode != $.errorCode', true],
    ['$.errorCode != $.missing', true],
    ['$.eventName = $.missing', false],
    ['$.eventName != $.missing', true],
    ['$.missing != $.eventName', true],
    // Arrays and objects are neither equal nor different
    ['$.userIdentity = $.userIdentity', false],
    ['$.userIdentity != $.eventName', false],
    ['$.missing != $.resources', false],
    // One pair is enough
    ['$.resources[*].accountId = $.resources[1].accountId', true],
    ['$.resources[*].accountId != $.resources[1].accountId', true],
    ['$.resources[0].accountId = $.resources[1].accountId', false],
    ['$.resources[0].accountId != $.resources[*].accountId', true],
    ['$.resources[*].accountId != $.resources[0].accountId', true],
    ['$.coordinates[*][*] != $.coordinates[*][*]', true],
    ['$.coordinates[0][0] != $.coordinates[0][0]', false],
    // Lists
    ['$.eventName IN [CreateTrail, "Update*"]', true],
    ['$.eventName IN [CreateTrail, updatetrail]', false],
    ['$.bytes IN [1, 2048]', true],
    ['$.recipientAccountId IN [1, 012345678901]', true],
    ['$.eventName IN [$.path, $.eventName]', true],
    ['$.missing IN [*]', false],
    // Opposites
    ['NOT ($.eventName = UpdateTrail)', false],
    ['NOT ($.missing = x)', true],
    ['NOT ($.userIdentity = x) && NOT ($.userIdentity != x)', true],
    ['NOT ($.eventName = x || $.bytes = 2048)', false],
    ['NOT (NOT ($.bytes = 2048 && $.port = 443))', true],
    // Compounds
    ['$.bytes = 1 || $.eventName = UpdateTrail && $.port = 443', true],
    ['($.bytes = 1 || $.eventName = UpdateTrail) && $.port = 1', false],
    ['$.eventName = UpdateTrail || $.bytes = 1 && $.port = 1', true],
  ])('evaluates %s to %j', (pattern, expected) => {
    expect(matches(`{ ${pattern} }`)).toBe(expected);
  });

  it('follows only own properties', () => {
    expect(matches('$.constructor EXISTS')).toBe(false);
    expect(matches('$.__proto__ EXISTS')).toBe(false);
    expect(matches('$.toString NOT EXISTS')).toBe(true);
    const hostile: unknown = JSON.parse('{"__proto__": {"a": "x"}, "constructor": "y"}');
    expect(matches('$.__proto__.a = x && $.constructor = y', hostile)).toBe(true);
    expect(matches('$.a EXISTS', hostile)).toBe(false);
    expect(matches('$.*.a = x', hostile)).toBe(true);
  });

  it.each([null, 'text', 5, [], {}])('treats %j as an event without fields', (value) => {
    expect(matches('$.a.b EXISTS', value)).toBe(false);
    expect(matches('$.a != x', value)).toBe(true);
    expect(matches('$.* EXISTS', value)).toBe(false);
  });

  it('finishes on expressions and wildcards with very many possible matches', () => {
    const long = { value: 'a'.repeat(50_000) };
    expect(matches('$.value = %(a+)+b%', long)).toBe(false);
    expect(matches('$.value = "*a*a*a*a*a*a*a*a*b"', long)).toBe(false);
    expect(matches('$.value = "*a*a*a*a*a*a*a*a*a"', long)).toBe(true);
  });

  it('compares the values of two fields in time that grows with their number', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `x${index}`);
    const other = many.map((text) => `y${text}`);
    expect(matches('$.a[*] = $.b[*]', { a: many, b: other })).toBe(false);
    expect(matches('$.a[*] = $.b[*]', { a: many, b: [...other, 'x7'] })).toBe(true);
    expect(matches('$.a[*] != $.b[*]', { a: many.fill('x'), b: other.fill('x') })).toBe(false);
  });

  it('reads deep events without a deep stack', () => {
    const depth = 100_000;
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(matches(`$${'.a'.repeat(depth)} = 1`, deep)).toBe(true);
  });

  it('throws UsageError with the reason for an invalid expression', () => {
    expect(() =>
      compileWhere({
        kind: 'field',
        selector: [{ kind: 'key', key: 'a' }],
        test: { kind: 'compare', operator: '=', operand: { kind: 'regex', source: '[' } },
      }),
    ).toThrow(
      new UsageError('invalid regular expression of a --where pattern: missing closing ]: `[`'),
    );
  });
});
