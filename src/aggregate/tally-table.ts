import { createCellTable } from './cell-table.ts';
import { createEventTuples } from './event-tuples.ts';
import { isMoreComplete } from './more-complete.ts';
import { createTextNumbering, type TextNumbering } from './text-numbering.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * Counts events in their groups. An event has one group in each tally, or 0 if the tally leaves it
 * out. Its groups together are a tuple, which is numbered as well. Values are numbered for each
 * column, so that groups are tuples of numbers.
 */
export interface TallyTable {
  /**
   * Returns the number of a value of a column, from 1: always the same number for the same value.
   * Returns 0 for a new value when the column has too many, or no memory is left for it.
   */
  valueOf(column: number, text: string): number;
  /**
   * Returns the number, from 1, of the group with the values of these numbers: always the same
   * number for the same values. When a tally has too many groups, and for values without a number,
   * returns the number of the group without values.
   */
  groupOf(tally: number, values: ArrayLike<number>): number;
  /** Returns the number of a tuple of groups, from 1. */
  tupleOf(groups: ArrayLike<number>): number;
  /** Returns the groups of a tuple. */
  groupsOf(tuple: number): Uint32Array;
  /** Returns a tally's group in a tuple. */
  groupIn(tuple: number, tally: number): number;
  /** Counts an event in its groups, at this time in epoch seconds, or 0 when it is unknown. */
  add(groups: ArrayLike<number>, seconds: number): void;
  /**
   * Counts an event in the groups of another tuple instead, if that tuple is more complete: both
   * come from deliveries of the same event. Returns whether it is. In either case, the groups of
   * both tuples include the time.
   */
  replace(before: number, tuple: number, seconds: number): boolean;
  /** Yields all cells of a tally, in no particular order. */
  cells(tally: number): Generator<GroupCell>;
  /**
   * Returns the values of a tally's group; empty for the events that are counted together because
   * there are too many groups.
   */
  valuesOf(tally: number, group: number): readonly string[];
  /** Yields the values of a tally's groups, in the order of the groups' numbers. */
  groups(tally: number): Generator<readonly string[]>;
  /** Returns the number of values, of groups and of bins of groups. */
  size(): number;
  /** Returns the bytes of memory that the values take. */
  bytes(): number;
}

/** Events of the same group and bin. */
export interface GroupCell {
  readonly values: readonly string[];
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
 * Returns the bin in which a tally counts a time (epoch seconds, or 0 when it is unknown). Bins
 * that are unsigned 32-bit numbers take less memory.
 */
export type BinOf = (seconds: number, tally: number) => number;

/** Groups that were numbered earlier and are stored elsewhere. */
export interface EarlierGroups {
  readonly count: number;
  /** Returns the values of a group. */
  valuesOf(group: number): readonly string[];
}

const noEarlierGroups: EarlierGroups = { count: 0, valuesOf: () => [] };

interface TallyTableOptions {
  /** Assigns times to bins; absent for a single bin. */
  readonly binOf?: BinOf | undefined;
  readonly earlier?: EarlierGroups | undefined;
  /**
   * The maximum number of groups of a tally that are counted separately, and of values of a column;
   * absent for all.
   */
  readonly maxGroups?: number | undefined;
  /** Limits on the memory of all tallies together, in addition to `maxGroups`; absent for none. */
  readonly room?: TableRoom | undefined;
}

/**
 * The memory that a table may take. When it is used up, a column or tally that has little of it may
 * still have new values and groups: made-up values of one field cannot displace those of the
 * others.
 */
export interface TableRoom {
  /** The bytes of all values. */
  readonly bytes: number;
  /** The bytes that the values of each column may take in any case. */
  readonly bytesOfColumn: number;
  /** The number of groups in all tallies. */
  readonly groups: number;
  /** The number of groups that each tally may have in any case. */
  readonly groupsOfTally: number;
}

/**
 * Creates an empty table for tallies by these columns: numbers from 0, which tallies may share. It
 * holds one entry for each value, for each group, for each bin of a group, and for each tuple.
 */
export function createTallyTable(
  columnsOfTallies: readonly (readonly number[])[],
  {
    binOf = () => 0,
    earlier = noEarlierGroups,
    maxGroups = Number.POSITIVE_INFINITY,
    room,
  }: TallyTableOptions = {},
): TallyTable {
  const earlierGroups = earlier.count;
  /** The group of a tally that has too many. */
  const withoutValues = earlierGroups + maxGroups + 1;
  const columnCount = Math.max(0, ...columnsOfTallies.flat().map((column) => column + 1));
  const columns = Array.from({ length: columnCount }, () => createTextNumbering());
  const tallyStates = columnsOfTallies.map((own, tally) => ({
    tally,
    columns: own.map((column) => columns[column] ?? createTextNumbering()),
    // The groups of a single column are its values.
    groups: own.length === 1 ? undefined : createTupleTable(own.length),
    cells: createCellTable(earlierGroups + 1),
  }));
  type TallyState = (typeof tallyStates)[number];
  const tuples = createEventTuples(tallyStates.length);
  const textsOf = ({ columns, groups }: TallyState, group: number) => {
    if (!groups) return [columns[0]?.textOf(group) ?? ''];
    const numbers = groups.tupleOf(group);
    return columns.map((column, at) => column.textOf(numbers[at] ?? 0));
  };
  const valuesOf = (tallyState: TallyState, group: number): readonly string[] => {
    if (group <= earlierGroups) return earlier.valuesOf(group);
    return group === withoutValues ? [] : textsOf(tallyState, group - earlierGroups);
  };
  /** Marks with 'in' that the event is in a group at all: that counts as a value. */
  const allValuesOf = (tuple: number) => {
    const groups = [...tuples.tupleOf(tuple)];
    return tallyStates.flatMap((tallyState, at) =>
      groups[at] ? ['in', ...valuesOf(tallyState, groups[at])] : [''],
    );
  };
  const groupCount = ({ columns, groups }: TallyState) =>
    groups ? groups.size() : (columns[0]?.size() ?? 0);
  const bytes = () => columns.reduce((sum, column) => sum + column.bytes(), 0);
  const groupsInAll = () => tallyStates.reduce((sum, tally) => sum + groupCount(tally), 0);
  const hasRoomForValue = (column: TextNumbering) =>
    column.size() < maxGroups &&
    (!room || column.bytes() < room.bytesOfColumn || bytes() < room.bytes);
  const maxGroupsOf = (tally: TallyState) =>
    !room || groupCount(tally) < room.groupsOfTally || groupsInAll() < room.groups ? maxGroups : 0;
  return {
    valueOf(column, text) {
      const values = columns[column];
      if (!values) return 0;
      return hasRoomForValue(values) || values.has(text) ? values.numberOf(text) : 0;
    },
    groupOf(tally, values) {
      for (let at = 0; at < values.length; at++) if (values[at] === 0) return withoutValues;
      const state = tallyStates[tally];
      const number = state?.groups
        ? state.groups.numberOf(values, maxGroupsOf(state))
        : (values[0] ?? 0);
      return number === 0 ? withoutValues : earlierGroups + number;
    },
    tupleOf: tuples.numberOf,
    groupsOf: tuples.tupleOf,
    groupIn: tuples.groupIn,
    add(groups, seconds) {
      for (const { tally, cells } of tallyStates) {
        const group = groups[tally] ?? 0;
        if (group !== 0) cells.add(group, binOf(seconds, tally), seconds);
      }
    },
    replace(before, tuple, seconds) {
      const isReplaced = isMoreComplete(allValuesOf(tuple), allValuesOf(before));
      const [former, groups] = [tuples.tupleOf(before), tuples.tupleOf(tuple)];
      for (const { tally, cells } of tallyStates) {
        const bin = binOf(seconds, tally);
        const [old = 0, group = 0] = [former[tally], groups[tally]];
        if (isReplaced && old !== 0) cells.remove(old, bin, seconds);
        if (group !== 0) cells[isReplaced ? 'add' : 'note'](group, bin, seconds);
      }
      return isReplaced;
    },
    *cells(tally) {
      const tallyState = tallyStates[tally];
      if (!tallyState) return;
      for (const { group, bin, count, first, last } of tallyState.cells.cells()) {
        yield { values: valuesOf(tallyState, group), bin, count, first, last };
      }
    },
    valuesOf(tally, group) {
      const tallyState = tallyStates[tally];
      return tallyState ? valuesOf(tallyState, group) : [];
    },
    *groups(tally) {
      const tallyState = tallyStates[tally];
      if (!tallyState) return;
      const count = groupCount(tallyState);
      for (let group = 1; group <= count; group++) yield textsOf(tallyState, group);
    },
    size() {
      const values = columns.reduce((sum, column) => sum + column.size(), 0);
      return tallyStates.reduce(
        (sum, { groups, cells }) => sum + (groups?.size() ?? 0) + cells.size(),
        values,
      );
    },
    bytes,
  };
}
