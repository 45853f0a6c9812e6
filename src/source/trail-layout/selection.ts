import type { Category } from '../../event/category.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { impliedTime } from '../../query/condition/implied-time.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { mayHave } from '../../query/condition/possible-values.ts';
import type { DeliverySpan } from './delivery-span.ts';
import { isRegionName } from './region-name.ts';
import type { TrailKind } from './trail-place.ts';

/** Which files of a trail can hold wanted events, as far as their keys show. */
export interface Selection {
  takesAccount(account: string): boolean;
  takesRegion(region: string): boolean;
  takesKind(kind: TrailKind): boolean;
  /** When they were delivered, in epoch milliseconds: from `from` to before `to`. */
  readonly from: number;
  readonly to: number;
  /** The days of delivery by their starts, in epoch milliseconds; undefined when there are too many to list. */
  readonly days: readonly number[] | undefined;
}

/** Why an existing file is not read. */
export type LeftOutReason =
  | 'account'
  | 'region'
  | 'category'
  /** It was delivered before the wanted events. */
  | 'time'
  /** It was delivered so long after the wanted events that it is unlikely to hold one. */
  | 'late';

/** Limits on when files are delivered, in milliseconds. */
export interface Delivery {
  /** How long after their events files may be delivered; Infinity to read all files. */
  readonly late: number;
  /** The current time in epoch milliseconds: no file has been delivered later. */
  readonly now: number;
}

/** Clocks differ: the time in a file's name can be earlier than an event in it. */
const clockSkew = 15 * 60_000;
/** This machine's own clock may be off by more. */
const ownClockSkew = 60 * 60_000;

/** Selects the files that can hold events that pass the filter. */
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
/** With more days, listing whole months takes no more requests. */
const maxDays = 31;

function daysBetween(from: number, to: number): number[] | undefined {
  const first = Math.floor(from / dayLength);
  const count = Math.ceil(to / dayLength) - first;
  return count <= maxDays
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

/** The facts that the path of a file or folder gives about its events. */
export interface KnownPlace {
  readonly account?: string;
  readonly region?: string;
  readonly kind?: TrailKind;
  /** When the files were delivered. */
  readonly span: DeliverySpan;
}

/**
 * Returns why a file or folder can be left out; undefined when one of the selections takes it. The
 * selections must differ only in their times.
 */
export function reasonToLeaveOut(
  { account, region, kind, span }: KnownPlace,
  selections: readonly Selection[],
): LeftOutReason | undefined {
  const [first] = selections;
  if (!first) return 'time';
  if (account !== undefined && !first.takesAccount(account)) return 'account';
  // A folder in the place of a region that is not named for one may hold any events.
  const isKnown = region !== undefined && isRegionName(region);
  if (isKnown && !first.takesRegion(region)) return 'region';
  if (kind !== undefined && !first.takesKind(kind)) return 'category';
  if (selections.some(({ from, to }) => span.from < to && span.to >= from)) return undefined;
  return selections.some(({ to }) => span.from >= to) ? 'late' : 'time';
}
