/**
 * Counts the matches of rules. The engine yields each event with its group: who it was, and which
 * rules it meets. So most events are counted by the number of their group, without being parsed;
 * only those are parsed that correlations or rules about first sightings need.
 */
import { attributes } from '../event/attributes.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import { compileMet } from '../filter/compile-met.ts';
import { type EventRecord, recordsOf } from '../query/event-record.ts';
import type { EventGrouping } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { cell, Row } from '../query/record-block.ts';
import type { Correlator } from './correlate/create-correlator.ts';
import type { Finding } from './correlate/finding.ts';
import type { FirstSeenFilter } from './correlate/first-seen.ts';
import { createHits, type Hit, type Hits } from './hits.ts';
import type { EventRule } from './rule.ts';

/** An event and the rules that it is reported for, at least one. */
export interface Detection {
  readonly record: EventRecord;
  readonly rules: readonly EventRule[];
}

/** Counts the matches of rules in events that are given in time order. */
export interface Detector {
  /** What to ask the engine for; see `Query.group`. */
  readonly group: EventGrouping;
  /** Takes a part of the engine's answer, and yields the events that are reported. */
  take(part: QueryPart): Generator<Detection>;
  /** Returns the findings of correlations; call it after the last part. */
  end(): readonly Finding[];
  readonly hits: Hits;
}

/** Options of a detector. */
interface DetectorOptions {
  /** The event rules whose conditions are tested. */
  readonly rules: readonly EventRule[];
  /** Returns whether matches of the rule are reported, and not only passed to correlations. */
  readonly isReported: (rule: EventRule) => boolean;
  /** Returns whether events of the rule are shown, and not only counted. */
  readonly isShown: (rule: EventRule) => boolean;
  /** The names of the rules that correlations refer to. */
  readonly correlated: ReadonlySet<string>;
  readonly correlator: Correlator;
  readonly firstSeen: FirstSeenFilter;
}

/** What the events of one group have in common. */
interface GroupFacts {
  readonly who: string;
  readonly rules: readonly EventRule[];
  /** The rules that are reported without looking at the event, and where they are counted. */
  readonly reported: readonly EventRule[];
  readonly hits: readonly Hit[];
  /** Whether its events must be parsed. */
  readonly needsEvent: boolean;
}

/** Creates a detector that has seen nothing. */
export function createDetector(options: DetectorOptions): Detector {
  const { rules, isReported, isShown, correlated, correlator, firstSeen } = options;
  const needsEvent = ({ name, firstSeen }: EventRule) =>
    firstSeen !== undefined || correlated.has(name);
  const conditions = rules.map(({ condition }) => condition);
  const counted = [...rules.keys()].filter((at) => {
    const rule = rules[at];
    return rule && !needsEvent(rule) && !isShown(rule);
  });
  const hits = createHits();
  const findings: Finding[] = [];
  const known: GroupFacts[] = [];
  /** The last steps of these find the rules of an event whose group was not kept apart. */
  const clusters = lazily(() => compileMet(conditions));

  const createFacts = (who: string, met: readonly number[]): GroupFacts => {
    const own = met.flatMap((index) => rules[index] ?? []);
    const reported = own.filter(isReported);
    return {
      who,
      rules: own,
      reported,
      hits: reported.map((rule) => hits.of(rule, who)),
      needsEvent: own.some(needsEvent),
    };
  };
  const factsOf = (number: number, { groupOf }: QueryPart, record: EventRecord): GroupFacts => {
    const before = known[number];
    if (before) return before;
    const group = groupOf?.(number);
    // Of an event that is only counted there is nothing to find its rules by.
    if (!group) return record.json === '' ? createFacts('', []) : factsOfEvent(record.event);
    const facts = createFacts(group.values[0] ?? '', group.met);
    known[number] = facts;
    return facts;
  };
  const factsOfEvent = (event: CloudTrailEvent) =>
    createFacts(
      attributes.identity.show(event),
      clusters().flatMap((steps) => steps.at(-1)?.find(event).met ?? []),
    );

  /** Returns the rules that the event is reported for, and passes it on to the correlations. */
  const judge = ({ event, time, key }: EventRecord, facts: GroupFacts): readonly EventRule[] => {
    const match = { event, time, id: key, rules: facts.rules.map(({ name }) => name) };
    const names = firstSeen.rulesToReport(match);
    findings.push(...correlator.add({ ...match, rules: names }));
    return facts.reported.filter(({ name }) => names.includes(name));
  };

  return {
    group: { by: ['identity'], conditions, counted },
    hits,
    *take(part) {
      if (!part.block) return;
      let index = 0;
      for (const record of recordsOf(part.block)) {
        const facts = factsOf(cell(part.block, index++, Row.group), part, record);
        const reported = facts.needsEvent ? judge(record, facts) : facts.reported;
        for (const [at, hit] of facts.hits.entries()) {
          const rule = facts.reported[at];
          if (rule && (reported === facts.reported || reported.includes(rule))) {
            hits.count(hit, record);
          }
        }
        if (reported.length > 0) yield { record, rules: reported };
      }
    },
    end() {
      findings.push(...correlator.end());
      return findings;
    },
  };
}

function lazily<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
