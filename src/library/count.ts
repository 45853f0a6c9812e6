import { countGroups } from '../engine/count/count-groups.ts';
import type { Group } from '../query/group.ts';
import { addToLedger, createLedger, type Ledger } from '../query/ledger.ts';
import { openEngine } from './open-engine.ts';
import { argsOf, countOptionFlags } from './options.ts';
import type { CountOptions } from './query-options.ts';

/** A group of events that have the same values. */
export interface CountedGroup {
  /** The value of each name in `by`; empty for a missing value. */
  readonly values: Readonly<Record<string, string>>;
  /** The number of events in the group. */
  readonly events: number;
  /** The time of the earliest event, to the second; absent when no time is known. */
  readonly first?: Date;
  /** The time of the latest event, to the second; absent when no time is known. */
  readonly last?: Date;
  /** The number of distinct values of each name in `distinct`. */
  readonly distinct: Readonly<Record<string, number>>;
}

/** The result of a count. */
export interface EventCounts {
  /** The groups, largest first; without `by`, a single group of all events. */
  readonly groups: readonly CountedGroup[];
  /** The counts of everything that was read. Errors about single files are in its `errors`. */
  readonly ledger: Readonly<Ledger>;
}

/**
 * Counts the events of sources that match the options, in total or in groups. An event with several
 * resources is in the group of each of them, and so for other lists; with `wholeLists`, it is in
 * one group.
 *
 * ```ts
 * const { groups } = await count('AWSLogs', { by: ['principal', 'event'], outcome: 'denied' });
 * ```
 *
 * Throws UsageError for an invalid option, SourceError when a source cannot be read at all, and the
 * signal's reason when it is aborted. Files that cannot be read are in the ledger's `errors`.
 */
export async function count(
  sources: string | readonly string[],
  options: CountOptions = {},
): Promise<EventCounts> {
  const args = argsOf(sources, { ...options }, countOptionFlags);
  const { engine, config, signal } = await openEngine(args, options);
  const by = [options.by ?? []].flat();
  const distinct = [options.distinct ?? []].flat();
  const ledger = createLedger();
  const wholeLists = options.wholeLists ?? false;
  const counted = countGroups(engine, { ...config, by, distinct, wholeLists, signal });
  try {
    for await (const part of counted.parts) addToLedger(ledger, part.ledger);
    const { groups } = await counted.ranked();
    return { groups: Array.from(groups, (group) => describe(group, by, distinct)), ledger };
  } finally {
    counted.close();
  }
}

function describe(
  { values, count: events, first, last, distinct: sets }: Group,
  by: readonly string[],
  distinct: readonly string[],
): CountedGroup {
  return {
    values: Object.fromEntries(by.map((name, at) => [name, values[at] ?? ''])),
    events,
    ...(first !== 0 && { first: new Date(first * 1000) }),
    ...(last !== 0 && { last: new Date(last * 1000) }),
    distinct: Object.fromEntries(distinct.map((name, at) => [name, sets[at]?.size ?? 0])),
  };
}
