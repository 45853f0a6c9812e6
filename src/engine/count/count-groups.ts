import { createEachElement } from '../../aggregate/each-element.ts';
import type { Ranking } from '../../aggregate/rank-groups.ts';
import { type CountedGroup, rollUp, sumUp } from '../../aggregate/roll-up.ts';
import { createEventBins, noTime } from '../../aggregate/time-bins.ts';
import type { TimeUnit } from '../../event/time-units.ts';
import {
  type Column,
  createColumn,
  isTimeColumn,
  listNameOf,
  readTime,
  type TimeColumn,
} from '../../format/text/column.ts';
import type { RankedGroups } from '../../query/group.ts';
import { decodeList, hasLists, listsOfKey } from '../../query/list-value.ts';
import type { TallyCell } from '../../query/tally.ts';
import type { Count, Engine, EventCount } from '../engine.ts';
import { createRanker } from './rank-portions.ts';

/** Options of `countGroups`. */
export interface GroupOptions extends Omit<Count, 'tallies' | 'binOf' | 'keyLength' | 'keyOf'> {
  /**
   * The names of columns, each an attribute or a field path; empty to count all events as one
   * group.
   */
  readonly by: readonly string[];
  /**
   * The length in seconds of the bins that the column `time` shows; absent when it shows single
   * seconds.
   */
  readonly bin?: number;
  /** Returns the column with a name; by default `createColumn`. */
  readonly columnOf?: (name: string) => Column;
  /** The names of columns whose distinct values are counted in each group. */
  readonly distinct?: readonly string[];
  /**
   * Whether the values that an event has in a column, such as its resources, are counted as one.
   */
  readonly wholeLists?: boolean;
  readonly signal: AbortSignal;
}

/** A count that runs while its parts are read. */
export interface GroupCount extends Pick<EventCount, 'parts' | 'close'> {
  /**
   * Returns the groups in order, once the parts have ended. Call it once, and read all groups
   * before `close`. Throws ConfigError when the disk with the temporary folder is full, and the
   * signal's reason when it is aborted.
   */
  ranked(ranking?: Ranking): Promise<RankedGroups>;
  /**
   * Returns the sum of the events in all groups, once they are ranked: an event can be in several.
   */
  inRows(): number;
  /** Returns how many events lack some rows, once the groups are ranked: they have too many. */
  cut(): number;
}

/** Counts the events that match, grouped by equal values. */
export function countGroups(engine: Pick<Engine, 'count'>, options: GroupOptions): GroupCount {
  const { by, bin, distinct = [], zone, wholeLists = false, columnOf = createColumn } = options;
  const columns = by.map(columnOf);
  const length = bin ?? binOf(columns);
  const isBinned = (column: Column): column is TimeColumn =>
    length !== undefined && isTimeColumn(column) && isGivenByBins(length, column);
  const chained = [...new Set(columns.flatMap(chainReads))];
  // Values that follow from the bins, or from other columns, need not be read from each event.
  const plain = columns.filter((column) => !isBinned(column) && column.kind !== 'chain');
  const read = [...plain.map(({ header }) => header), ...chained];
  const lists = [...read, ...distinct].map((name) =>
    wholeLists ? undefined : listNameOf(createColumn(name)),
  );
  const split = listsOfKey(lists, read.length);
  const eventBins = length === undefined ? undefined : createEventBins(length, zone);
  const count = engine.count({
    ...options,
    tallies: [{ by: [...read, ...distinct], ...(hasLists(lists) && { lists }) }],
    keyLength: read.length,
    // Different callers can be the same person.
    ...(chained.length > 0 && { keyOf: (values) => valuesOf({ values, bin: noTime }) }),
    ...(eventBins && { binOf: eventBins }),
  });

  const valuesOf = ({ values, bin: start }: Pick<TallyCell, 'values' | 'bin'>) => {
    let at = 0;
    const time = start === noTime ? Number.NaN : start * 1000;
    return columns.map((column) => {
      if (isBinned(column)) return readTime(column, time, zone);
      if (column.kind !== 'chain') return values[at++] ?? '';
      return column.chain?.ofValues(values.slice(plain.length, read.length)) ?? '';
    });
  };
  const distinctOf = ({ values }: TallyCell) =>
    values.slice(read.length).map((value, at) => {
      const isWhole = lists[read.length + at] && !split[read.length + at];
      return isWhole ? decodeList(value).map(({ key }) => key) : [value];
    });
  const isCell = chained.length === 0 && !eventBins && !hasLists(lists) && distinct.length === 0;
  const columnLists = columns.map(
    (column) => !wholeLists && !isBinned(column) && listNameOf(column) !== undefined,
  );
  const rollUpEach = (cells: readonly TallyCell[]) => {
    const each = createEachElement(split);
    const textOf = (value: string, at: number) => (columnLists[at] ? each.textOf(value) : value);
    const rolledUp = rollUp(each.cellsOf(cells), {
      valuesOf,
      ...(distinct.length > 0 && { distinctOf }),
    });
    cut += each.cut();
    return rolledUp.map((group) => ({ ...group, values: group.values.map(textOf) }));
  };
  let inRows = 0;
  let cut = 0;
  const groups = function* () {
    let isEmpty = true;
    for (const cells of count.portions()) {
      const portion = isCell ? cells.map(groupOf) : rollUpEach(cells);
      for (const { count } of portion) inRows += count;
      if (portion.length > 0) yield portion;
      isEmpty &&= portion.length === 0;
    }
    // Without events, a count by names has no groups, but a total is still one group of 0 events.
    if (isEmpty && by.length === 0) yield [{ values: [], ...sumUp([]) }];
  };
  const ranker = createRanker();
  return {
    parts: count.parts,
    inRows: () => inRows,
    cut: () => cut + count.cut(),
    ranked: (ranking = {}) => ranker.rank(groups(), ranking, options.signal),
    close() {
      try {
        count.close();
      } finally {
        ranker.close();
      }
    },
  };
}

/** Returns the columns from whose values the value of the column follows. */
function chainReads(column: Column): readonly string[] {
  return column.kind === 'chain' ? (column.chain?.reads ?? []) : [];
}

/** Turns a cell into a group: without bins and distinct values, they correspond one to one. */
function groupOf({ bin: _, ...cell }: TallyCell): CountedGroup {
  return { ...cell, distinct: [] };
}

const hour = 3600;
const day = 24 * hour;

/** The longest bins, in seconds, from which each unit of time can be read. */
const longestBins: Readonly<Record<TimeUnit, number>> = { hour, day, month: day, weekday: day };

/**
 * Returns whether the column's value follows from the start of a bin of this length. A column
 * `time` shows the bins themselves.
 */
function isGivenByBins(length: number, { name }: TimeColumn): boolean {
  return name === 'time' || longestBins[name] % length === 0;
}

/**
 * Returns the longest bins, in seconds, from which all columns of time can be read; undefined when
 * they need single seconds.
 */
function binOf(columns: readonly Column[]): number | undefined {
  const names = columns.filter(isTimeColumn).map(({ name }) => name);
  if (names.length === 0 || names.includes('time')) return undefined;
  return names.includes('hour') ? hour : day;
}
