import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import {
  knownFields,
  parseFieldPath,
  readField,
  readsOf,
  suggestFields,
} from '../../src/event/field-path.ts';
import { runs } from '../support/runs.ts';
import { anyEvent } from './any-event.ts';
import { readFixtureEvents } from './fixture-events.ts';
import { reducedTo } from './reduced-to.ts';

describe('parseFieldPath', () => {
  test('reads names, indexes, all elements and quoted names', () => {
    expect(parseFieldPath(`a.b-c[0][].d['odd.key']["it's"]['a\\'b\\\\']`)).toEqual([
      { kind: 'key', key: 'a' },
      { kind: 'key', key: 'b-c' },
      { kind: 'index', index: 0 },
      { kind: 'all' },
      { kind: 'key', key: 'd' },
      { kind: 'key', key: 'odd.key' },
      { kind: 'key', key: "it's" },
      { kind: 'key', key: "a'b\\" },
    ]);
  });

  test('accepts a path that begins with a bracket', () => {
    expect(parseFieldPath("['a.b'].c")).toEqual([
      { kind: 'key', key: 'a.b' },
      { kind: 'key', key: 'c' },
    ]);
  });

  test.each([
    ['', 'expected a name at column 1'],
    ['.a', 'expected a name at column 1'],
    ['a.', 'expected a name at column 3'],
    ['a..b', 'expected a name at column 3'],
    ['a.[0]', 'expected a name at column 3'],
    ['a]', "expected '.' or '[' at column 2"],
    ['a[0]b', "expected '.' or '[' at column 5"],
    ['a[', "expected ']' at column 3"],
    ['a[1', "expected ']' at column 4"],
    ['a[x]', "expected an index such as 0, a quoted name, or ']' at column 3"],
    ['a[-1]', "expected an index such as 0, a quoted name, or ']' at column 3"],
    ["a['b", "expected ' at column 5"],
    ["a['b'", "expected ']' at column 6"],
    ["a['b'c]", "expected ']' at column 6"],
  ])('rejects %j and names the column', (text, reason) => {
    expect(() => parseFieldPath(text)).toThrow(UsageError);
    expect(() => parseFieldPath(text)).toThrow(`field '${text}': ${reason}`);
  });

  test('returns a path or throws a UsageError for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', '[', ']', "'", '"', '\\', '0') }),
        (text) => {
          try {
            expect(parseFieldPath(text).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: runs() },
    );
  });

  test('reads any key in quotes', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const quoted = key.replace(/['\\]/g, '\\$&');
        expect(parseFieldPath(`a['${quoted}']`)[1]).toEqual({ kind: 'key', key });
      }),
      { numRuns: runs() },
    );
  });
});

describe('readField', () => {
  const event = {
    userIdentity: { arn: 'arn:aws:iam::1:user/a' },
    resources: [{ ARN: 'x' }, { type: 't' }, { ARN: 'y' }],
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    tags: [
      ['a', 'b'],
      ['c', null],
    ],
    nothing: null,
  };
  const read = (path: string) => readField(event, parseFieldPath(path));

  test('reads one value', () => {
    expect(read('userIdentity.arn')).toEqual(['arn:aws:iam::1:user/a']);
  });

  test('reads every element in order', () => {
    expect(read('requestParameters.instancesSet.items[].instanceId')).toEqual(['i-1', 'i-2']);
  });

  test('reads from every element of an array without brackets too', () => {
    expect(read('resources.ARN')).toEqual(['x', 'y']);
  });

  test('reads one element of an array', () => {
    expect(read('resources[2].ARN')).toEqual(['y']);
    expect(read('resources[9].ARN')).toEqual([]);
    expect(read('tags[][1]')).toEqual(['b', null]);
  });

  test('distinguishes null from a missing field', () => {
    expect(read('nothing')).toEqual([null]);
    expect(read('nothing.more')).toEqual([]);
    expect(read('nosuch')).toEqual([]);
  });

  test('applies brackets only to arrays', () => {
    expect(read('userIdentity[]')).toEqual([]);
    expect(read('userIdentity[0]')).toEqual([]);
    expect(read('userIdentity.arn[0]')).toEqual([]);
  });

  test('reads only own properties', () => {
    expect(read('constructor')).toEqual([]);
    expect(read('userIdentity.__proto__')).toEqual([]);
    expect(read('resources.length')).toEqual([]);
    const hostile: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(readField(hostile, parseFieldPath('__proto__.a'))).toEqual([1]);
    expect(readField(hostile, parseFieldPath('constructor'))).toEqual([2]);
  });

  test('never throws for any value', () => {
    const paths = ['a', 'a.b', 'a[]', 'a[0].b[]', "['']"].map(parseFieldPath);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const path of paths) expect(Array.isArray(readField(value, path))).toBe(true);
      }),
      { numRuns: runs() },
    );
  });
});

describe('readsOf', () => {
  test.each([
    ['awsRegion', ['awsRegion']],
    ['userIdentity.arn', ['userIdentity', 'arn']],
    ['resources[0].ARN', ['resources']],
    ['requestParameters.items[].id', ['requestParameters', 'items']],
    ["['odd.name'].a", ['odd.name', 'a']],
    ['[0]', []],
  ])('returns the names of the path %s up to an array: %j', (path, keys) => {
    expect(readsOf(parseFieldPath(path))).toEqual(keys);
  });

  const paths = [
    ...['userIdentity.arn', 'userIdentity.sessionContext.sessionIssuer.userName', 'userIdentity'],
    ...['resources.ARN', 'resources[].ARN', 'resources[0].type', 'eventName', 'nosuch.field'],
    ...['requestParameters.instancesSet.items[].instanceId', 'requestParameters.__proto__.name'],
  ].map(parseFieldPath);

  test('returns a field that is sufficient for events of the fixtures without an array above it', async () => {
    const events = await readFixtureEvents();
    for (const path of paths) {
      const keys = readsOf(path);
      for (const event of events.filter((each) => !arrayAbove(each, keys))) {
        expect(readField(reducedTo(event, [keys]), path)).toEqual(readField(event, path));
      }
    }
  });

  test('returns a field that is sufficient for any event without an array above it', () => {
    fc.assert(
      fc.property(anyEvent, fc.constantFrom(...paths), (event, path) => {
        const keys = readsOf(path);
        fc.pre(!arrayAbove(event, keys));
        expect(readField(reducedTo(event, [keys]), path)).toEqual(readField(event, path));
      }),
      { numRuns: runs() },
    );
  });

  function arrayAbove(event: unknown, keys: readonly string[]): boolean {
    const above = keys.map((_, end) => keys.slice(0, end));
    return above.some((names) => {
      const path = names.map((key) => ({ kind: 'key', key }) as const);
      return readField(event, path).some(Array.isArray);
    });
  }
});

test('knownFields contains the fields of CloudTrail records', () => {
  for (const field of ['eventTime', 'userIdentity', 'tlsDetails', 'timeWindow']) {
    expect(knownFields).toContain(field);
  }
});

test('suggestFields corrects the first name of a path', () => {
  expect(suggestFields('useridentity.arn')[0]).toBe('userIdentity');
  expect(suggestFields('evenTime')[0]).toBe('eventTime');
  expect(suggestFields('qqqqqqqqqq')).toEqual([]);
});
