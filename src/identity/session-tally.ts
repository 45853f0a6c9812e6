import type { Condition } from '../query/condition/condition.ts';
import { contains, type TimeRange } from '../time-range.ts';
import type { Caller } from './caller.ts';
import { groupBy } from './group-by.ts';
import type { Identities } from './identities.ts';
import { addUp } from './seen.ts';
import type { WarnedUse } from './session-warning.ts';

/** Counts by which callers, when and from where events were made, in the first of two passes. */
export interface SessionTally {
  /** Holds for the events that were asked for; others show what is usual. */
  readonly asked: Condition;
  groupOf(
    caller: Caller,
    group: Pick<TalliedGroup, 'identity' | 'address' | 'isAsked'>,
  ): TalliedGroup;
  count(group: TalliedGroup, time: number): void;
  /** Returns the use of all sessions, by the session's ID. */
  uses(identities: Pick<Identities, 'sessionOf'>): ReadonlyMap<string, TalliedUse>;
}

/** Events of one caller from one address. */
export interface TalliedGroup {
  readonly caller: Caller;
  /** The value of the attribute `identity`. */
  readonly identity: string;
  readonly address: string;
  /** Whether the events were asked for. */
  readonly isAsked: boolean;
  events: number;
  /** Epoch milliseconds. */
  first: number;
  last: number;
}

/** When and from where a session was used. */
export interface TalliedUse extends WarnedUse {
  /** The value of the attribute `identity`. */
  readonly identity: string;
  /** How many of its events were asked for. */
  readonly asked: number;
}

/** Creates a tally of the events in a time that has counted nothing. */
export function createSessionTally(asked: Condition, time: TimeRange): SessionTally {
  const groups: TalliedGroup[] = [];
  return {
    asked,
    groupOf(caller, group) {
      const fresh = {
        caller,
        ...group,
        events: 0,
        first: Number.POSITIVE_INFINITY,
        last: Number.NEGATIVE_INFINITY,
      };
      groups.push(fresh);
      return fresh;
    },
    count(group, at) {
      // The events before the time are read only for the credentials that they issue.
      if (!contains(time, at)) return;
      group.events++;
      group.first = Math.min(group.first, at);
      group.last = Math.max(group.last, at);
    },
    uses({ sessionOf }) {
      const used = groups.filter(({ events }) => events > 0);
      const bySession = groupBy(used, ({ caller }) => sessionOf(caller)?.id ?? '');
      return new Map([...bySession].map(([id, own]) => [id, useOf(own)]));
    },
  };
}

function useOf(groups: readonly TalliedGroup[]): TalliedUse {
  const addresses = addUp(groups.map(({ address, ...seen }) => ({ ...seen, value: address })));
  const asked = groups.reduce((sum, { isAsked, events }) => sum + (isAsked ? events : 0), 0);
  // The same whatever was read first.
  const [identity = ''] = groups.flatMap((group) => group.identity || []).sort();
  return {
    ...{ identity, asked, addresses },
    first: addresses[0]?.first ?? Number.POSITIVE_INFINITY,
    last: addresses.reduce((latest, { last }) => Math.max(latest, last), Number.NEGATIVE_INFINITY),
  };
}
