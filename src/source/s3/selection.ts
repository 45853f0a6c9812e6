import type { Category } from '../../event/category.ts';
import type { Filter } from '../../query/filter.ts';
import { impliedTime } from '../../query/implied-time.ts';
import { impliedValues } from '../../query/implied-values.ts';
import { mayHave } from '../../query/possible-values.ts';
import type { TrailKind } from './trail-keys.ts';

/** Which files of a trail can hold wanted events, as far as their keys tell. */
export interface Selection {
  takesAccount(account: string): boolean;
  takesRegion(region: string): boolean;
  takesKind(kind: TrailKind): boolean;
  /** When they were delivered, in epoch milliseconds: from the first to before the second. */
  readonly from: number;
  readonly to: number;
  /** The days of delivery by their starts, in epoch milliseconds; undefined when these are many. */
  readonly days: readonly number[] | undefined;
}

/** When files are delivered, in milliseconds. */
export interface Delivery {
  /** How long after their events they are looked for. As a rule it is some minutes. */
  readonly late: number;
  /** What time it is: none has been delivered later. */
  readonly now: number;
}

/** Clocks differ: a file's name can tell an earlier time than an event in it. */
const clockSkew = 15 * 60_000;
/** This machine's own clock may be off by more. */
const ownClockSkew = 60 * 60_000;

/** The files in which events that pass the filter can be. */
export function selectionFor(filter: Filter, { late, now }: Delivery): Selection {
  const takesCategory = mayHave(impliedValues(filter.when, 'category'));
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = impliedTime(filter);
  const delivered = { from: from - clockSkew, to: to + late };
  return {
    takesAccount: mayHave(impliedValues(filter.when, 'account')),
    takesRegion: mayHave(impliedValues(filter.when, 'region')),
    takesKind: (kind) => categoriesIn[kind].some(takesCategory),
    ...delivered,
    days: daysBetween(delivered.from, Math.min(delivered.to, now + ownClockSkew)),
  };
}

const dayLength = 86_400_000;
/** It takes as many requests to ask for the days of some months as to list these. */
const mostDays = 31;

function daysBetween(from: number, to: number): number[] | undefined {
  const first = Math.floor(from / dayLength);
  const count = Math.ceil(to / dayLength) - first;
  return count <= mostDays
    ? Array.from({ length: Math.max(0, count) }, (_, day) => (first + day) * dayLength)
    : undefined;
}

/** CloudTrail User Guide, "Finding your CloudTrail log files". */
const categoriesIn: Readonly<Record<TrailKind, readonly Category[]>> = {
  CloudTrail: ['management', 'data'],
  'CloudTrail-Insight': ['insight'],
  'CloudTrail-NetworkActivity': ['network-activity'],
  'CloudTrail-Aggregated': ['aggregated'],
};
