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
  const list = listOf(context, {
    query: conditionQuery(context, conditions.all),
    tally: 'calls',
    valuesOf: (cell) => [serviceOf(cell)],
    rowOf: ({ values: [service = ''], count }) => ({ service, events: count }),
  });
  // Only for the services that are shown: there may be a hundred thousand.
  const shown = new Set(list.rows.map(({ service }) => service));
  const eventsDayBefore = dayBefore && eventsBy(serviceOf, dayBefore('calls'), shown);
  const eventsWeekBefore = weekBefore && eventsBy(serviceOf, weekBefore('calls'), shown);
  const denied = eventsBy(valueIn('denied', 'service'), window('denied'), shown);
  const failed = eventsBy(valueIn('failed', 'service'), window('failed'), shown);
  const rows = list.rows.map(({ service, events }) => ({
    service,
    events,
    denied: denied.get(service) ?? 0,
    failed: failed.get(service) ?? 0,
    dayBefore: eventsDayBefore && (eventsDayBefore.get(service) ?? 0),
    weekBefore: eventsWeekBefore && (eventsWeekBefore.get(service) ?? 0),
  }));
  return { ...list, rows };
}

/** Lists the principals and their most frequent calls. */
export function listPrincipals(context: ListContext): Summary['principals'] {
  const { cellsOf } = context;
  const list = listOf(context, {
    query: conditionQuery(context, conditions.all),
    tally: 'calls',
    valuesOf: (cell) => [identityOf(cell)],
    rowOf: ({ values: [principal = ''], ...measured }) => ({ principal, ...spanOf(measured) }),
  });
  const shown = new Set(list.rows.map(({ principal }) => principal));
  const denied = eventsBy(valueIn('denied', 'identity'), cellsOf('denied'), shown);
  const failed = eventsBy(valueIn('failed', 'identity'), cellsOf('failed'), shown);
  const callsOf = cellsBy(identityOf, cellsOf('calls'), shown);
  const originsOf = cellsBy(originOf, cellsOf('origins'), shown);
  const rows = list.rows.map((row) => ({
    ...row,
    denied: denied.get(row.principal) ?? 0,
    failed: failed.get(row.principal) ?? 0,
    addresses: new Set(originsOf.get(row.principal)?.map(addressOf).filter(Boolean)).size,
    calls: mostCalled(callsOf.get(row.principal) ?? []),
  }));
  return { ...list, rows };
}

/** Returns the cells of each of these texts. */
function cellsBy(
  textOf: (cell: TallyCell) => string,
  cells: readonly TallyCell[],
  texts: ReadonlySet<string>,
): ReadonlyMap<string, readonly TallyCell[]> {
  const byText = new Map<string, TallyCell[]>();
  for (const cell of cells) {
    const text = textOf(cell);
    if (!texts.has(text)) continue;
    const known = byText.get(text);
    if (known) known.push(cell);
    else byText.set(text, [cell]);
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

/** Returns the number of events of each of these texts. */
function eventsBy(
  textOf: (cell: TallyCell) => string,
  cells: readonly TallyCell[],
  texts: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const events = new Map<string, number>();
  for (const cell of cells) {
    const text = textOf(cell);
    if (texts.has(text)) events.set(text, (events.get(text) ?? 0) + cell.count);
  }
  return events;
}
