import type { Category } from '../../event/category.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { impliedTime } from '../../query/condition/implied-time.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { mayHave } from '../../query/condition/possible-values.ts';
import type { DeliverySpan } from './delivery-span.ts';
import { isRegionName } from './region-name.ts';
import type { TrailKind } from './trail-place.ts';

/** Decides by the keys of a trail's files which of them can hold wanted events. */
export interface Selection {
  /** Returns whether files of this account can hold wanted events. */
  acceptsAccount(account: string): boolean;
  acceptsRegion(region: string): boolean;
  acceptsKind(kind: TrailKind): boolean;
  /**
   * The time within which these files were delivered, in epoch milliseconds: from `from` to before
   * `to`.
   */
  readonly from: number;
  readonly to: number;
  /**
   * The start of each day of that time, in epoch milliseconds; undefined when there are too many
   * days to list one by one.
   */
  readonly days: readonly number[] | undefined;
}

/** The reason why an existing file is not read. */
export type LeftOutReason =
  | 'account'
  | 'region'
  | 'category'
  /** The file was delivered before the wanted events. */
  | 'time'
  /** The file was delivered so long after the wanted events that it is unlikely to hold one. */
  | 'late'
  /** A pipe, a device or a socket in a folder: reading it could wait without end. */
  | 'special'
  /** A folder that is listed already, under another name. */
  | 'listed';

/** Limits on the time of delivery. */
export interface Delivery {
  /**
   * The longest time, in milliseconds, between an event and the delivery of its file; Infinity to
   * read all files.
   */
  readonly late: number;
  /** The current time in epoch milliseconds: no file has been delivered later. */
  readonly now: number;
}

/**
 * The milliseconds by which AWS's clocks may differ: the time in a file's name can be earlier than
 * an event in it.
 */
const clockSkew = 15 * 60_000;
/** The milliseconds by which this machine's clock may be wrong. */
const ownClockSkew = 60 * 60_000;

/** Selects the files that can hold events that pass the filter. */
export function selectionFor(filter: Filter, { late, now }: Delivery): Selection {
  const acceptsCategory = mayHave(impliedValues(filter.when, 'category'));
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = impliedTime(filter);
  const isAnyTime = late === Number.POSITIVE_INFINITY;
  const delivered = { from: isAnyTime ? -late : from - clockSkew, to: to + late };
  return {
    acceptsAccount: mayHave(impliedValues(filter.when, 'account')),
    acceptsRegion: mayHave(impliedValues(filter.when, 'region')),
    acceptsKind: (kind) => categoriesIn[kind].some(acceptsCategory),
    ...delivered,
    days: daysBetween(delivered.from, Math.min(delivered.to, now + ownClockSkew)),
  };
}

const dayLength = 86_400_000;
/**
 * The maximum number of days that are listed one by one: for more, listing whole months takes no
 * more requests.
 */
const maxDays = 31;

function daysBetween(from: number, to: number): number[] | undefined {
  const first = Math.floor(from / dayLength);
  const count = Math.ceil(to / dayLength) - first;
  return count <= maxDays
    ? Array.from({ length: Math.max(0, count) }, (_, day) => (first + day) * dayLength)
    : undefined;
}

/**
 * The categories of the events in each kind of folder (CloudTrail User Guide, "Finding your
 * CloudTrail log files").
 */
const categoriesIn: Readonly<Record<TrailKind, readonly Category[]>> = {
  CloudTrail: ['management', 'data'],
  'CloudTrail-Insight': ['insight'],
  'CloudTrail-NetworkActivity': ['network-activity'],
  'CloudTrail-Aggregated': ['aggregated'],
};

/** The facts about its events that the path of a file or folder contains. */
export interface KnownPlace {
  readonly account?: string;
  readonly region?: string;
  readonly kind?: TrailKind;
  /** The time within which the files were delivered. */
  readonly span: DeliverySpan;
}

/**
 * Returns why a file or folder can be left out; undefined when one of the selections accepts it.
 * The selections must differ only in their times.
 */
export function reasonToLeaveOut(
  { account, region, kind, span }: KnownPlace,
  selections: readonly Selection[],
): LeftOutReason | undefined {
  const [first] = selections;
  if (!first) return 'time';
  if (account !== undefined && !first.acceptsAccount(account)) return 'account';
  // A folder in the place of a region, but with another kind of name, may hold any events.
  const isKnown = region !== undefined && isRegionName(region);
  if (isKnown && !first.acceptsRegion(region)) return 'region';
  if (kind !== undefined && !first.acceptsKind(kind)) return 'category';
  if (selections.some(({ from, to }) => span.from < to && span.to >= from)) return undefined;
  return selections.some(({ to }) => span.from >= to) ? 'late' : 'time';
}
