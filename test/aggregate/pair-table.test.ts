import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PairTable } from '../../src/aggregate/pair-table.ts';

/** Some numbers occur often. */
const word = fc.oneof(
  fc.constantFrom(0, 1, 255, 256, 2 ** 31 - 1, -(2 ** 31), -1),
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);
const key = fc.tuple(word, word).filter(([first, second]) => first !== 0 || second !== 0);

describe('a pair table', () => {
  test('holds the same entries as a Map, whatever the length of its rows', () => {
    const keys = fc.array(key, { maxLength: 3000, size: 'max' });
    fc.assert(
      fc.property(keys, fc.integer({ min: 3, max: 6 }), (added, rowLength) => {
        const [table, known] = [new PairTable(rowLength), new Map<string, number>()];
        for (const [first, second] of added) {
          const name = `${first} ${second}`;
          expect(table.has(first, second)).toBe(known.has(name));
          const at = table.place(first, second);
          expect(table.words[at + rowLength - 1]).toBe(known.get(name) ?? 0);
          const number = known.get(name) ?? known.size + 1;
          table.words[at + rowLength - 1] = number;
          known.set(name, number);
        }
        expect(table.size).toBe(known.size);
        const rows = [...table.rows()].map((at) => {
          const [first, second] = table.words.subarray(at, at + 2);
          return [`${first} ${second}`, table.words[at + rowLength - 1]] as const;
        });
        expect(new Map(rows)).toEqual(known);
      }),
      { numRuns: 30 },
    );
  });

  test('treats signed and unsigned forms of a number as equal', () => {
    const table = new PairTable(2);
    table.place(2 ** 32 - 1, 2 ** 31);
    expect(table.has(-1, -(2 ** 31))).toBe(true);
    expect(table.size).toBe(1);
  });
});
