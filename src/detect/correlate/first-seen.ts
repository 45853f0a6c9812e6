import { createTextHash } from '../../aggregate/hash-text.ts';
import type { Rule } from '../rule.ts';
import { compileGroupKeys, type GroupKeys, maxValues } from './group-keys.ts';
import type { Match } from './match.ts';
import { placeOf } from './order-correlations.ts';

/** How first sightings are judged. */
export interface FirstSeenOptions {
  /**
   * From when on events are reported, in epoch milliseconds; the values of earlier events are only
   * remembered. To judge by the whole `lookBack`, the data must begin that long before.
   */
  readonly from: number;
  /** The most tuples of values to remember, for all rules; by default `defaultMaxTuples`. */
  readonly maxTuples?: number;
}

/** By default, this many tuples of values are remembered. */
const defaultMaxTuples = 2_000_000;

/** Decides which matches of rules about first sightings are reported. */
export interface FirstSeenFilter {
  /**
   * Takes the next match in the order of time. Returns the rules of the match for which it is
   * reported: those that are not about first sightings, and those whose values are new.
   */
  rulesToReport(match: Match): readonly string[];
  /** Returns the counts of the matches so far, for each rule about first sightings. */
  report(): readonly FirstSeenReport[];
}

/** How many matches of a rule about first sightings were reported, and why others were not. */
export interface FirstSeenReport {
  readonly rule: string;
  readonly matches: number;
  /** Matches that are reported. */
  readonly reported: number;
  /** Matches before `from`, whose values were only remembered. */
  readonly remembered: number;
  /** Matches left out because a field is missing or empty. */
  readonly withoutValue: number;
  /** Matches with more combinations of values than are used. */
  readonly cut: number;
  /**
   * Tuples that were forgotten before their time, so that they seem new when they are seen again.
   */
  readonly dropped: number;
}

/**
 * Creates a filter for the event rules among some rules that are about first sightings. Throws a
 * ConfigError if they name an attribute that does not exist.
 */
export function createFirstSeen(
  rules: readonly Rule[],
  { from, maxTuples = defaultMaxTuples }: FirstSeenOptions,
): FirstSeenFilter {
  const hash = createTextHash();
  const seenBy = new Map<string, Sightings>();
  for (const rule of rules) {
    if (rule.kind !== 'event' || !rule.firstSeen) continue;
    const { fields, lookBack } = rule.firstSeen;
    const keys = compileGroupKeys(fields, placeOf(rule));
    seenBy.set(rule.name, { keys, lookBack, times: new Map(), counts: noCounts() });
  }
  let left = maxTuples;
  return {
    rulesToReport: (match) =>
      match.rules.filter((name) => {
        const sightings = seenBy.get(name);
        return !sightings || isReported(sightings, match);
      }),
    report: () => [...seenBy].map(([rule, { counts }]) => ({ rule, ...counts })),
  };

  function isReported(sightings: Sightings, match: Match): boolean {
    const { keys, counts } = sightings;
    counts.matches++;
    const found = keys.keysOf(match);
    if (found.length === 0) counts.withoutValue++;
    if (found.length > maxValues) counts.cut++;
    forgetOld(sightings, match.time);
    // All values are learned, so none may end the loop.
    const areNew = found.slice(0, maxValues).map((key) => isNew(sightings, key, match.time));
    if (found.length === 0) return false;
    if (match.time < from) {
      counts.remembered++;
      return false;
    }
    if (!areNew.includes(true)) return false;
    counts.reported++;
    return true;
  }

  /** Notes that values were seen; returns whether they were not in the time before. */
  function isNew({ lookBack, times }: Sightings, key: string, time: number): boolean {
    const hashed = hash(key);
    const last = times.get(hashed);
    // The map is in the order of the last sightings.
    if (last === undefined) makeRoom();
    else times.delete(hashed);
    if (last === undefined) left--;
    times.set(hashed, last === undefined ? time : Math.max(last, time));
    return last === undefined || time - last > lookBack;
  }

  /** Forgets values that were not seen within the time that counts. */
  function forgetOld({ times, lookBack }: Sightings, now: number): void {
    for (const [key, last] of times) {
      if (now - last <= lookBack) return;
      times.delete(key);
      left++;
    }
  }

  /** Forgets values of the rule that has the most, if no more may be remembered. */
  function makeRoom(): void {
    if (left > 0) return;
    let most: Sightings | undefined;
    for (const sightings of seenBy.values()) {
      if (!most || sightings.times.size > most.times.size) most = sightings;
    }
    for (const [key] of most?.times ?? []) {
      most?.times.delete(key);
      if (most) most.counts.dropped++;
      left++;
      return;
    }
  }
}

/** The values that a rule about first sightings has seen. */
interface Sightings {
  readonly keys: GroupKeys;
  /** In milliseconds. */
  readonly lookBack: number;
  /** When values were last seen, by their hash, from the longest ago. */
  readonly times: Map<number, number>;
  readonly counts: { -readonly [name in Exclude<keyof FirstSeenReport, 'rule'>]: number };
}

function noCounts(): Sightings['counts'] {
  return { matches: 0, reported: 0, remembered: 0, withoutValue: 0, cut: 0, dropped: 0 };
}
