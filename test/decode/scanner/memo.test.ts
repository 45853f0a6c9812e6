import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { createGroupNumbering } from '../../../src/engine/scan/group-numbering.ts';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import { createColumn, readCell } from '../../../src/format/text/column.ts';
import type { Filter } from '../../../src/query/condition/filter.ts';
import { eventOf } from '../../event/event-of.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';
import { decodeWhole } from '../decode-whole.ts';
import { createFastPath } from './fast-path.ts';
import { plainRecord } from './plain-record.ts';
import { expectSameWhole } from './same-findings.ts';
import { valuesOfGroup } from './values-of-group.ts';

/** The scanner remembers answers for this many values, and for this many bytes of values. */
const memoEntries = 8192;
const memoBytes = 2 ** 19;

describe('a filter with remembered answers gives the same results as the parser', () => {
  test('for more different values than are remembered, in any order', async () => {
    const agents = Array.from({ length: 3 * memoEntries }, (_, n) => `agent-${n}`);
    const shuffled = agents.map((_, n) => agents[(n * 7919) % agents.length] ?? '');
    const records = [...agents, ...agents, ...shuffled, ...agents.slice(0, 3072).toReversed()];
    await expectSame(
      records.map(withAgent),
      filterOf(asks('user-agent', ['*7', '*-1*2'], ['*77*'])),
    );
  });

  test('for more bytes of values than are remembered', async () => {
    const agents = Array.from(
      { length: 1000 },
      (_, n) => `${'x'.repeat(memoBytes / 300 + (n % 9))}${n}`,
    );
    await expectSame(
      [...agents, ...agents.toReversed(), ...agents].map(withAgent),
      filterOf(asks('user-agent', ['*3', '*xx5*'])),
    );
  });

  test('for values of every length around the longest that is remembered', async () => {
    const agents = Array.from({ length: 24 }, (_, n) => 'x'.repeat(4084 + n)).flatMap((text) => [
      `${text}a`,
      `${text}b`,
    ]);
    await expectSame(
      [...agents, ...agents, 'x'.repeat(9000), ...agents].map(withAgent),
      filterOf(asks('user-agent', ['*a'])),
    );
  });

  test('for values that differ in one character, of any length', async () => {
    const agents = Array.from({ length: 40 }, (_, length) => 'x'.repeat(length + 1)).flatMap(
      (text) => [
        text,
        ...Array.from(text, (_, at) => `${text.slice(0, at)}y${text.slice(at + 1)}`),
      ],
    );
    await expectSame(
      [...agents, ...agents].map(withAgent),
      filterOf(asks('user-agent', ['*y*x', 'y'], ['*xyx'])),
    );
  });

  test.each([
    ['two fields', 2],
    ['as many fields as are remembered together', 12],
    ['more fields than are remembered together', 13],
    ['very many fields', 150],
  ])('for a condition on %s', async (_, count) => {
    const names = Array.from({ length: count }, (_, n) => `f${n}`);
    const values = [
      '',
      ' ',
      'a',
      'ab',
      'b',
      'ba',
      'x'.repeat(40),
      null,
      undefined,
      1,
      11,
      [],
      ['a'],
      { a: 'b' },
    ];
    const records = Array.from({ length: 3000 }, (_, n) => {
      const fields = names.map((name, place) => {
        const index = place === 0 ? n : Math.trunc(n / values.length ** place) + n * (place - 1);
        return [name, values[index % values.length]];
      });
      return withMembers(Object.fromEntries(fields));
    });
    const conditions = names.map(
      (name, n) =>
        [`$.${name} = "a*"`, `$.${name} NOT EXISTS`, `$.${name} IS NULL`, `$.${name} = 1`][n % 4],
    );
    await expectSame(records, filterOf(parseWhere(conditions.join(' || '))));
    const few = conditions.slice(0, 2).join(' && ');
    await expectSame(records, filterOf(parseWhere(`(${few}) || $.f1 = "b"`)));
  });

  test('for more conditions than the scanner distinguishes', async () => {
    const records = Array.from({ length: 500 }, (_, n) =>
      withMembers({ a: n % 7, b: `${n % 11}`, c: n }),
    );
    for (const count of [29, 30, 31, 40]) {
      const where = Array.from({ length: count }, (_, n) =>
        parseWhere(`$.a != ${n + 3} && ($.c != ${n} || $.x${n} EXISTS)`),
      );
      await expectSame(records, filterOf(...where));
    }
  });

  test('for fields whose joined values are too long', async () => {
    const lengths = [
      0, 1, 2000, 2040, 2044, 2045, 2046, 2047, 2048, 2049, 2100, 4090, 4096, 5000, 100_000,
    ];
    const records = lengths.flatMap((first) =>
      lengths.flatMap((second) =>
        ['a', 'b'].map((end) =>
          withMembers({ a: `${'x'.repeat(first)}${end}`, b: `${'x'.repeat(second)}${end}` }),
        ),
      ),
    );
    const where = parseWhere('$.a = "*b" && $.b = "x*" || $.a = "b"');
    await expectSame([...records, ...records], filterOf(where));
  });
});

describe('events with remembered groups are in the same groups as with the parser', () => {
  test.each([
    ['by one field with more values than are remembered', ['userAgent'], 3 * memoEntries],
    ['by two fields', ['userAgent', '$.n'], 5000],
    ['by values longer than those remembered', ['$.long'], 200],
    ['by values some of which are too long when joined', ['$.long', 'userAgent'], 400],
    [
      'by more fields than are remembered together',
      [
        ...['$.a.a', '$.a.b', '$.a.c', '$.b', '$.c', '$.d', '$.e', '$.f', '$.g', '$.h', '$.i'],
        ...['$.n', '$.long'],
      ],
      400,
    ],
    ['by nothing', [], 100],
  ])('%s', async (_, names, count) => {
    const records = Array.from({ length: 2 * count }, (_, n) => ({
      userAgent: `agent-${(n * 7919) % count}`,
      n: n % 5,
      ...(names.includes('$.long') && { long: `${'x'.repeat(3000 + (n % 100) * 20)}${n % 3}` }),
      a: { a: n % 2, b: [n % 3] },
    }));
    const text = records.map((record) => `${withMembers(record)}\n`).join('');
    const setup = { tallies: [{ by: names }], zone: 'UTC' };
    const tallies = createGroupNumbering(setup);
    const decoder = createDecoder({
      time: {},
      tests: [],
      secrets: [1n, 2n],
      tallies: tallies.tallies,
    });
    const whole = await decodeWhole(decoder, 'file', Buffer.from(text));
    const rows = [...(whole ?? []), ...decoder.flush()].flatMap((found) =>
      found.kind === 'counted' ? [...found.rows] : [],
    );
    const fresh = tallies.takeNew();
    const inGroups = rows
      .filter((_, at) => at % 4 === 3)
      .map((number) => JSON.stringify(valuesOfGroup(fresh, tallies, { tally: 0, number })));

    const columns = names.map(createColumn);
    const expected = records.map((record) => {
      const event = eventOf(JSON.parse(withMembers(record)));
      return JSON.stringify(columns.map((column) => readCell(column, event, 'UTC')));
    });
    expect(inGroups).toEqual(expected);
  });
});

async function expectSame(records: readonly string[], filter: Filter): Promise<void> {
  const { time, tests, matches } = compileFilter(filter);
  const fast = createFastPath({ time, tests }, matches);
  const text = records.map((record) => `${record}\n`).join('');
  const found = await expectSameWhole(fast, Buffer.from(text), { matches });
  expect(found?.events.length).toBeGreaterThan(0);
  expect(found?.events.length).toBeLessThan(records.length);
}

function withAgent(userAgent: string): string {
  return withMembers({ userAgent });
}

function withMembers(members: object): string {
  const inner = JSON.stringify(members).slice(1, -1);
  return plainRecord('x', inner === '' ? '' : `,${inner}`);
}
