import { compareTexts } from '../../compare-texts.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import type { Detection } from '../../detect/detector.ts';
import type { Rule } from '../../detect/rule.ts';
import type { GroupRow } from './detection-report.ts';
import { isoSecond } from './iso-second.ts';
import { severity } from './severity.ts';

/** Counts detections by the values of `--group`. */
export interface GroupCounts {
  /** Counts an event once, however many of the rules match it. */
  addEvent(detection: Detection): void;
  /** Counts the rule of a correlation's finding, whose events have these values. */
  addFinding(
    finding: Pick<Finding, 'first' | 'last'>,
    rule: GroupedRule,
    values: readonly string[],
  ): void;
  /** Returns the values, those with the worst level first, then those with the most events. */
  rows(): readonly GroupRow[];
}

/** Callers can make up values, so only this many are kept apart. */
const maxGroups = 2 ** 16;

type GroupedRule = Pick<Rule, 'name' | 'level'>;

interface Counts {
  /** By their names. */
  readonly rules: Map<string, GroupedRule>;
  events: number;
  first: number;
  last: number;
}

/** Creates counts of nothing. */
export function createGroupCounts(): GroupCounts {
  const groups = new Map<string, Counts>();

  const countsOf = (value: string): Counts => {
    const known = groups.get(value);
    if (known) return known;
    if (groups.size >= maxGroups && value !== '') return countsOf('');
    const fresh: Counts = {
      rules: new Map(),
      events: 0,
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    };
    groups.set(value, fresh);
    return fresh;
  };
  const add = (
    value: string,
    rules: readonly GroupedRule[],
    first: number,
    last: number,
  ): Counts => {
    const counts = countsOf(value);
    for (const rule of rules) counts.rules.set(rule.name, rule);
    counts.first = Math.min(counts.first, first);
    counts.last = Math.max(counts.last, last);
    return counts;
  };
  return {
    addEvent({ value, record, rules }) {
      if (rules.length > 0) add(value, rules, record.time, record.time).events++;
    },
    addFinding({ first, last }, rule, values) {
      for (const value of values) add(value, [rule], first, last);
    },
    rows: () =>
      [...groups]
        .map(([value, counts]) => rowOf(value, counts))
        .toSorted(
          (a, b) =>
            severity(b) - severity(a) || b.events - a.events || compareTexts(a.value, b.value),
        ),
  };
}

function rowOf(value: string, { rules, events, first, last }: Counts): GroupRow {
  const { level } = [...rules.values()].reduce((worst, rule) =>
    severity(rule) > severity(worst) ? rule : worst,
  );
  return {
    value,
    level,
    events,
    rules: rules.size,
    first: isoSecond(first),
    last: isoSecond(last),
  };
}
