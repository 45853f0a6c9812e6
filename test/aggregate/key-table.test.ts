import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyTable, tableIsFull } from '../../src/aggregate/key-table.ts';
import { createDecoder } from '../../src/decode/decode.ts';
import type { HashSecrets } from '../../src/decode/scanner/scan-job.ts';
import { createHashSecrets } from '../../src/engine/scan/hash-secrets.ts';
import { runs } from '../support/runs.ts';

describe('a key table', () => {
  test('reports the same hashes as new as a Set does', () => {
    // Some halves occur often.
    const half = fc.oneof(
      fc.constantFrom(0, 1, 1023, 1024, 2 ** 31, 2 ** 32 - 1),
      fc.integer({ min: 0, max: 200 }).map((n) => n * 2 ** 16),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    const hash = fc.tuple(half, half).filter(([low, high]) => low !== 0 || high !== 0);
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 3000, size: 'max' }), (hashes) => {
        const [set, known] = [createSet(), new Set<string>()];
        for (const [low, high] of hashes) {
          expect(set.add(low, high)).toBe(!known.has(`${low} ${high}`));
          known.add(`${low} ${high}`);
        }
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('the hash of an event', () => {
  const count = 500_000;
  const idOf = (at: number) => `${at.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

  test('differs for each of 500,000 keys that differ only in a few digits', () => {
    const [set, hashOf] = [createSet(), hashWith(createHashSecrets())];
    const add = (at: number) =>
      set.add(...hashOf({ key: `${idOf(at)} GetObject`, time: 1_795_507_200_000 }));
    let fresh = 0;
    for (let at = 0; at < count; at++) fresh += Number(add(at));
    expect(fresh).toBe(count);
    for (let at = 0; at < count; at++) fresh += Number(add(at));
    expect(fresh).toBe(count);
  });

  test('differs for events with the same key and different times', () => {
    const [set, hashOf] = [createSet(), hashWith(createHashSecrets())];
    let fresh = 0;
    for (let at = 0; at < count; at++) {
      fresh += Number(
        set.add(...hashOf({ key: `${idOf(1)} GetObject`, time: 1_795_507_200_000 + at * 1000 })),
      );
    }
    expect(fresh).toBe(count);
  });

  test('differs for keys of any text and length, and is the same for equal keys', () => {
    const hashOf = hashWith(createHashSecrets());
    const key = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.constantFrom('\0', '\0\0', 'a', 'a\0', 'aa', 'x'.repeat(4000), 'x'.repeat(4001)),
    );
    const record = fc.record({ key, time: fc.constantFrom(0, 1, 1_795_507_200_000, Number.NaN) });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 3000, size: 'max' }), (records) => {
        const [set, known] = [createSet(), new Set<string>()];
        for (const one of records) {
          const text = `${one.time} ${one.key}`;
          expect(set.add(...hashOf(one))).toBe(!known.has(text));
          known.add(text);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  test('is different in every run', () => {
    const record = { key: `${idOf(1)} GetObject`, time: 1_795_507_200_000 };
    const first = hashWith(createHashSecrets())(record);
    expect(hashWith(createHashSecrets())(record)).not.toEqual(first);
    expect(hashWith([1n, 2n])(record)).toEqual(hashWith([1n, 2n])(record));
  });

  test('is zero for an event without a key', () => {
    expect(hashWith(createHashSecrets())({ key: '', time: 1_795_507_200_000 })).toEqual([0, 0]);
  });
});

function hashWith(secrets: HashSecrets) {
  return createDecoder({ time: {}, tests: [], secrets }).hashOf;
}

describe('a key table with numbers', () => {
  test('keeps the first number of a hash until it is replaced', () => {
    const table = createKeyTable();
    for (let at = 1; at < 5000; at++) expect(table.put(at, at * 7, at + 1)).toBe(0);
    for (let at = 1; at < 5000; at++) expect(table.put(at, at * 7, 9)).toBe(at + 1);
    table.replace(3, 21, 77);
    expect(table.put(3, 21, 1)).toBe(77);
    expect(table.put(4, 28, 1)).toBe(5);
  });

  test('takes no more hashes than it may, and still knows those it has', () => {
    const table = createKeyTable(2);
    expect([1, 2, 3].map((at) => table.put(at, at, at))).toEqual([0, 0, tableIsFull]);
    expect([1, 2, 3].map((at) => table.put(at, at, 9))).toEqual([1, 2, tableIsFull]);
  });
});

/** A key table used as a set, without its numbers. */
function createSet() {
  const table = createKeyTable();
  return { add: (low: number, high: number) => table.put(low, high, 1) === 0 };
}
