import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { findsText } from '../../../src/query/condition/condition.ts';
import { filterOf } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';
import { createFastPath } from './fast-path.ts';

const required = {
  eventTime: '2026-03-01T10:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  eventID: 'e-1',
};

/** Returns how many of the records match, and how many had to be parsed for that. */
async function search(expression: string, records: readonly string[]) {
  const { time, tests, text, matches } = compileFilter(filterOf(findsText(expression)));
  let parsed = 0;
  const { readWhole } = createFastPath({ time, tests, text }, (record) => {
    parsed++;
    return matches(record);
  });
  const found = await readWhole(Buffer.from(`{"Records":[${records.join(',')}]}`));
  return { found: found?.events.length, parsed };
}

const record = (fields: object) => JSON.stringify({ ...required, ...fields });
const padded = (before: number, text: string, after: number) =>
  record({ a: `${'-'.repeat(before)}${text}${'-'.repeat(after)}` });

describe('a search in the text of records', () => {
  test('finds a text wherever it is, and only inside of the record', async () => {
    for (let before = 0; before < 40; before++) {
      const records = [record({}), padded(before, 'secret', 40 - before), record({})];
      expect(await search('secret', records)).toEqual({ found: 1, parsed: 0 });
      expect(await search('secretx', records)).toEqual({ found: 0, parsed: 0 });
    }
    expect(await search('\\}$', [record({}), record({})])).toEqual({ found: 2, parsed: 0 });
    expect(await search('\\},', [record({}), record({})])).toEqual({ found: 0, parsed: 0 });
  });

  test.each([
    ['(?i)SECRET', 'sEcReT'],
    ['(?i)secret', 'ſecret'],
    ['(?i)kms', '\u212Ams'],
    ['größe|x', 'größe'],
    ['😀', '😀'],
    ['[0-9]{4}', '1234'],
    ['C:\\\\\\\\users', 'C:\\users'],
    ['a\\\\nb', 'a\nb'],
  ])('finds %s in the text %s of a record without parsing it', async (expression, text) => {
    const records = [padded(3, 'other', 3), padded(3, text, 3)];
    expect(await search(expression, records)).toMatchObject({ parsed: 0 });
    expect((await search(expression, [padded(3, text, 3)])).found).toBe(1);
  });

  test.each([
    ['arn:aws', '"arn:\\u0061ws"'],
    ['a/b', '"a\\/b"'],
  ])('finds %s in a record that spells it %s', async (expression, spelled) => {
    const text = record({ a: 'X' }).replace('"X"', spelled);
    expect(await search(expression, [text])).toEqual({ found: 1, parsed: 1 });
  });

  test('finds a text in fields that are JSON in a text as if they were objects', async () => {
    const text = record({ userIdentity: JSON.stringify({ userName: 'alice' }) });
    expect(await search('"userName":"alice"', [text])).toEqual({ found: 1, parsed: 1 });
    expect(await search('"userName":"bob"', [text])).toEqual({ found: 0, parsed: 1 });
  });

  test('finds a text across tokens with white space between them', async () => {
    const spaced = JSON.stringify({ ...required, a: ['x'] }, null, 2);
    expect(await search('"a":\\["x"\\]', [spaced])).toEqual({ found: 1, parsed: 1 });
    expect(await search('RunInstances', [spaced])).toEqual({ found: 1, parsed: 0 });
    expect(await search('StopInstances', [spaced])).toEqual({ found: 0, parsed: 0 });
    expect(await search('"a": ', [spaced])).toEqual({ found: 0, parsed: 1 });
    expect(await search(' ', [spaced])).toEqual({ found: 0, parsed: 1 });
    expect(await search('\n', [spaced])).toEqual({ found: 0, parsed: 1 });
    expect(await search('x ', [spaced.replace('"x"', '"x y"')])).toEqual({ found: 1, parsed: 1 });
  });

  test('agrees with a search in the record itself, for any record and expression', async () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      'k',
      '\u212A',
      'é',
      '"',
      '\\',
      '/',
      '\n',
      '12',
      ':',
      ' ',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    const expression = fc.constantFrom(
      ...[
        'aB',
        '(?i)AB',
        '(?i)k',
        'é|12',
        'B.*a',
        '"a":"',
        '\\\\"',
        '/',
        '\\\\n',
        '[:/]',
        '(?i)bk|ak',
      ],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 5 }),
        expression,
        async (values, source) => {
          const records = values.map(([a, indent]) =>
            JSON.stringify({ ...required, a }, null, indent),
          );
          const matching = records.filter((json) => {
            const { text: test } = compileFilter(filterOf(findsText(source)));
            const event = JSON.parse(json);
            return test?.matches({ event, json: JSON.stringify(event) });
          });
          expect((await search(source, records)).found).toBe(matching.length);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
