import { rankGroups } from '../../../aggregate/rank-groups.ts';
import { rollUp } from '../../../aggregate/roll-up.ts';
import type { TallyCell } from '../../../query/tally.ts';
import type { Summary } from '../summary-schema.ts';
import { conditionQuery } from './condition-query.ts';
import { conditions } from './summary-conditions.ts';
import { type CellsOf, type ListContext, listOf, spanOf } from './summary-lists.ts';
import { eventsIn, type TallyName, valueIn } from './summary-tallies.ts';

/**
 * The cells of the window, and of the two windows with which it is compared; null for a window
 * without events.
 */
export interface ComparedCells {
  readonly window: CellsOf;
  readonly dayBefore: CellsOf | null;
  readonly weekBefore: CellsOf | null;
}

type Figure = Summary['totals']['all'];

const serviceOf = valueIn('calls', 'service');
const eventOf = valueIn('calls', 'event');
const identityOf = valueIn('calls', 'identity');
const accessOf = valueIn('calls', 'access');
const originOf = valueIn('origins', 'identity');
const addressOf = valueIn('origins', 'source-ip');

/** Returns the totals over all events. */
export function totalsOf(compared: ComparedCells, context: ListContext): Summary['totals'] {
  const events = (tally: TallyName, matches: (cell: TallyCell) => boolean = () => true) =>
    compare(compared, (cellsOf) => eventsIn(cellsOf(tally).filter(matches)));
  const distinct = (tally: TallyName, textOf: (cell: TallyCell) => string) =>
    compare(compared, (cellsOf) => new Set(cellsOf(tally).map(textOf).filter(Boolean)).size);
  return {
    query: conditionQuery(context, conditions.all),
    all: events('calls'),
    writes: events('calls', (cell) => accessOf(cell) === 'write'),
    denied: events('denied'),
    failed: events('failed'),
    throttled: events('throttled'),
    principals: distinct('calls', identityOf),
    addresses: distinct('origins', addressOf),
    accounts: distinct('places', valueIn('places', 'account')),
    regions: distinct('places', valueIn('places', 'region')),
  };
}

/** Lists the services that were called. */
export function listServices(compared: ComparedCells, context: ListContext): Summary['services'] {
  const { window, dayBefore, weekBefore } = compared;
  const eventsDayBefore = dayBefore && eventsBy(serviceOf, dayBefore('calls'));
  const eventsWeekBefore = weekBefore && eventsBy(serviceOf, weekBefore('calls'));
  const denied = eventsBy(valueIn('denied', 'service'), window('denied'));
  const failed = eventsBy(valueIn('failed', 'service'), window('failed'));
  return listOf(context, {
    query: conditionQuery(context, conditions.all),
    tally: 'calls',
    valuesOf: (cell) => [serviceOf(cell)],
    rowOf: ({ values: [service = ''], count }) => ({
      service,
      events: count,
      denied: denied.get(service) ?? 0,
      failed: failed.get(service) ?? 0,
      dayBefore: eventsDayBefore && (eventsDayBefore.get(service) ?? 0),
      weekBefore: eventsWeekBefore && (eventsWeekBefore.get(service) ?? 0),
    }),
  });
}

/** Lists the principals and their most frequent calls. */
export function listPrincipals(context: ListContext): Summary['principals'] {
  const { cellsOf } = context;
  const denied = eventsBy(valueIn('denied', 'identity'), cellsOf('denied'));
  const failed = eventsBy(valueIn('failed', 'identity'), cellsOf('failed'));
  const callsOf = cellsBy(identityOf, cellsOf('calls'));
  const originsOf = cellsBy(originOf, cellsOf('origins'));
  return listOf(context, {
    query: conditionQuery(context, conditions.all),
    tally: 'calls',
    valuesOf: (cell) => [identityOf(cell)],
    rowOf({ values: [principal = ''], ...measured }) {
      return {
        principal,
        ...spanOf(measured),
        denied: denied.get(principal) ?? 0,
        failed: failed.get(principal) ?? 0,
        addresses: new Set(originsOf.get(principal)?.map(addressOf).filter(Boolean)).size,
        calls: mostCalled(callsOf.get(principal) ?? []),
      };
    },
  });
}

function cellsBy(
  textOf: (cell: TallyCell) => string,
  cells: readonly TallyCell[],
): ReadonlyMap<string, readonly TallyCell[]> {
  const byText = new Map<string, TallyCell[]>();
  for (const cell of cells) {
    const known = byText.get(textOf(cell));
    if (known) known.push(cell);
    else byText.set(textOf(cell), [cell]);
  }
  return byText;
}

const maxCalls = 5;

function mostCalled(cells: readonly TallyCell[]): Summary['principals']['rows'][number]['calls'] {
  const groups = rollUp(cells, { valuesOf: (cell) => [serviceOf(cell), eventOf(cell)] });
  return rankGroups(groups, { top: maxCalls }).groups.map(
    ({ values: [service = '', event = ''], count }) => ({ service, event, events: count }),
  );
}

function compare(compared: ComparedCells, figureOf: (cellsOf: CellsOf) => number): Figure {
  const { window, dayBefore, weekBefore } = compared;
  return {
    events: figureOf(window),
    dayBefore: dayBefore && figureOf(dayBefore),
    weekBefore: weekBefore && figureOf(weekBefore),
  };
}

/** Returns the number of events for each value. */
function eventsBy(
  textOf: (cell: TallyCell) => string,
  cells: readonly TallyCell[],
): ReadonlyMap<string, number> {
  const events = new Map<string, number>();
  for (const cell of cells) {
    const value = textOf(cell);
    events.set(value, (events.get(value) ?? 0) + cell.count);
  }
  return events;
}
