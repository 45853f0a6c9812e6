/** Numbers tuples of numbers. */
export interface TupleTable {
  /** The number of a tuple, from 1: always the same. */
  numberOf(tuple: ArrayLike<number>): number;
  /** The tuple of a number that was given, until the next tuple is numbered. */
  tupleOf(number: number): Uint32Array;
}

/**
 * Of so many numbers of 32 bits each. A tuple takes 6 to 12 bytes for each, and for itself; one of a single
 * number takes nothing.
 */
export function createTupleTable(length: number): TupleTable {
  return length === 1 ? alone : createTable(length);
}

/** What is alone in its tuple is a number already, but may be 0. */
const alone: TupleTable = {
  numberOf: ({ 0: only = 0 }) => only + 1,
  tupleOf: (number) => Uint32Array.of(number - 1),
};

function createTable(length: number): TupleTable {
  /** 2 to this power is the number of places. */
  let power = 8;
  /** The number of the tuple at each place; 0 for a free one. */
  let places = new Uint32Array(2 ** power);
  let tuples = new Uint32Array(length * 2 ** power);
  let count = 0;

  const hashOf = (values: ArrayLike<number>, from: number): number => {
    let hash = 0;
    for (let at = 0; at < length; at++) {
      hash = Math.imul(hash ^ (values[from + at] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x85ebca6b) >>> (32 - power);
  };
  const isAt = (number: number, tuple: ArrayLike<number>): boolean => {
    const from = (number - 1) * length;
    for (let at = 0; at < length; at++) if (tuples[from + at] !== tuple[at]) return false;
    return true;
  };
  const freePlace = (hash: number): number => {
    let index = hash;
    while (places[index] !== 0) index = (index + 1) & (2 ** power - 1);
    return index;
  };
  const grow = () => {
    power++;
    places = new Uint32Array(2 ** power);
    const larger = new Uint32Array(length * 2 ** power);
    larger.set(tuples);
    tuples = larger;
    for (let number = 1; number <= count; number++) {
      places[freePlace(hashOf(tuples, (number - 1) * length))] = number;
    }
  };

  return {
    numberOf(tuple) {
      const mask = 2 ** power - 1;
      for (let index = hashOf(tuple, 0); ; index = (index + 1) & mask) {
        const number = places[index] ?? 0;
        if (number !== 0 && isAt(number, tuple)) return number;
        if (number !== 0) continue;
        places[index] = ++count;
        tuples.set(tuple, (count - 1) * length);
        // Filled to two thirds, a place is found in few steps.
        if (count * 3 > 2 ** (power + 1)) grow();
        return count;
      }
    },
    tupleOf: (number) => tuples.subarray((number - 1) * length, number * length),
  };
}
