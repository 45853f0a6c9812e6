import { rankGroups } from '../../../aggregate/rank-groups.ts';
import { type CountedGroup, rollUp } from '../../../aggregate/roll-up.ts';
import type { FindingRules } from '../../../detect/finding-rules.ts';
import type { SessionFound } from '../../../detect/sessions/find-in-sessions.ts';
import { flagsOf } from '../../../filter/flags-of.ts';
import { isoTime } from '../../../iso-time.ts';
import type { RuleFinding } from '../../../query/finding-kinds.ts';
import type { Group, Measures, SortKey } from '../../../query/group.ts';
import type { TallyCell } from '../../../query/tally.ts';
import type { Summary } from '../summary-schema.ts';
import { conditionQuery, findingQuery, type QueryWords } from './condition-query.ts';
import { conditions } from './summary-conditions.ts';
import type { TallyName } from './summary-tallies.ts';

/** Returns the cells of a tally in one window. */
export type CellsOf = (tally: TallyName) => readonly TallyCell[];

/** The counts and options for making any list. */
export interface ListContext extends QueryWords {
  /** The cells of the window. */
  readonly cellsOf: CellsOf;
  readonly rules: FindingRules;
  /** What is suspicious about sessions. */
  readonly sessions: readonly SessionFound[];
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

/** Options of the rows of a list. */
interface RowOptions<Row> {
  readonly tally: TallyName;
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

/** Makes a list of groups with at most `top` rows; `query` is the command line of its events. */
export function listOf<Row>(
  context: ListContext,
  { query, ...options }: RowOptions<Row> & Pick<List<Row>, 'query'>,
): List<Row> {
  return { query, ...rowsOf(context, options) };
}

/** Makes the rows of a list. */
export function rowsOf<Row>(
  { cellsOf, top }: ListContext,
  { tally, valuesOf, rowOf, order }: RowOptions<Row>,
): Omit<List<Row>, 'query'> {
  const sort: SortKey = { kind: order === 'time' ? 'first-seen' : 'events' };
  const cells = cellsOf(tally);
  const groups = valuesOf ? rollUp(cells, { valuesOf }) : cells.map(groupOf);
  const ranked = rankGroups(groups, { sort, isReversed: order === 'time', top });
  return {
    events: groups.reduce((sum, { count }) => sum + count, 0),
    rows: ranked.groups.map(rowOf),
    more: ranked.others?.groups ?? 0,
  };
}

/** The cells of a window correspond one to one to the groups of the tally. */
function groupOf({ values, count, first, last }: TallyCell): CountedGroup {
  return { values, count, first, last, distinct: [] };
}

/** Lists denied, failed or throttled calls by principal and API. */
export function listCalls(
  context: ListContext,
  result: 'denied' | 'failed' | 'throttled',
): Summary['denied'] {
  return listOf(context, {
    query:
      result === 'failed'
        ? findingQuery(context, '!throttled', flagsOf(conditions.failed))
        : findingQuery(context, result),
    tally: result,
    rowOf: ({ values: [principal = '', service = '', event = '', error = ''], ...measured }) => ({
      principal,
      service,
      event,
      error,
      ...spanOf(measured),
    }),
  });
}

/** Lists the actions of root users. */
export function listRootUse(context: ListContext): Summary['root'] {
  return listOf(context, {
    query: findingQuery(context, 'root-use'),
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
    query: conditionQuery(context, conditions.signIns),
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

/** The finding about each kind of change. */
const changeFindings = {
  iam: 'iam-change',
  network: 'network-change',
  logging: 'logging-change',
  keys: 'key-change',
  buckets: 'bucket-change',
  sharing: 'sharing-change',
} as const satisfies Record<keyof Summary['changes'], RuleFinding>;

/** Lists changes of one kind, including attempted ones. */
export function listChanges(
  context: ListContext,
  kind: keyof Summary['changes'],
): Summary['changes']['iam'] {
  return listOf(context, {
    query: findingQuery(context, changeFindings[kind]),
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
