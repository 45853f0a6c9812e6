import { createFilter } from '../../../query/condition/filter.ts';
import type { Tally, TallyCell } from '../../../query/tally.ts';
import { areas } from './summary-areas.ts';

const change = ['principal', 'event', 'resource', 'region', 'account', 'outcome'] as const;

/** What the events of a summary are counted by, all in one go. */
const tallies = {
  hours: { by: ['outcome'] },
  calls: {
    by: [
      'service',
      'event',
      'outcome',
      'error',
      'region',
      'account',
      'access',
      'category',
      'identity',
    ],
  },
  origins: { by: ['identity', 'source-ip'] },
  agents: { by: ['agent'] },
  throttled: {
    filter: createFilter(areas.throttled),
    by: ['identity', 'service', 'event', 'error'],
  },
  root: {
    filter: createFilter(areas.root),
    by: ['account', 'event', 'source-ip', 'outcome', 'mfa'],
  },
  signIns: {
    filter: createFilter(areas.signIns),
    by: ['principal', 'account', 'source-ip', 'outcome', 'mfa'],
  },
  signInsWithoutMfa: { filter: createFilter(areas.signInsWithoutMfa), by: [] },
  iam: { filter: createFilter(areas.iam), by: change },
  network: { filter: createFilter(areas.network), by: change },
  logging: { filter: createFilter(areas.logging), by: change },
  keys: { filter: createFilter(areas.keys), by: change },
  buckets: { filter: createFilter(areas.buckets), by: change },
  sharing: { filter: createFilter(areas.sharing), by: change },
  late: { filter: createFilter(areas.late), by: [] },
  omitted: { filter: createFilter(areas.omitted), by: [] },
} as const satisfies Readonly<Record<string, Tally>>;

/** The name of a tally of a summary. */
export type TallyName = keyof typeof tallies;

/** In the order in which they are counted. */
export const tallyNames = Object.keys(tallies) as readonly TallyName[];

/** In the same order. */
export const summaryTallies: readonly Tally[] = Object.values(tallies);

/** The place of a tally among them. */
export function tallyIndex(name: TallyName): number {
  return tallyNames.indexOf(name);
}

/** Reads one of the values of a tally's cells. */
export function valueIn<Name extends TallyName>(
  tally: Name,
  name: (typeof tallies)[Name]['by'][number],
): (cell: Pick<TallyCell, 'values'>) => string {
  const by: readonly string[] = tallies[tally].by;
  const at = by.indexOf(name);
  return ({ values }) => values[at] ?? '';
}

/** Whether a cell of the tally has values that were too many to be told apart. */
export function isUntold(name: TallyName): (cell: Pick<TallyCell, 'values'>) => boolean {
  const { length } = tallies[name].by;
  return ({ values }) => values.length < length;
}

/** How many events are in these cells. */
export function eventsIn(cells: readonly TallyCell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}
