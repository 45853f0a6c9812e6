import { createCellTable } from './cell-table.ts';
import { isMoreComplete } from './more-complete.ts';
import { createTextNumbering } from './text-numbering.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * Counts events by the groups that they are in. An event has one group in each tally, or 0 for none; its
 * groups together are a tuple, which is numbered as well.
 */
export interface TallyTable {
  /**
   * Returns the number, from 1, of the tally's group whose values are this JSON: always the same number. When
   * a tally has too many groups, later ones all get the number of the group without values.
   */
  groupOf(tally: number, json: string): number;
  /** Returns the number of a tuple of groups, from 1. */
  tupleOf(groups: ArrayLike<number>): number;
  /** Returns a tally's group in a tuple. */
  groupIn(tuple: number, tally: number): number;
  /** Counts an event in its groups, at this time in epoch seconds, or 0 when it is unknown. */
  add(groups: ArrayLike<number>, seconds: number): void;
  /**
   * Counts an event by another tuple, if that is more complete: both come from deliveries of the same event.
   * Returns whether it did. Either way, the time is noted in the groups of both tuples.
   */
  replace(before: number, tuple: number, seconds: number): boolean;
  /** Yields all cells of a tally, in no order. */
  cells(tally: number): Generator<GroupCell>;
  /** Returns the values of a tally's groups, as JSON, in the order of their numbers. Call it once. */
  takeGroups(tally: number): readonly string[];
  /** Returns the number of groups and bins of groups. */
  size(): number;
}

/** Events of the same group and bin. */
export interface GroupCell {
  /** The values of the group, as JSON. */
  readonly json: string;
  readonly bin: number;
  /** Number of events. In a part of a count it is negative when more events were taken back than added. */
  readonly count: number;
  /** Epoch seconds; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
}

/**
 * Returns the bin in which a tally counts a time (epoch seconds, or 0 when it is unknown): an unsigned 32-bit
 * number.
 */
export type BinOf = (seconds: number, tally: number) => number;

/** Groups that have been numbered before and are stored elsewhere. */
export interface EarlierGroups {
  readonly count: number;
  /** Returns the values of one of them, as JSON. */
  jsonOf(group: number): string;
}

const none: EarlierGroups = { count: 0, jsonOf: () => noValues };
const noValues = '[]';

interface TallyTableOptions {
  /** One bin for all times when absent. */
  readonly binOf?: BinOf | undefined;
  readonly earlier?: EarlierGroups | undefined;
  /** Most groups of a tally that are counted separately; absent for all. */
  readonly maxGroups?: number | undefined;
}

/** Creates an empty table. It holds one entry for each group, for each bin of a group, and for each tuple. */
export function createTallyTable(
  tallies: number,
  { binOf = () => 0, earlier = none, maxGroups = Number.POSITIVE_INFINITY }: TallyTableOptions = {},
): TallyTable {
  const earlierGroups = earlier.count;
  const all = Array.from({ length: tallies }, (_, tally) => ({
    tally,
    groups: createTextNumbering(earlierGroups + 1),
    cells: createCellTable(),
  }));
  const tuples = createTupleTable(tallies);
  const jsonOf = ({ groups }: (typeof all)[number], group: number) =>
    group > earlierGroups ? groups.textOf(group) : earlier.jsonOf(group);
  /** 'in' marks that the event is in a group at all, which counts as a value. */
  const valuesOf = (tuple: number) => {
    const groups = [...tuples.tupleOf(tuple)];
    return all.flatMap((one, at) =>
      groups[at] ? ['in', ...JSON.parse(jsonOf(one, groups[at]))] : [''],
    );
  };
  return {
    groupOf(tally, json) {
      const groups = all[tally]?.groups;
      if (!groups) return 0;
      const isSeparate = groups.size() < maxGroups || groups.has(json);
      return groups.numberOf(isSeparate ? json : noValues);
    },
    tupleOf: tuples.numberOf,
    groupIn: (tuple, tally) => tuples.tupleOf(tuple)[tally] ?? 0,
    add(groups, seconds) {
      for (const { tally, cells } of all) {
        const group = groups[tally] ?? 0;
        if (group !== 0) cells.add(group, binOf(seconds, tally), seconds);
      }
    },
    replace(before, tuple, seconds) {
      const isReplaced = isMoreComplete(valuesOf(tuple), valuesOf(before));
      const [former, groups] = [tuples.tupleOf(before), tuples.tupleOf(tuple)];
      for (const { tally, cells } of all) {
        const bin = binOf(seconds, tally);
        const [old = 0, group = 0] = [former[tally], groups[tally]];
        if (isReplaced && old !== 0) cells.remove(old, bin);
        if (group !== 0) cells[isReplaced ? 'add' : 'note'](group, bin, seconds);
      }
      return isReplaced;
    },
    *cells(tally) {
      const one = all[tally];
      if (!one) return;
      for (const { group, ...cell } of one.cells.cells()) {
        yield { json: jsonOf(one, group), ...cell };
      }
    },
    takeGroups: (tally) => all[tally]?.groups.takeNew() ?? [],
    size: () => all.reduce((sum, { groups, cells }) => sum + groups.size() + cells.size(), 0),
  };
}
