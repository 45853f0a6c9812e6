import { expect } from 'vitest';

/** A table that numbers tuples. */
interface Numbering {
  numberOf(tuple: readonly number[]): number;
  tupleOf(number: number): Uint32Array;
}

/**
 * Adds the tuples to the table, and expects that it numbers different ones from 1 and returns each
 * number and tuple again. Returns the numbers by tuple.
 */
export function expectNumbered(table: Numbering, tuples: readonly (readonly number[])[]) {
  const known = new Map<string, number>();
  for (const tuple of tuples) {
    const number = table.numberOf(tuple);
    expect(number).toBe(known.get(tuple.join()) ?? known.size + 1);
    known.set(tuple.join(), number);
  }
  for (const tuple of tuples) {
    expect([...table.tupleOf(known.get(tuple.join()) ?? 0)]).toEqual(tuple);
  }
  return known;
}
