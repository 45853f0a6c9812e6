import { rankGroups } from '../../../aggregate/rank-groups.ts';
import { rollUp } from '../../../aggregate/roll-up.ts';
import type { Word } from '../../../filter/flags-of.ts';
import { isoTime } from '../../../iso-time.ts';
import type { Condition } from '../../../query/condition/condition.ts';
import type { Group, Measured, SortKey } from '../../../query/group.ts';
import type { TallyCell } from '../../../query/tally.ts';
import type { Summary } from '../summary-schema.ts';
import { areaQuery } from './area-query.ts';
import { areas, isThrottling } from './summary-areas.ts';
import { type TallyName, valueIn } from './summary-tallies.ts';

/** What was counted by a tally in a window. */
export type CellsOf = (tally: TallyName) => readonly TallyCell[];

/** Of what lists are made. */
export interface ListContext {
  /** What was counted in the window. */
  readonly cellsOf: CellsOf;
  /** What every command line begins with: sources, time, accounts. */
  readonly given: readonly Word[];
  /** How many rows a list has at most. */
  readonly top: number;
}

/** A list of groups of events. */
interface List<Row> {
  readonly query: string;
  readonly events: number;
  readonly rows: Row[];
  readonly more: number;
}

/** What a list is about. */
interface ListOptions<Row> {
  readonly area: Condition;
  readonly tally: TallyName;
  /** What tells the groups apart; undefined for an event that is not in the list. All values when absent. */
  readonly valuesOf?: (cell: TallyCell) => readonly string[] | undefined;
  readonly rowOf: (group: Group) => Row;
  /** By events when absent; by time, the earliest first. */
  readonly order?: 'time';
}

/** Makes a list. */
export function listOf<Row>(
  { cellsOf, given, top }: ListContext,
  { area, tally, valuesOf = ({ values }) => values, rowOf, order }: ListOptions<Row>,
): List<Row> {
  const sort: SortKey = { kind: order === 'time' ? 'first-seen' : 'events' };
  const groups = rollUp(cellsOf(tally), { valuesOf });
  const ranked = rankGroups(groups, { sort, isReversed: order === 'time', top });
  return {
    query: areaQuery(given, area),
    events: groups.reduce((sum, { count }) => sum + count, 0),
    rows: ranked.groups.map(rowOf),
    more: ranked.others?.groups ?? 0,
  };
}

const serviceOf = valueIn('calls', 'service');
const eventOf = valueIn('calls', 'event');
const errorOf = valueIn('calls', 'error');
const outcomeOf = valueIn('calls', 'outcome');
const identityOf = valueIn('calls', 'identity');

/** Calls that ended in one way, by principal and API. */
export function listCalls(
  context: ListContext,
  area: 'denied' | 'failed' | 'throttled',
): Summary['denied'] {
  const rowOf = ({
    values: [principal = '', service = '', event = '', error = ''],
    ...measured
  }: Group) => ({ principal, service, event, error, ...spanOf(measured) });
  if (area === 'throttled') return listOf(context, { area: areas[area], tally: area, rowOf });
  const isIn = area === 'denied' ? isDenied : isFailed;
  return listOf(context, {
    area: areas[area],
    tally: 'calls',
    valuesOf: (cell) =>
      isIn(cell) ? [identityOf(cell), serviceOf(cell), eventOf(cell), errorOf(cell)] : undefined,
    rowOf,
  });
}

export function isDenied(cell: TallyCell): boolean {
  return outcomeOf(cell) === 'denied';
}

/** Not for having come too fast. */
export function isFailed(cell: TallyCell): boolean {
  return outcomeOf(cell) === 'failed' && !isThrottling(errorOf(cell));
}

/** What the root user did. */
export function listRootUse(context: ListContext): Summary['root'] {
  return listOf(context, {
    area: areas.root,
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

/** Sign-ins to the console, done or tried. */
export function listSignIns(
  context: ListContext,
  isNewAddress: ((address: string) => boolean) | undefined,
): Summary['signIns'] {
  return listOf(context, {
    area: areas.signIns,
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

/** What was changed in an area, or was to be. */
export function listChanges(
  context: ListContext,
  area: keyof Summary['changes'],
): Summary['changes']['iam'] {
  return listOf(context, {
    area: areas[area],
    tally: area,
    order: 'time',
    rowOf({ values, ...measured }) {
      const [principal = '', event = '', resource = '', region = '', account = '', outcome = ''] =
        values;
      return { principal, event, resource, region, account, outcome, ...spanOf(measured) };
    },
  });
}

/** How many events there are, and when the first and the last was. */
export function spanOf({ count, first, last }: Pick<Measured, 'count' | 'first' | 'last'>) {
  return { events: count, first: instantOf(first), last: instantOf(last) };
}

/** Epoch seconds as `2026-11-19T08:00:00Z`; null for 0. */
function instantOf(seconds: number): string | null {
  return seconds === 0 ? null : instantText(seconds * 1000);
}

/** The second of an instant (epoch milliseconds), as `2026-11-19T08:00:00Z`. */
export function instantText(time: number): string {
  return isoTime(Math.floor(time / 1000) * 1000);
}
