import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeySet } from '../../src/engine/scan/key-set.ts';

describe('a set of keys', () => {
  test('tells what is new as a Set does', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ maxLength: 60 }),
      fc.constantFrom('', '\0', '\0\0', 'a', 'a\0', 'aa'),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3000, size: 'max' }), (keys) => {
        const [set, known] = [createKeySet(), new Set<string>()];
        for (const one of keys) {
          expect(set.add(one)).toBe(!known.has(one));
          known.add(one);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('keeps very many that differ in a digit apart', () => {
    const set = createKeySet();
    const key = (at: number) =>
      `${at.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000 GetObject 1795507200000`;
    const count = 500_000;
    let fresh = 0;
    for (let at = 0; at < count; at++) fresh += Number(set.add(key(at)));
    expect(fresh).toBe(count);
    for (let at = 0; at < count; at++) fresh += Number(set.add(key(at)));
    expect(fresh).toBe(count);
  });
});
