/**
 * Counts the matches of rules. The engine yields each event with its group: who it was, and which
 * rules it meets. So most events are counted by the number of their group, without being parsed;
 * only those are parsed that correlations or rules about first sightings need.
 */
import { attributes } from '../event/attributes.ts';
import { compileMet } from '../filter/compile-met.ts';
import { createColumn, readCell } from '../format/text/column.ts';
import { lazy } from '../lazy.ts';
import { type EventRecord, recordAt } from '../query/event-record.ts';
import type { EventGroup, EventGrouping } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { cell, countRecords, type RecordBlock, Row, textStart } from '../query/record-block.ts';
import type { Correlator } from './correlate/create-correlator.ts';
import type { Finding } from './correlate/finding.ts';
import type { FirstSeenFilter, FirstSeenReport } from './correlate/first-seen.ts';
import type { Match } from './correlate/match.ts';
import type { CorrelationReport } from './correlate/report.ts';
import { createHits, type Hit, type Hits } from './hits.ts';
import type { EventRule } from './rule.ts';

/** An event and the rules that it is reported for; at least one is shown. */
export interface Detection {
  readonly record: EventRecord;
  readonly rules: readonly EventRule[];
  /** The value of the attribute or field by which events are grouped; empty without `groupBy`. */
  readonly value: string;
}

/** Counts the matches of rules in events that are given in time order. */
export interface Detector {
  /** The groups to ask the engine for; see `Query.group`. */
  readonly group: EventGrouping;
  /** Takes a part of the engine's answer, and yields the events that are shown. */
  take(part: QueryPart): Generator<Detection>;
  /** Returns the findings of correlations; call it after the last part. */
  end(): readonly Finding[];
  /**
   * Returns the values, of the attribute or field by which events are grouped, of those events of a
   * finding that are listed in it and whose values are still known.
   */
  valuesOf(finding: Finding): readonly string[];
  /** Returns the counts of matches of correlations and of rules about first sightings. */
  report(): {
    readonly correlations: readonly CorrelationReport[];
    readonly firstSeen: readonly FirstSeenReport[];
  };
  readonly hits: Hits;
  /** Returns how many events were taken from before the time that is reported. */
  earlier(): number;
  /**
   * Returns how many events, which only rules match that are not shown, were not counted for these:
   * they were not kept apart, as there were too many groups.
   */
  uncounted(): number;
}

/** The values of this many events are kept for the findings of correlations. */
const maxValues = 2 ** 17;

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
  /**
   * From when on events are reported, in epoch milliseconds; the values of earlier ones are only
   * remembered by rules about first sightings. Absent for all.
   */
  readonly from?: number | undefined;
  /** An attribute or a field path by whose values detections are grouped, too. */
  readonly groupBy?: string;
}

/** The rules that events meet, and what follows from them. */
interface MetRules {
  /** Their names. */
  readonly names: readonly string[];
  /** The rules that are reported without looking at the event. */
  readonly reported: readonly EventRule[];
  /** Whether the events must be parsed. */
  readonly needsEvent: boolean;
  /** Whether a rule is shown, and not only counted. */
  readonly isShown: boolean;
}

/** The value, rules and counts that the events of one group share. */
interface GroupFacts extends MetRules {
  readonly value: string;
  /** Where the reported rules are counted. */
  readonly hits: readonly Hit[];
}

/** Creates a detector that has seen nothing. */
export function createDetector(options: DetectorOptions): Detector {
  const { rules, isReported, isShown, correlated, correlator, firstSeen, groupBy } = options;
  const { from = Number.NEGATIVE_INFINITY } = options;
  const needsEvent = ({ name, firstSeen }: EventRule) =>
    firstSeen !== undefined || correlated.has(name);
  const conditions = rules.map(({ condition }) => condition);
  const counted = [...rules.keys()].filter((at) => {
    const rule = rules[at];
    return rule && !needsEvent(rule) && !isShown(rule);
  });
  const hits = createHits();
  const by = [...new Set(['identity', ...(groupBy === undefined ? [] : [groupBy])])];
  let earlier = 0;
  let uncounted = 0;
  let unnamed = 0;
  const findings: Finding[] = [];
  const known: GroupFacts[] = [];
  /** Finds the rules of events beyond the limit on groups, by the last step of each cluster. */
  const clusters = lazy(() => compileMet(conditions));
  const groupColumn = groupBy === undefined ? undefined : createColumn(groupBy);
  /** The values of events that correlations were given, by the events' keys. */
  const values = new Map<string, string>();

  const rulesOf = (met: readonly number[]): MetRules => {
    const own = met.flatMap((index) => rules[index] ?? []);
    return {
      names: own.map(({ name }) => name),
      reported: own.filter(isReported),
      needsEvent: own.some(needsEvent),
      isShown: own.some(isShown),
    };
  };
  /** Few lists of conditions are met together, by the events of many groups. */
  const rulesByMet = new Map<readonly number[], MetRules>();
  const rulesOfGroup = ({ met }: EventGroup): MetRules => {
    const found = rulesByMet.get(met) ?? rulesOf(met);
    rulesByMet.set(met, found);
    return found;
  };
  const createFacts = (who: string, value: string, found: MetRules): GroupFacts => ({
    ...found,
    value,
    hits: found.reported.map((rule) => hits.of(rule, who)),
  });
  const factsOf = (block: RecordBlock, index: number, { groupOf }: QueryPart): GroupFacts => {
    const number = cell(block, index, Row.group);
    const before = known[number];
    if (before) return before;
    const group = groupOf?.(number);
    if (!group) return factsOfEvent(block, index);
    const [who = ''] = group.values;
    const value = groupBy === undefined ? '' : (group.values[by.indexOf(groupBy)] ?? '');
    const facts = createFacts(who, value, rulesOfGroup(group));
    known[number] = facts;
    return facts;
  };
  const factsOfEvent = (block: RecordBlock, index: number) => {
    // An event that is only counted has no text, so its rules cannot be found without its group.
    if (cell(block, index, Row.textEnd) === textStart(block, index)) return noFacts;
    const { event } = recordAt(block, index);
    const met = clusters().flatMap((steps) => steps.at(-1)?.find(event).met ?? []);
    const value = groupColumn ? readCell(groupColumn, event, 'UTC') : '';
    return createFacts(attributes.identity.show(event), value, rulesOf(met));
  };

  /** Returns the rules that the event is reported for, and passes it on to the correlations. */
  const judge = (record: EventRecord, facts: GroupFacts): readonly EventRule[] => {
    // Events without an ID would share the value of the last one.
    const id = groupColumn && record.key === '' ? `\n\n${++unnamed}` : record.key;
    const match = { ...matchOf(record, facts), id };
    const names = firstSeen.rulesToReport(match);
    if (groupColumn && values.size < maxValues) values.set(id, facts.value);
    findings.push(...correlator.add({ ...match, rules: names }));
    return facts.reported.filter(({ name }) => names.includes(name));
  };
  /** Counts an event; returns it if it is shown. */
  const takeEvent = (record: EventRecord, facts: GroupFacts): Detection | undefined => {
    if (record.time < from) {
      firstSeen.rulesToReport(matchOf(record, facts));
      return undefined;
    }
    const reported = facts.needsEvent ? judge(record, facts) : facts.reported;
    for (const hit of facts.hits) {
      if (reported === facts.reported || reported.includes(hit.rule)) {
        hits.count(hit, record.time, record);
      }
    }
    return reported.some(isShown) ? { record, rules: reported, value: facts.value } : undefined;
  };

  return {
    group: { by, conditions, counted },
    hits,
    *take(part) {
      const { block } = part;
      const count = block ? countRecords(block) : 0;
      for (let index = 0; block && index < count; index++) {
        const facts = factsOf(block, index, part);
        const time = cell(block, index, Row.time);
        if (time < from) earlier++;
        else if (facts === noFacts) uncounted++;
        if (facts.needsEvent || (facts.isShown && !(time < from))) {
          const detection = takeEvent(recordAt(block, index), facts);
          if (detection) yield detection;
        } else if (!(time < from)) {
          for (const hit of facts.hits) hits.count(hit, time);
        }
      }
    },
    end() {
      findings.push(...correlator.end());
      return findings;
    },
    valuesOf: ({ events }) => [
      ...new Set([...events.first, ...events.last].flatMap(({ id }) => values.get(id) ?? [])),
    ],
    earlier: () => earlier,
    uncounted: () => uncounted,
    report: () => ({ correlations: correlator.report(), firstSeen: firstSeen.report() }),
  };
}

/** The facts of an event about which nothing is known. */
const noFacts: GroupFacts = {
  names: [],
  reported: [],
  needsEvent: false,
  isShown: false,
  value: '',
  hits: [],
};

function matchOf({ event, time, key }: EventRecord, { names }: GroupFacts): Match {
  return { event, time, id: key, rules: names };
}
