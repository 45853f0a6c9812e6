import type { Ranking } from '../../aggregate/rank-groups.ts';
import { type CountedGroup, rollUp, sumUp } from '../../aggregate/roll-up.ts';
import { createEventBins, noTime } from '../../aggregate/time-bins.ts';
import type { TimeUnit } from '../../event/time-units.ts';
import {
  type Column,
  createColumn,
  isTimeColumn,
  readTime,
  type TimeColumn,
} from '../../format/text/column.ts';
import type { RankedGroups } from '../../query/group.ts';
import type { TallyCell } from '../../query/tally.ts';
import type { Count, Engine, EventCount } from '../engine.ts';
import { createRanker } from './rank-portions.ts';

/** How events are counted in groups. */
export interface GroupOptions extends Omit<Count, 'tallies' | 'binOf' | 'keyLength'> {
  /** Names of columns, each an attribute or a field path; none for all events as one group. */
  readonly by: readonly string[];
  /** The seconds of the bins for which `time` stands; absent when it stands for seconds. */
  readonly bin?: number;
  /** Names of columns whose different values are counted in each group. */
  readonly distinct?: readonly string[];
  readonly signal: AbortSignal;
}

/** A count that goes on as long as somebody takes its parts. */
export interface GroupCount extends Pick<EventCount, 'parts' | 'close'> {
  /**
   * The groups in order, when the parts have ended. To be called once, and gone through before `close`.
   * Throws ConfigError when the temporary folder has no room for them, and the signal's reason when it is
   * aborted.
   */
  ranked(ranking?: Ranking): Promise<RankedGroups>;
}

/** Counts the events that match in groups of the same values. */
export function countGroups(engine: Pick<Engine, 'count'>, options: GroupOptions): GroupCount {
  const { by, bin, distinct = [], zone } = options;
  const columns = by.map(createColumn);
  const length = bin ?? binOf(columns);
  const isBinned = (column: Column): column is TimeColumn =>
    length !== undefined && isTimeColumn(column) && tells(length, column);
  // What can be told by the bins need not be read of each event.
  const read = columns.filter((column) => !isBinned(column)).map(({ header }) => header);
  const eventBins = length === undefined ? undefined : createEventBins(length, zone);
  const count = engine.count({
    ...options,
    tallies: [{ by: [...read, ...distinct] }],
    keyLength: read.length,
    ...(eventBins && { binOf: eventBins }),
  });

  const valuesOf = ({ values, bin: start }: TallyCell) => {
    let at = 0;
    const time = start === noTime ? Number.NaN : start * 1000;
    return columns.map((column) =>
      isBinned(column) ? readTime(column, time, zone) : (values[at++] ?? ''),
    );
  };
  const distinctOf = ({ values }: TallyCell) => values.slice(read.length);
  const isCell = !eventBins && distinct.length === 0;
  const groups = function* () {
    let isEmpty = true;
    for (const cells of count.portions()) {
      const portion = isCell ? cells.map(groupOf) : rollUp(cells, { valuesOf, distinctOf });
      if (portion.length > 0) yield portion;
      isEmpty &&= portion.length === 0;
    }
    // Of no events there are no groups, but there is a total.
    if (isEmpty && by.length === 0) yield [{ values: [], ...sumUp([]) }];
  };
  const ranker = createRanker();
  return {
    parts: count.parts,
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

/** Without bins and different values to count, a cell is a group. */
function groupOf({ bin: _, ...cell }: TallyCell): CountedGroup {
  return { ...cell, distinct: [] };
}

const hour = 3600;
const day = 24 * hour;

/** The seconds of the longest bins that tell such a span. */
const longest: Readonly<Record<TimeUnit, number>> = { hour, day, month: day, weekday: day };

/** Whether a bin of this length tells what the column shows of the times in it; of `time` it is all that is shown. */
function tells(length: number, { name }: TimeColumn): boolean {
  return name === 'time' || longest[name] % length === 0;
}

/** The seconds of the longest bins that tell what the columns of time show; undefined where seconds do. */
function binOf(columns: readonly Column[]): number | undefined {
  const names = columns.filter(isTimeColumn).map(({ name }) => name);
  if (names.length === 0 || names.includes('time')) return undefined;
  return names.includes('hour') ? hour : day;
}
