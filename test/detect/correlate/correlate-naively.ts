import type { Match } from '../../../src/detect/correlate/match.ts';
import type { CorrelationRule } from '../../../src/detect/rule.ts';

/** The members of a finding that are compared. */
export interface NaiveFinding {
  readonly group: string;
  readonly first: number;
  readonly satisfied: number;
  readonly last: number;
  readonly ids: readonly string[];
}

/**
 * Evaluates a correlation of events by looking at the whole window of every time of an event again.
 * Its events have the fields `g` (the group), `v` (the values) and `sharedEventID`.
 */
export function correlateNaively(
  rule: CorrelationRule,
  matches: readonly Match[],
): readonly NaiveFinding[] {
  const groups = [...new Set(matches.map(({ event }) => String(event['g'])))];
  return groups.flatMap((group) => {
    const events = distinct(matches.filter(({ event }) => event['g'] === group)).toSorted(
      (a, b) => a.time - b.time,
    );
    const windows = [...new Set(events.map(({ time }) => time))]
      .map((end) => events.filter(({ time }) => time <= end && time >= end - rule.timespan))
      .filter((window) => satisfies(rule, window));
    return joinWindows(windows).map((joined) => {
      const ids = [...new Set(joined.flat())].toSorted((a, b) => a.time - b.time);
      return {
        group,
        first: ids[0]?.time ?? 0,
        satisfied: joined[0]?.at(-1)?.time ?? 0,
        last: ids.at(-1)?.time ?? 0,
        ids: ids.map(({ id }) => id).toSorted(),
      };
    });
  });
}

/** Returns the first of each event and of its twins. */
function distinct(matches: readonly Match[]): readonly Match[] {
  const same = (a: Match, b: Match) =>
    a.id === b.id ||
    (a.event.sharedEventID !== undefined && a.event.sharedEventID === b.event.sharedEventID);
  return matches.filter((match, at) => !matches.slice(0, at).some((other) => same(match, other)));
}

/** Joins windows that share an event with the one before. */
function joinWindows(windows: readonly (readonly Match[])[]): (readonly Match[])[][] {
  const joined: (readonly Match[])[][] = [];
  for (const window of windows) {
    const before = joined.at(-1);
    if (before?.at(-1)?.some((match) => window.includes(match))) before.push(window);
    else joined.push([window]);
  }
  return joined;
}

function satisfies(rule: CorrelationRule, window: readonly Match[]): boolean {
  const measured = measure(rule, window);
  return rule.bounds.every(({ operator, number }) => {
    if (operator === 'gt' || operator === 'gte') {
      return measured > number || (operator === 'gte' && measured === number);
    }
    if (operator === 'lt' || operator === 'lte') {
      return measured < number || (operator === 'lte' && measured === number);
    }
    return (measured === number) === (operator === 'eq');
  });
}

function measure(rule: CorrelationRule, window: readonly Match[]): number {
  const values = window.flatMap(({ event }) => event['v'] as readonly number[]);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (rule.type) {
    case 'event_count':
      return window.length;
    case 'value_count':
      return new Set(values).size;
    case 'temporal':
      return new Set(window.flatMap(({ rules }) => rules)).size;
    case 'temporal_ordered':
      return ruleSequence(rule.rules, window);
    case 'value_sum':
      return sum;
    case 'value_avg':
      return sum / values.length;
    case 'value_percentile':
      return quantile(values, (rule.percentile ?? 0) / 100);
    case 'value_median':
      return quantile(values, 0.5);
    default:
      return rule.type satisfies never;
  }
}

/** Returns how many of the rules, from the first, match events that are not earlier than before. */
function ruleSequence(rules: readonly string[], window: readonly Match[]): number {
  let after = Number.NEGATIVE_INFINITY;
  for (const [position, rule] of rules.entries()) {
    const times = window.filter((match) => match.rules.includes(rule)).map(({ time }) => time);
    const next = Math.min(...times.filter((time) => time >= after));
    if (next === Number.POSITIVE_INFINITY) return position;
    after = next;
  }
  return rules.length;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  const rest = place - Math.floor(place);
  return below === above ? below : below * (1 - rest) + above * rest;
}
