import type { FindingRules } from '../../../detect/finding-rules.ts';
import { allOf, type Condition, not } from '../../../query/condition/condition.ts';
import { createFilter } from '../../../query/condition/filter.ts';
import type { RuleFinding } from '../../../query/finding-kinds.ts';
import type { Tally, TallyCell } from '../../../query/tally.ts';
import { conditions } from './summary-conditions.ts';

/** A tally whose condition may be that of a rule. */
interface SummaryTally extends Pick<Tally, 'by'> {
  /** The events that are counted; absent for all. */
  readonly when?: (rules: FindingRules) => Condition;
}

const call = ['identity', 'service', 'event', 'error'] as const;
const change = ['principal', 'event', 'resource', 'region', 'account', 'outcome'] as const;

/**
 * The attributes by which the events of a summary are counted, all in one pass. Each tally has only
 * the attributes that are shown together: by all of them, nearly every event would be a group.
 */
const tallies = {
  hours: { by: ['outcome'] },
  // The kind of access and the category nearly follow from the event, so there are few more groups.
  calls: { by: ['identity', 'service', 'event', 'access', 'category'] },
  denied: { when: finding('denied'), by: call },
  failed: {
    when: (rules: FindingRules) => allOf([conditions.failed, not(rules.throttled.condition)]),
    by: call,
  },
  places: { by: ['account', 'region'] },
  origins: { by: ['identity', 'source-ip'] },
  agents: { by: ['agent'] },
  throttled: { when: finding('throttled'), by: call },
  root: { when: finding('root-use'), by: ['account', 'event', 'source-ip', 'outcome', 'mfa'] },
  signIns: {
    when: () => conditions.signIns,
    by: ['principal', 'account', 'source-ip', 'outcome', 'mfa'],
  },
  failedSignIns: { when: finding('failed-login'), by: [] },
  signInsWithoutMfa: { when: finding('no-mfa-login'), by: [] },
  iam: { when: finding('iam-change'), by: change },
  network: { when: finding('network-change'), by: change },
  logging: { when: finding('logging-change'), by: change },
  keys: { when: finding('key-change'), by: change },
  buckets: { when: finding('bucket-change'), by: change },
  sharing: { when: finding('sharing-change'), by: change },
  late: { when: () => conditions.late, by: [] },
  omitted: { when: () => conditions.omitted, by: [] },
} as const satisfies Readonly<Record<string, SummaryTally>>;

function finding(name: RuleFinding): (rules: FindingRules) => Condition {
  return (rules) => rules[name].condition;
}

/** The name of a tally of a summary. */
export type TallyName = keyof typeof tallies;

/** The names in the order in which the tallies are counted. */
export const tallyNames = Object.keys(tallies) as readonly TallyName[];

/** Returns the tallies, in the order of `tallyNames`. */
export function summaryTallies(rules: FindingRules): readonly Tally[] {
  return Object.values<SummaryTally>(tallies).map(({ when, by }) => ({
    ...(when && { filter: createFilter(when(rules)) }),
    by,
  }));
}

/** Returns the index of a tally in `tallyNames`. */
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
