import { createCellTable } from './cell-table.ts';
import { isMoreComplete } from './more-complete.ts';
import { createNumberedTexts } from './numbered-texts.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * Counts of events by the groups that they are in: of each tally one, or none, which is 0. The groups
 * of an event are a tuple, which has a number, too.
 */
export interface TallyTable {
  /**
   * The number, from 1, of the group of a tally whose values are this JSON: always the same. Where a tally
   * has too many groups, that of no values is the group of all others.
   */
  groupOf(tally: number, json: string): number;
  /** The number of a tuple of groups, from 1. */
  tupleOf(groups: ArrayLike<number>): number;
  /** The group of a tally in a tuple. */
  groupIn(tuple: number, tally: number): number;
  /** Counts an event in its groups, of that time, epoch seconds or 0. */
  add(groups: ArrayLike<number>, seconds: number): void;
  /**
   * Counts an event by another tuple, if that tells more of it: both come from deliveries of the same
   * event. Returns whether it did. Both are noted as groups of that time.
   */
  replace(before: number, tuple: number, seconds: number): boolean;
  /** All that was counted by a tally, in no order. */
  cells(tally: number): Generator<GroupCell>;
  /** The values of a tally's groups, as JSON, in the order of their numbers. To be called once. */
  takeGroups(tally: number): readonly string[];
  /** How many groups and bins of groups there are. */
  size(): number;
}

/** Events of the same group and bin. */
export interface GroupCell {
  /** The values of the group, as JSON. */
  readonly json: string;
  readonly bin: number;
  /** Of parts of a count, less than 0 where more events were taken back than added. */
  readonly count: number;
  /** Epoch seconds; 0 when there is no time that is known. */
  readonly first: number;
  readonly last: number;
}

/** The bin in which a time, epoch seconds or 0, is counted by a tally: a whole number of 32 bits. */
export type BinOf = (seconds: number, tally: number) => number;

/** Groups that were numbered before and are kept elsewhere. */
export interface EarlierGroups {
  readonly count: number;
  /** The values of one of them, as JSON. */
  jsonOf(group: number): string;
}

const none: EarlierGroups = { count: 0, jsonOf: () => noValues };
const noValues = '[]';

interface TallyTableOptions {
  /** One bin for all times when absent. */
  readonly binOf?: BinOf | undefined;
  readonly earlier?: EarlierGroups | undefined;
  /** How many groups of a tally are told apart; all when absent. */
  readonly most?: number | undefined;
}

/** Holds one entry for each group, for each bin of a group, and for each tuple. */
export function createTallyTable(
  tallies: number,
  { binOf = () => 0, earlier = none, most = Number.POSITIVE_INFINITY }: TallyTableOptions = {},
): TallyTable {
  const earlierGroups = earlier.count;
  const all = Array.from({ length: tallies }, (_, tally) => ({
    tally,
    groups: createNumberedTexts(earlierGroups + 1),
    cells: createCellTable(),
  }));
  const tuples = createTupleTable(tallies);
  const jsonOf = ({ groups }: (typeof all)[number], group: number) =>
    group > earlierGroups ? groups.textOf(group) : earlier.jsonOf(group);
  /** To be in a group tells something, too. */
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
      const isTold = groups.size() < most || groups.has(json);
      return groups.numberOf(isTold ? json : noValues);
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
