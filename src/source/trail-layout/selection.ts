import type { Category } from '../../event/category.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { impliedTime } from '../../query/condition/implied-time.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { mayHave } from '../../query/condition/possible-values.ts';
import type { DeliverySpan } from './delivery-span.ts';
import { isRegionName } from './region-name.ts';
import type { TrailKind } from './trail-place.ts';

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

/** Why a file is not read, although it is there. */
export type LeftOutReason =
  | 'account'
  | 'region'
  | 'category'
  /** It was delivered before the events that are wanted. */
  | 'time'
  /** It was delivered so long after them that it is unlikely to hold one. */
  | 'late';

/** When files are delivered, in milliseconds. */
export interface Delivery {
  /** How long after their events they are looked for; Infinity to look at all files. */
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
  const isAnyTime = late === Number.POSITIVE_INFINITY;
  const delivered = { from: isAnyTime ? -late : from - clockSkew, to: to + late };
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

/** What the path of a file or folder says of what is in it. */
export interface KnownPlace {
  readonly account?: string;
  readonly region?: string;
  readonly kind?: TrailKind;
  /** When it was delivered. */
  readonly span: DeliverySpan;
}

/**
 * Why a file or folder can be left out; undefined when one of the selections, which differ in their
 * times only, takes it.
 */
export function reasonToLeaveOut(
  { account, region, kind, span }: KnownPlace,
  selections: readonly Selection[],
): LeftOutReason | undefined {
  const [first] = selections;
  if (!first) return 'time';
  if (account !== undefined && !first.takesAccount(account)) return 'account';
  // A folder beside those of regions that is not named for one says nothing about what is in it.
  const isKnown = region !== undefined && isRegionName(region);
  if (isKnown && !first.takesRegion(region)) return 'region';
  if (kind !== undefined && !first.takesKind(kind)) return 'category';
  if (selections.some(({ from, to }) => span.from < to && span.to >= from)) return undefined;
  return selections.some(({ to }) => span.from >= to) ? 'late' : 'time';
}
