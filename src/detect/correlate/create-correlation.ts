import { ownText } from '../../event/own-property.ts';
import type { CorrelationRule } from '../rule.ts';
import { compileCorrelationCondition } from './condition.ts';
import { compileCorrelationGroups } from './correlation-groups.ts';
import type { EntryPool } from './entry-pool.ts';
import type { Finding } from './finding.ts';
import { maxValues } from './group-keys.ts';
import type { Subject } from './match.ts';
import { compileMeasure } from './measures/compile-measure.ts';
import { type CorrelationReport, type Counts, noCounts } from './report.ts';
import { compileValues, RuleLists } from './sample.ts';
import { SlidingWindows } from './sliding-windows.ts';
import { type Allowance, WholeData } from './whole-data.ts';
import type { Windows, WindowsOptions } from './windows.ts';

/** A correlation that is being run. */
export interface Correlation {
  readonly rule: CorrelationRule;
  /** Takes a subject that matches at least one of the rules; `now` is the latest time so far. */
  add(subject: Subject, now: number): void;
  readonly windows: Windows;
  report(): CorrelationReport;
}

/** Objects and functions that all correlations share. */
export interface CorrelationContext {
  readonly pool: EntryPool;
  readonly allowance: Allowance;
  readonly hash: (text: string) => number;
  /** Makes room for this many entries in the pool. */
  readonly makeRoom: (entries: number) => void;
  /** Returns the next free number of a finding. */
  readonly nextId: () => number;
  /** Takes a finding that is complete. */
  readonly closed: (finding: Finding) => void;
  /** Takes the moment at which a correlation was first satisfied; only if others refer to it. */
  readonly satisfied?: (subject: Subject) => void;
}

/** Compiles a correlation; throws a ConfigError for one that cannot be run. */
export function createCorrelation(rule: CorrelationRule, context: CorrelationContext): Correlation {
  const counts = noCounts();
  const lists = new RuleLists();
  const { groupsOf, valuesOf } = compileCorrelationGroups(rule);
  const readValues = compileValues(rule, context.hash);
  const windows = createWindows(rule, context, { counts, lists, valuesOf });
  return {
    rule,
    windows,
    add: (subject, now) => {
      counts.matches++;
      // Also true of an event without a valid time, which is NaN.
      if (!(subject.time >= now - rule.timespan)) {
        counts.late++;
        return;
      }
      const groups = groupsOf(subject, positionsIn(rule, subject));
      if (groups.length === 0) counts.withoutGroup++;
      const values = groups.length === 0 ? [] : readValues(subject);
      if (groups.length > 0 && values.length === 0) counts.withoutValue++;
      if (groups.length > maxValues || values.length > maxValues) counts.cut++;
      if (values.length === 0) return;
      const twins = twinsOf(subject, context.hash);
      const used = values.slice(0, maxValues);
      for (const { key, positions } of groups.slice(0, maxValues)) {
        context.makeRoom(used.length);
        windows.add(key, { subject, rules: lists.numberOf(positions), values: used, twins });
      }
    },
    report: () => ({ rule: rule.name, ...counts }),
  };
}

function createWindows(
  rule: CorrelationRule,
  { pool, allowance, hash, nextId, closed, satisfied }: CorrelationContext,
  parts: {
    readonly counts: Counts;
    readonly lists: RuleLists;
    readonly valuesOf: (key: string) => Readonly<Record<string, string>>;
  },
): Windows {
  const { counts, lists, valuesOf } = parts;
  const condition = compileCorrelationCondition(rule);
  const over = condition.asksForFew ? 'all' : 'window';
  const options: WindowsOptions = {
    timespan: rule.timespan,
    createMeasure: compileMeasure(rule),
    condition,
    counts,
    listOf: (list) => lists.listOf(list),
    namesOf: (list) => lists.listOf(list).map((position) => rule.rules[position] ?? ''),
    keepsSubjects: satisfied !== undefined,
    opened: (key, time, subject) => {
      counts.findings++;
      const id = nextId();
      if (subject && satisfied) {
        const finding = { id, group: valuesOf(key) };
        satisfied({ time, rules: [rule.name], id: subject.id, event: subject.event, finding });
      }
      return id;
    },
    closed: (key, id, finding) => {
      closed(finding.close({ id, rule: rule.name, group: valuesOf(key), over }));
    },
  };
  return condition.asksForFew
    ? new WholeData({ ...options, onlyGrows: rule.type !== 'value_sum' }, hash, allowance)
    : new SlidingWindows(options, pool);
}

/** Returns the positions of the correlation's rules that match a subject, in ascending order. */
function positionsIn({ rules }: CorrelationRule, subject: Subject): readonly number[] {
  const positions: number[] = [];
  for (const [position, name] of rules.entries()) {
    if (subject.rules.includes(name)) positions.push(position);
  }
  return positions;
}

/**
 * Returns a hash of the `sharedEventID`, which the events of one call have in common when several
 * accounts record it (CloudTrail User Guide, "CloudTrail record contents"); 0 without one.
 */
function twinsOf({ event, finding }: Subject, hash: (text: string) => number): number {
  const shared = finding ? undefined : ownText(event, 'sharedEventID');
  return shared === undefined ? 0 : hash(shared);
}
