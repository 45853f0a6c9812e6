import { createTupleNumbers } from './tuple-numbers.ts';

/** Numbers the groups of events: the tuples of their groups in all tallies, 0 for no group. */
export interface EventTuples {
  /** Returns the number of a tuple, from 1: always the same number. */
  numberOf(groups: ArrayLike<number>): number;
  /** Returns the tuple with this number. */
  tupleOf(number: number): Uint32Array;
  /** Returns the group in one of the tallies. */
  groupIn(number: number, tally: number): number;
}

/**
 * Creates a table for this many tallies. Most events have no group in most tallies: a tuple takes 4
 * to 8 bytes for each group that is not 0, and 22 to 80 more. With a single tally, it takes no
 * memory.
 */
export function createEventTuples(tallies: number): EventTuples {
  return tallies === 1 ? ofSingleGroups : createTable(tallies);
}

/** Without a table: the number of a tuple is its only group, which may be 0, plus 1. */
const ofSingleGroups: EventTuples = {
  numberOf: ({ 0: only = 0 }) => only + 1,
  tupleOf: (number) => Uint32Array.of(number - 1),
  groupIn: (number) => number - 1,
};

/** A group that is not 0 is stored in one word, with its tally: there are at most 64 tallies. */
const tallyUnit = 2 ** 26;

function createTable(tallies: number): EventTuples {
  /** The words of the tuples, one tuple after the other, and where each ends. */
  let words = new Uint32Array(2 ** 10);
  let ends = new Uint32Array(2 ** 8);
  let count = 0;
  /** The words of the tuple that is looked up. */
  const wanted = new Uint32Array(tallies);

  const startOf = (number: number) => (number === 1 ? 0 : (ends[number - 2] ?? 0));
  const endOf = (number: number) => ends[number - 1] ?? 0;
  const find = createTupleNumbers({
    isTuple(number, tuple, length) {
      const start = startOf(number);
      if (endOf(number) - start !== length) return false;
      for (let at = 0; at < length; at++) if (words[start + at] !== tuple[at]) return false;
      return true;
    },
    add(tuple, length) {
      const start = count === 0 ? 0 : endOf(count);
      if (start + length > words.length) words = enlarged(words);
      if (count === ends.length) ends = enlarged(ends);
      for (let at = 0; at < length; at++) words[start + at] = tuple[at] ?? 0;
      ends[count] = start + length;
      return ++count;
    },
  });

  return {
    numberOf(groups) {
      let length = 0;
      for (let tally = 0; tally < tallies; tally++) {
        const group = groups[tally] ?? 0;
        if (group !== 0) wanted[length++] = tally * tallyUnit + group;
      }
      return find(wanted, length);
    },
    tupleOf(number) {
      const groups = new Uint32Array(tallies);
      for (let at = startOf(number); at < endOf(number); at++) {
        const word = words[at] ?? 0;
        groups[Math.floor(word / tallyUnit)] = word % tallyUnit;
      }
      return groups;
    },
    groupIn(number, tally) {
      for (let at = startOf(number); at < endOf(number); at++) {
        const word = words[at] ?? 0;
        if (Math.floor(word / tallyUnit) === tally) return word % tallyUnit;
      }
      return 0;
    },
  };
}

function enlarged(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
