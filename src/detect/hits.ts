import type { EventRecord } from '../query/event-record.ts';
import type { EventRule, Level } from './rule.ts';

/** The matches of one rule by one identity. */
export interface Hit {
  readonly rule: EventRule;
  /** The identity; empty for those that were not kept apart. */
  readonly who: string;
  events: number;
  /** Epoch milliseconds of the first and the last match. */
  first: number;
  last: number;
  /** Absent when there is no room for more events. */
  firstEvent?: KeptEvent;
}

/** An event that was kept, as text. */
export type KeptEvent = Pick<EventRecord, 'json' | 'file'>;

/** The matches of all rules, by rule and identity. */
export interface Hits {
  /** Returns the matches of a rule by an identity, to be counted with `count`. */
  of(rule: EventRule, who: string): Hit;
  /** Counts a match at this time; `event` is kept if it is the first. */
  count(hit: Hit, time: number, event?: KeptEvent): void;
  all(): readonly Hit[];
}

/** Callers can make up identities, so only this many are kept apart, for all rules together. */
const maxHits = 2 ** 17;
/** The bytes of events that are kept for the rules of each level. */
const maxKeptBytes = 4 * 2 ** 20;

/** Creates empty hits. */
export function createHits(): Hits {
  const byRule = new Map<EventRule, Map<string, Hit>>();
  const keptBytes = new Map<Level, number>();
  let size = 0;

  const hitIn = (hits: Map<string, Hit>, rule: EventRule, who: string): Hit => {
    const known = hits.get(who);
    if (known) return known;
    if (size >= maxHits && who !== '') return hitIn(hits, rule, '');
    const fresh: Hit = {
      rule,
      who,
      events: 0,
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    };
    hits.set(who, fresh);
    size++;
    return fresh;
  };
  const keepFirst = (hit: Hit, { json, file }: KeptEvent) => {
    const used = (keptBytes.get(hit.rule.level) ?? 0) + json.length;
    if (json === '' || used > maxKeptBytes) return;
    keptBytes.set(hit.rule.level, used);
    hit.firstEvent = { json, file };
  };
  return {
    of(rule, who) {
      const hits = byRule.get(rule) ?? new Map<string, Hit>();
      byRule.set(rule, hits);
      return hitIn(hits, rule, who);
    },
    count(hit, time, event) {
      if (hit.events === 0 && event) keepFirst(hit, event);
      hit.events++;
      hit.first = Math.min(hit.first, time);
      hit.last = Math.max(hit.last, time);
    },
    all: () => [...byRule.values()].flatMap((hits) => [...hits.values()]),
  };
}
