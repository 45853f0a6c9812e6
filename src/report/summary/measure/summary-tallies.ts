import { has } from '../../../query/condition/condition.ts';
import { createFilter } from '../../../query/condition/filter.ts';
import type { Tally, TallyCell } from '../../../query/tally.ts';
import { conditions } from './summary-conditions.ts';

const change = ['principal', 'event', 'resource', 'region', 'account', 'outcome'] as const;

/**
 * The attributes by which the events of a summary are counted, all in one pass. Each tally has only
 * the attributes that are shown together: by all of them, nearly every event would be a group.
 */
const tallies = {
  hours: { by: ['outcome'] },
  // The kind of access and the category nearly follow from the event, so there are few more groups.
  calls: { by: ['identity', 'service', 'event', 'access', 'category'] },
  problems: {
    filter: createFilter(has('outcome', ['denied', 'failed'])),
    by: ['identity', 'service', 'event', 'error', 'outcome'],
  },
  places: { by: ['account', 'region'] },
  origins: { by: ['identity', 'source-ip'] },
  agents: { by: ['agent'] },
  throttled: {
    filter: createFilter(conditions.throttled),
    by: ['identity', 'service', 'event', 'error'],
  },
  root: {
    filter: createFilter(conditions.root),
    by: ['account', 'event', 'source-ip', 'outcome', 'mfa'],
  },
  signIns: {
    filter: createFilter(conditions.signIns),
    by: ['principal', 'account', 'source-ip', 'outcome', 'mfa'],
  },
  signInsWithoutMfa: { filter: createFilter(conditions.signInsWithoutMfa), by: [] },
  iam: { filter: createFilter(conditions.iam), by: change },
  network: { filter: createFilter(conditions.network), by: change },
  logging: { filter: createFilter(conditions.logging), by: change },
  keys: { filter: createFilter(conditions.keys), by: change },
  buckets: { filter: createFilter(conditions.buckets), by: change },
  sharing: { filter: createFilter(conditions.sharing), by: change },
  late: { filter: createFilter(conditions.late), by: [] },
  omitted: { filter: createFilter(conditions.omitted), by: [] },
} as const satisfies Readonly<Record<string, Tally>>;

/** The name of a tally of a summary. */
export type TallyName = keyof typeof tallies;

/** The names in the order in which the tallies are counted. */
export const tallyNames = Object.keys(tallies) as readonly TallyName[];

/** The tallies, in the order of `tallyNames`. */
export const summaryTallies: readonly Tally[] = Object.values(tallies);

/** Returns the index of a tally in `summaryTallies`. */
export function tallyIndex(name: TallyName): number {
  return tallyNames.indexOf(name);
}

/** Returns a function that reads the value of one attribute from the tally's cells. */
export function valueIn<Name extends TallyName>(
  tally: Name,
  name: (typeof tallies)[Name]['by'][number],
): (cell: Pick<TallyCell, 'values'>) => string {
  const by: readonly string[] = tallies[tally].by;
  const at = by.indexOf(name);
  return ({ values }) => values[at] ?? '';
}

/**
 * Returns a test for cells that count events whose values were not kept, because there were too
 * many.
 */
export function lacksValues(name: TallyName): (cell: Pick<TallyCell, 'values'>) => boolean {
  const { length } = tallies[name].by;
  return ({ values }) => values.length < length;
}

/** Returns the number of events in these cells. */
export function eventsIn(cells: readonly TallyCell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}
