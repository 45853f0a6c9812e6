import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinTexts } from '../../../src/filter/items/join-texts.ts';
import { anyOf, type Condition } from '../../../src/query/condition/condition.ts';
import type { TextPattern } from '../../../src/query/condition/item.ts';
import { runs } from '../../support/runs.ts';
import { compileWhere } from '../filter-of.ts';

const fields = ['eventName', 'trailscan.event', 'requestParameters.x'];
const texts = ['', 'stop', 'Stop', 'STOPPED', '{"a":"b"}', '7', 'true', 'İ'];
const values = [...texts, 7, true, null, {}, { a: 'b' }, { A: 'B' }, ['stop', 'x'], [[]]];

function item(field: string, pattern: TextPattern, cased: boolean): Condition {
  return { kind: 'item', field, test: { kind: 'text', pattern, cased } };
}

const items = fc
  .tuple(
    fc.constantFrom(...fields),
    fc.constantFrom<TextPattern[]>(
      ...texts.map((text) => (text === '' ? [] : [text])),
      ['sto', 'p'],
      ['st', { wildcard: '*' }],
      [{ wildcard: '?' }],
    ),
    fc.boolean(),
  )
  .map((parts) => item(...parts));

test('any of many items holds when one of them does, also when texts of a field are joined', () => {
  fc.assert(
    fc.property(
      fc.array(items, { maxLength: 8 }),
      fc.constantFrom(...values),
      fc.constantFrom(...texts),
      (conditions, x, eventName) => {
        const event = { eventName, requestParameters: { x } };
        const expected = conditions.some((condition) => compileWhere(condition)(event));
        expect(compileWhere(anyOf(conditions))(event)).toBe(expected);
      },
    ),
    { numRuns: runs(2000) },
  );
});

test('the texts of each field and case are joined in the place of the first', () => {
  const start = item('eventName', ['Start', { wildcard: '*' }], false);
  const joined = joinTexts([
    item('eventName', ['Stop'], false),
    start,
    item('awsRegion', ['eu-west-1'], false),
    item('eventName', ['Run'], false),
    item('eventName', ['Run'], true),
  ]);
  expect(joined).toEqual([
    { kind: 'texts', field: 'eventName', cased: false, texts: ['Stop', 'Run'] },
    start,
    item('awsRegion', ['eu-west-1'], false),
    item('eventName', ['Run'], true),
  ]);
});

test('an event is compared with a list of twenty thousand texts a hundred thousand times', () => {
  const matches = compileWhere(
    anyOf(Array.from({ length: 20_000 }, (_, at) => item('eventName', [`Name${at}`], false))),
  );
  const found = Array.from({ length: 100_000 }, (_, at) => matches({ eventName: `name${at}` }));
  expect(found.filter(Boolean)).toHaveLength(20_000);
});
