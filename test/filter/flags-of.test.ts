import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/filter/compile-filter.ts';
import { flagsOf } from '../../src/filter/flags-of.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import { resolveFilter } from '../../src/flags/resolve/filter.ts';
import {
  allOf,
  anyOf,
  type Condition,
  findsText,
  has,
  not,
  partsOf,
} from '../../src/query/condition/condition.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { readFixtureEvents } from '../event/fixture-events.ts';
import { argsOf, environment } from '../flags/args-of.ts';
import { runs } from '../support/runs.ts';
import { treesOf } from './any-tree.ts';
import { leavesAbout } from './conditions-about.ts';
import { asks, filterOf } from './filter-of.ts';

const events = await readFixtureEvents();
const records = events
  .filter((_, index) => index % 9 === 0)
  .map((event) => createEventRecord({ event, json: JSON.stringify(event), file: 'f', offset: 0 }));

describe('flagsOf', () => {
  test.each<[string, Condition, string]>([
    ['without parts', allOf([]), ''],
    ['on an attribute', asks('event', ['A', 'B*'], ['C', 'D']), '--event A,B* --event !C,D'],
    [
      'that excludes two values of one attribute',
      allOf([asks('event', [], ['A']), asks('event', [], ['B'])]),
      '--event !A --event !B',
    ],
    ['on reads', has('access', ['read']), '--reads'],
    ['on writes', has('access', ['write']), '--writes'],
    ['on a field', parseWhere('$.a=x'), '--where { $.a = "x" }'],
    [
      'on several fields',
      allOf([parseWhere('$.a=x||$.b exists'), has('event', ['A']), parseWhere('NOT($.a=$.b)')]),
      '--event A --where { (($.a = "x") || ($.b EXISTS)) && NOT ($.a = $.b) }',
    ],
    ['on a text', findsText('x y'), '--grep x y'],
    ['on one text or another', anyOf(['x', 'y'].map(findsText)), '--grep x --grep y'],
    [
      'with parts inside one another',
      allOf([has('event', ['A']), allOf([has('user', ['b'])])]),
      '--event A --user b',
    ],
    ['on a value with a comma', has('user', ['doe, jane', 'b']), '--user doe\\, jane,b'],
    [
      'on services with and without a shared name',
      has('service', ['ec2', 'waf']),
      '--service ec2,waf.amazonaws.com',
    ],
    ['on an unknown service', has('service', ['brandnew']), '--service brandnew.amazonaws.com'],
    [
      'on a value that the flag would reject',
      has('region', ['Mars', 'eu-west-1']),
      '--region Mars*,eu-west-1',
    ],
    ['on values that cannot be typed', has('user', ['!a', 'b ', 'c\u0007d']), '--user *!a,b *,c*d'],
  ])('returns the flags of a condition %s', (_, condition, expected) => {
    expect(flagsOf(condition)?.flat().join(' ')).toBe(expected);
  });

  test.each<[string, Condition]>([
    ['of alternatives on attributes', anyOf([has('event', ['A']), has('user', ['b'])])],
    ['of attributes or fields', anyOf([has('event', ['A']), parseWhere('$.a = b')])],
    ['of two requirements on one attribute', allOf([has('user', ['a']), has('user', ['b'])])],
    ['of two texts', allOf([findsText('x'), findsText('y')])],
    ['of text that is missing', not(findsText('x'))],
    ['of any access', has('access', ['read', 'write'])],
    ['that never holds', anyOf([])],
    ['of no value', has('event', [])],
    ['of an empty value', has('event', [''])],
    ['that excludes a value that cannot be typed', not(has('user', ['!a']))],
    ['that excludes a value that the flag would reject', not(has('account', ['x']))],
    ['of an expression that patterns cannot contain', field('%')],
  ])('returns undefined for a condition %s', (_, condition) => {
    expect(flagsOf(condition)).toBeUndefined();
  });

  const { attribute, field: fields, text } = leavesAbout(events);
  const parts = fc.array(
    fc.oneof(
      attribute,
      attribute.map(not),
      treesOf(fields),
      fc.array(text, { minLength: 1, maxLength: 2 }).map(anyOf),
    ),
    { maxLength: 4 },
  );

  test('returns flags that pass the same events as the condition', async () => {
    let converted = 0;
    await fc.assert(
      fc.asyncProperty(parts.map(allOf), async (condition) => {
        const words = flagsOf(condition);
        if (!words) return;
        converted++;
        const read = await resolveFilter(argsOf(...words.flat()), {
          now: environment.now,
          zone: 'UTC',
        });
        const [one, other] = [filterOf(condition), read].map(compileFilter);
        const isWidened = words.some(([, value]) => value?.includes('*'));
        for (const record of records) {
          const passes = one?.matches(record) ?? false;
          if (passes || !isWidened) expect(other?.matches(record)).toBe(passes);
        }
      }),
      { numRuns: runs(500) },
    );
    expect(converted).toBeGreaterThan(100);
  });

  test('returns flags that parse to the same condition again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([
          ['--event', 'A,B*'],
          ['--event', '!C'],
          ['--user', 'doe\\, jane,x'],
          ['--service', 'ec2,waf,!brandnew.amazonaws.com'],
          ['--region', 'eu-west-1,us-*'],
          ['--account', '111122223333'],
          ['--source-ip', '10.0.0.0/8,2001:db8::1,AWS Internal,!198.51.100.7'],
          ['--resource-type', 'AWS::EC2::Instance,!AWS::New::Thing'],
          ['--outcome', 'denied'],
          ['--identity-type', '!Root'],
          ['--category', 'insight'],
          ['--writes'],
          ['--grep', 'a|b'],
          ['--grep', 'c'],
          ['--where', '$.a = 1 && NOT ($.b IN [c, "d e*"])'],
          ['--where', '$.a != $.b'],
        ]),
        async (argv) => {
          const here = { now: environment.now, zone: 'UTC' };
          const { when } = await resolveFilter(argsOf(...argv.flat()), here);
          const words = flagsOf(when) ?? [['nothing']];
          const again = await resolveFilter(argsOf(...words.flat()), here);
          expect(partsOf(again.when)).toEqual(partsOf(when));
        },
      ),
      { numRuns: runs() },
    );
  });
});

function field(source: string): Condition {
  return {
    kind: 'field',
    selector: [{ kind: 'key', key: 'a' }],
    test: { kind: 'compare', operator: '=', operand: { kind: 'regex', source } },
  };
}
