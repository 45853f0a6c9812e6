import { expect, test } from 'vitest';
import { compileCondition } from '../../src/filter/compile-condition.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';

test.each<[string, readonly (readonly string[])[]]>([
  ['$.eventName = a', [['eventName']]],
  ['$.userIdentity.type != Root', [['userIdentity', 'type']]],
  ['$.bytes > 5', [['bytes']]],
  ['$.a.b NOT EXISTS', [['a', 'b']]],
  ["$.a.['b.c'].d IS NULL", [['a', 'b.c', 'd']]],
  ['$.resources[0].ARN = a', [['resources']]],
  ['$.a.b[*].c = a', [['a', 'b']]],
  ['$.* = a', [[]]],
  ['$.a.b = $.c', [['a', 'b'], ['c']]],
  ['$.a.b != $.a', [['a']]],
  ['$.a = $[*]', [[]]],
  ['$.a IN [b, $.c[0]]', [['a'], ['c']]],
  ['NOT ($.a = b || $.c EXISTS)', [['a'], ['c']]],
])('the pattern %s reads the fields %j', (pattern, reads) => {
  expect(compileCondition(parseWhere(pattern)).reads).toEqual(reads);
});

test.each<[string, readonly (readonly string[])[]]>([
  ['$.a = 1 || ($.b = 2 && $.a = 3) || $.a = 4', [['a'], ['b']]],
  ['$.a.b = 1 && $.a EXISTS && $.a.c = 2', [['a']]],
  ['$.a.b = 1 && $.ab = 2', [['a', 'b'], ['ab']]],
  ["$.a.b = 1 && $['a.b'] = 2", [['a', 'b'], ['a.b']]],
  ['$.a = 1 || $[*].b = 2', [[]]],
])('the pattern %s reads each field once, and none inside another', (pattern, reads) => {
  expect(compileCondition(parseWhere(pattern)).reads).toEqual(reads);
});
