import { createCellTable } from './cell-table.ts';
import { isMoreComplete } from './more-complete.ts';
import { createTextNumbering } from './text-numbering.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * Counts events in their groups. An event has one group in each tally, or 0 if the tally leaves it
 * out. Its groups together are a tuple, which is numbered as well.
 */
export interface TallyTable {
  /**
   * Returns the number, from 1, of the group with these values, as JSON: always the same number for
   * the same values. When a tally has too many groups, further ones get the number of the group
   * without values.
   */
  groupOf(tally: number, json: string): number;
  /** Returns the number of a tuple of groups, from 1. */
  tupleOf(groups: ArrayLike<number>): number;
  /** Returns a tally's group in a tuple. */
  groupIn(tuple: number, tally: number): number;
  /** Counts an event in the groups of a tuple, at this time in epoch seconds; 0 when unknown. */
  add(tuple: number, seconds: number): void;
  /**
   * Counts an event in the groups of another tuple instead, if that tuple is more complete: both
   * come from deliveries of the same event. Returns whether it is. In either case, the groups of
   * both tuples include the time.
   */
  replace(before: number, tuple: number, seconds: number): boolean;
  /** Yields all cells of a tally, in no particular order. */
  cells(tally: number): Generator<GroupCell>;
  /**
   * Returns the values of a tally's groups, as JSON, in the order of their numbers. Call it once.
   */
  takeGroups(tally: number): readonly string[];
  /** Returns the number of groups and bins of groups. */
  size(): number;
}

/** Events of the same group and bin. */
export interface GroupCell {
  /** The values of the group, as JSON. */
  readonly json: string;
  readonly bin: number;
  /**
   * The number of events. In a part of a count, it is negative when more events were subtracted
   * than added.
   */
  readonly count: number;
  /** Epoch seconds; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
}

/**
 * Returns the bin in which a tally counts a time (epoch seconds, or 0 when it is unknown): an
 * unsigned 32-bit number.
 */
export type BinOf = (seconds: number, tally: number) => number;

/** Groups that were numbered earlier and are stored elsewhere. */
export interface EarlierGroups {
  readonly count: number;
  /** Returns the values of a group, as JSON. */
  jsonOf(group: number): string;
}

const noEarlierGroups: EarlierGroups = { count: 0, jsonOf: () => noValues };
const noValues = '[]';

interface TallyTableOptions {
  /** Assigns times to bins; absent for a single bin. */
  readonly binOf?: BinOf | undefined;
  readonly earlier?: EarlierGroups | undefined;
  /** The maximum number of groups of a tally that are counted separately; absent for all. */
  readonly maxGroups?: number | undefined;
}

/**
 * Creates an empty table. It holds one entry for each group, for each bin of a group, and for each
 * tuple.
 */
export function createTallyTable(
  tallies: number,
  {
    binOf = () => 0,
    earlier = noEarlierGroups,
    maxGroups = Number.POSITIVE_INFINITY,
  }: TallyTableOptions = {},
): TallyTable {
  const earlierGroups = earlier.count;
  const tallyStates = Array.from({ length: tallies }, (_, tally) => ({
    tally,
    groups: createTextNumbering(earlierGroups + 1),
    cells: createCellTable(),
  }));
  const tuples = createTupleTable(tallies);
  const jsonOf = ({ groups }: (typeof tallyStates)[number], group: number) =>
    group > earlierGroups ? groups.textOf(group) : earlier.jsonOf(group);
  /** Marks with 'in' that the event is in a group at all: that counts as a value. */
  const valuesOf = (tuple: number) => {
    return tallyStates.flatMap((tallyState) => {
      const group = tuples.valueIn(tuple, tallyState.tally);
      return group === 0 ? [''] : ['in', ...JSON.parse(jsonOf(tallyState, group))];
    });
  };
  return {
    groupOf(tally, json) {
      const groups = tallyStates[tally]?.groups;
      if (!groups) return 0;
      const isSeparate = groups.size() < maxGroups || groups.has(json);
      return groups.numberOf(isSeparate ? json : noValues);
    },
    tupleOf: tuples.numberOf,
    groupIn: tuples.valueIn,
    add(tuple, seconds) {
      for (const { tally, cells } of tallyStates) {
        const group = tuples.valueIn(tuple, tally);
        if (group !== 0) cells.add(group, binOf(seconds, tally), seconds);
      }
    },
    replace(before, tuple, seconds) {
      const isReplaced = isMoreComplete(valuesOf(tuple), valuesOf(before));
      for (const { tally, cells } of tallyStates) {
        const bin = binOf(seconds, tally);
        const [old, group] = [tuples.valueIn(before, tally), tuples.valueIn(tuple, tally)];
        if (isReplaced && old !== 0) cells.remove(old, bin);
        if (group !== 0) cells[isReplaced ? 'add' : 'note'](group, bin, seconds);
      }
      return isReplaced;
    },
    *cells(tally) {
      const tallyState = tallyStates[tally];
      if (!tallyState) return;
      for (const { group, ...cell } of tallyState.cells.cells()) {
        yield { json: jsonOf(tallyState, group), ...cell };
      }
    },
    takeGroups: (tally) => tallyStates[tally]?.groups.takeNew() ?? [],
    size: () =>
      tallyStates.reduce((sum, { groups, cells }) => sum + groups.size() + cells.size(), 0),
  };
}
