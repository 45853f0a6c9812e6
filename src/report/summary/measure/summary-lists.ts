import { rankGroups } from '../../../aggregate/rank-groups.ts';
import { type CountedGroup, rollUp } from '../../../aggregate/roll-up.ts';
import type { Word } from '../../../filter/flags-of.ts';
import { isoTime } from '../../../iso-time.ts';
import type { Condition } from '../../../query/condition/condition.ts';
import type { Group, Measures, SortKey } from '../../../query/group.ts';
import type { TallyCell } from '../../../query/tally.ts';
import type { Summary } from '../summary-schema.ts';
import { conditionQuery } from './condition-query.ts';
import { conditions, isThrottling } from './summary-conditions.ts';
import { type TallyName, valueIn } from './summary-tallies.ts';

/** Returns the cells of a tally in one window. */
export type CellsOf = (tally: TallyName) => readonly TallyCell[];

/** The counts and options for making any list. */
export interface ListContext {
  /** The cells of the window. */
  readonly cellsOf: CellsOf;
  /** The words with which every command line begins: sources, time, accounts. */
  readonly leadingWords: readonly Word[];
  /** The maximum number of rows of a list. */
  readonly top: number;
}

/** A list of groups of events. */
interface List<Row> {
  readonly query: string;
  readonly events: number;
  readonly rows: Row[];
  readonly more: number;
}

/** Options of a list. */
interface ListOptions<Row> {
  readonly condition: Condition;
  readonly tally: TallyName;
  /** Returns whether a cell is listed; absent for all. */
  readonly matches?: (cell: TallyCell) => boolean;
  /**
   * Returns the values by which to group a cell; undefined to leave it out. By default, each cell
   * is a row of its own.
   */
  readonly valuesOf?: (cell: TallyCell) => readonly string[] | undefined;
  readonly rowOf: (group: Group) => Row;
  /**
   * `time` puts the earliest groups first; by default, the groups with the most events come first.
   */
  readonly order?: 'time';
}

/** Makes a list of groups with at most `top` rows. */
export function listOf<Row>(
  { cellsOf, leadingWords, top }: ListContext,
  { condition, tally, matches = () => true, valuesOf, rowOf, order }: ListOptions<Row>,
): List<Row> {
  const sort: SortKey = { kind: order === 'time' ? 'first-seen' : 'events' };
  const cells = cellsOf(tally).filter(matches);
  const groups = valuesOf ? rollUp(cells, { valuesOf }) : cells.map(groupOf);
  const ranked = rankGroups(groups, { sort, isReversed: order === 'time', top });
  return {
    query: conditionQuery(leadingWords, condition),
    events: groups.reduce((sum, { count }) => sum + count, 0),
    rows: ranked.groups.map(rowOf),
    more: ranked.others?.groups ?? 0,
  };
}

/** The cells of a window correspond one to one to the groups of the tally. */
function groupOf({ values, count, first, last }: TallyCell): CountedGroup {
  return { values, count, first, last, distinct: [] };
}

const errorOf = valueIn('problems', 'error');
const outcomeOf = valueIn('problems', 'outcome');

/** Lists denied, failed or throttled calls by principal and API. */
export function listCalls(
  context: ListContext,
  result: 'denied' | 'failed' | 'throttled',
): Summary['denied'] {
  const rowOf = ({
    values: [principal = '', service = '', event = '', error = ''],
    ...measured
  }: Group) => ({ principal, service, event, error, ...spanOf(measured) });
  if (result === 'throttled')
    return listOf(context, { condition: conditions[result], tally: result, rowOf });
  // The last value, the outcome, is the same for all of them.
  return listOf(context, {
    condition: conditions[result],
    tally: 'problems',
    matches: result === 'denied' ? isDenied : isFailed,
    rowOf,
  });
}

/** Returns whether the calls of the cell, of the tally `problems`, were denied. */
export function isDenied(cell: TallyCell): boolean {
  return outcomeOf(cell) === 'denied';
}

/**
 * Returns whether the calls of the cell, of the tally `problems`, failed, except those that were
 * throttled.
 */
export function isFailed(cell: TallyCell): boolean {
  return outcomeOf(cell) === 'failed' && !isThrottling(errorOf(cell));
}

/** Lists the actions of root users. */
export function listRootUse(context: ListContext): Summary['root'] {
  return listOf(context, {
    condition: conditions.root,
    tally: 'root',
    order: 'time',
    rowOf({
      values: [account = '', event = '', address = '', outcome = '', mfa = ''],
      ...measured
    }) {
      return { account, event, address, outcome, mfa, ...spanOf(measured) };
    },
  });
}

/** Lists sign-ins to the console, successful or not. */
export function listSignIns(
  context: ListContext,
  isNewAddress: ((address: string) => boolean) | undefined,
): Summary['signIns'] {
  return listOf(context, {
    condition: conditions.signIns,
    tally: 'signIns',
    order: 'time',
    rowOf({
      values: [principal = '', account = '', address = '', outcome = '', mfa = ''],
      ...measured
    }) {
      const isNew = isNewAddress?.(address) ?? null;
      return {
        ...{ principal, account, address, outcome, mfa },
        ...spanOf(measured),
        isNewAddress: isNew,
      };
    },
  });
}

/** Lists changes of one kind, including attempted ones. */
export function listChanges(
  context: ListContext,
  kind: keyof Summary['changes'],
): Summary['changes']['iam'] {
  return listOf(context, {
    condition: conditions[kind],
    tally: kind,
    order: 'time',
    rowOf({ values, ...measured }) {
      const [principal = '', event = '', resource = '', region = '', account = '', outcome = ''] =
        values;
      return { principal, event, resource, region, account, outcome, ...spanOf(measured) };
    },
  });
}

/** Returns the number of events, and the times of the first and the last. */
export function spanOf({ count, first, last }: Pick<Measures, 'count' | 'first' | 'last'>) {
  return { events: count, first: instantOf(first), last: instantOf(last) };
}

/** Formats epoch seconds as `2026-11-19T08:00:00Z`; null for 0. */
function instantOf(seconds: number): string | null {
  return seconds === 0 ? null : instantText(seconds * 1000);
}

/** Formats epoch milliseconds, rounded down to a second, as `2026-11-19T08:00:00Z`. */
export function instantText(time: number): string {
  return isoTime(Math.floor(time / 1000) * 1000);
}
