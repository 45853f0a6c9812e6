import type { TallyCell } from '../query/tally.ts';
import { createCellTable } from './cell-table.ts';
import { createNumberedTexts } from './numbered-texts.ts';
import { tellsMore } from './tells-more.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * Counts of events by the groups that they are in: of each tally one, or none, which is 0. The groups
 * of an event are a tuple, which has a number, too.
 */
export interface TallyTable {
  /** The number, from 1, of the group of a tally whose values are this JSON: always the same. */
  groupOf(tally: number, json: string): number;
  /** The number of a tuple of groups, from 1. */
  tupleOf(groups: ArrayLike<number>): number;
  /** The group of a tally in a tuple. */
  groupIn(tuple: number, tally: number): number;
  /** Counts an event in its groups, of that time, epoch seconds or 0. */
  add(groups: ArrayLike<number>, seconds: number): void;
  /**
   * Counts an event by another tuple, if that tells more of it: both come from deliveries of the same
   * event. Returns whether it did.
   */
  replace(before: number, tuple: number, seconds: number): boolean;
  /** All that was counted by a tally, in no order. */
  cells(tally: number): Generator<TallyCell>;
}

/** The bin in which a time, epoch seconds or 0, is counted by a tally: a whole number of 32 bits. */
export type BinOf = (seconds: number, tally: number) => number;

/** Holds one entry for each group, for each bin of a group, and for each tuple. */
export function createTallyTable(tallies: number, binOf: BinOf = () => 0): TallyTable {
  const all = Array.from({ length: tallies }, (_, tally) => ({
    tally,
    groups: createNumberedTexts(),
    cells: createCellTable(),
  }));
  const tuples = createTupleTable(tallies);
  /** To be in a group tells something, too. */
  const valuesOf = (tuple: number) => {
    const groups = [...tuples.tupleOf(tuple)];
    return all.flatMap((one, at) => (groups[at] ? ['in', ...parse(one.groups, groups[at])] : ['']));
  };
  const add = (groups: ArrayLike<number>, seconds: number) => {
    for (const { tally, cells } of all) {
      const group = groups[tally] ?? 0;
      if (group !== 0) cells.add(group, binOf(seconds, tally), seconds);
    }
  };
  return {
    groupOf: (tally, json) => all[tally]?.groups.numberOf(json) ?? 0,
    tupleOf: tuples.numberOf,
    groupIn: (tuple, tally) => tuples.tupleOf(tuple)[tally] ?? 0,
    add,
    replace(before, tuple, seconds) {
      if (!tellsMore(valuesOf(tuple), valuesOf(before))) return false;
      for (const { tally, cells } of all) {
        const group = tuples.tupleOf(before)[tally] ?? 0;
        if (group !== 0) cells.remove(group, binOf(seconds, tally));
      }
      add(tuples.tupleOf(tuple), seconds);
      return true;
    },
    *cells(tally) {
      const { groups, cells } = all[tally] ?? {};
      if (!groups || !cells) return;
      for (const { group, ...cell } of cells.cells()) {
        yield { values: parse(groups, group), ...cell };
      }
    },
  };
}

function parse({ textOf }: ReturnType<typeof createNumberedTexts>, group: number): string[] {
  return JSON.parse(textOf(group));
}
