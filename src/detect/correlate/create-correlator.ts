/**
 * Runs Sigma's correlations over a stream of matches. The matches of one time are collected; when
 * the time moves on, the windows that they are in are judged, first those of correlations of
 * events, then those of correlations of correlations.
 */
import { createTextHash } from '../../aggregate/hash-text.ts';
import type { Rule } from '../rule.ts';
import {
  type Correlation,
  type CorrelationContext,
  createCorrelation,
} from './create-correlation.ts';
import { EntryPool } from './entry-pool.ts';
import type { Finding } from './finding.ts';
import { maxValues } from './group-keys.ts';
import type { Match, Subject } from './match.ts';
import { orderCorrelations } from './order-correlations.ts';
import type { CorrelationReport } from './report.ts';
import { SlidingWindows } from './sliding-windows.ts';

/** How a correlator is limited. */
export interface CorrelatorOptions {
  /**
   * The most events that are kept in windows, in all groups of all correlations together; beyond
   * that, the oldest are dropped. At least 100. By default `defaultMaxEntries`.
   */
  readonly maxEntries?: number;
}

/**
 * By default, windows keep this many events. They take about 70 MB in one group, and 500 to 650 MB
 * if each is in a group of its own.
 */
const defaultMaxEntries = 1_000_000;

/** Finds what correlations match in a stream of matches. */
export interface Correlator {
  /**
   * Takes the next match in the order of time, and returns the findings that are complete with it.
   * A match that is late by no more than a correlation's timespan is still counted by it.
   */
  add(match: Match): readonly Finding[];
  /** Returns the findings that are left at the end of the data. */
  end(): readonly Finding[];
  /** Returns the counts of the matches so far, for each correlation. */
  report(): readonly CorrelationReport[];
}

/**
 * Creates a correlator of the correlations among some rules; the event rules are those that they
 * may refer to. Throws a ConfigError for a correlation that cannot be run: one that refers to a
 * rule that does not exist, or to itself, also by way of others, or whose condition or fields are
 * invalid.
 */
export function createCorrelator(
  rules: readonly Rule[],
  { maxEntries = defaultMaxEntries }: CorrelatorOptions = {},
): Correlator {
  const pool = new EntryPool(Math.max(maxEntries, maxValues));
  let findings: Finding[] = [];
  let lastId = 0;
  let now = Number.NEGATIVE_INFINITY;
  const context: CorrelationContext = {
    pool,
    allowance: { left: maxEntries },
    hash: createTextHash(),
    makeRoom,
    nextId: () => ++lastId,
    closed: (finding) => findings.push(finding),
  };
  const byRule = new Map<string, Correlation[]>();
  const correlations = orderCorrelations(rules).map((rule) => {
    const isReferredTo = rules.some((other) => refersTo(other, rule));
    const satisfied = (subject: Subject) => pass(subject);
    return createCorrelation(rule, isReferredTo ? { ...context, satisfied } : context);
  });
  for (const correlation of correlations) {
    for (const name of new Set(correlation.rule.rules)) {
      byRule.set(name, [...(byRule.get(name) ?? []), correlation]);
    }
  }
  const all = correlations.map(({ windows }) => windows);
  const sliding = all.filter((windows) => windows instanceof SlidingWindows);
  return {
    add: (match) => {
      if (match.time > now) moveOn(match.time);
      pass(match);
      return takeFindings();
    },
    end: () => {
      for (const windows of all) {
        windows.judge();
        windows.end(now);
      }
      return takeFindings();
    },
    report: () => correlations.map((correlation) => correlation.report()),
  };

  /** Passes a subject on to each correlation that refers to one of its rules, once. */
  function pass(subject: Subject): void {
    const [only, ...others] = subject.rules.map((name) => byRule.get(name) ?? []);
    const referring = others.length === 0 ? only : new Set([...(only ?? []), ...others.flat()]);
    for (const correlation of referring ?? []) correlation.add(subject, now);
  }

  function moveOn(time: number): void {
    for (const windows of all) windows.judge();
    now = time;
    for (const windows of all) windows.expire(time);
  }

  function makeRoom(entries: number): void {
    while (pool.room < entries) {
      const first = sliding.reduce((one, other) => (other.oldest < one.oldest ? other : one));
      first.dropOldest();
    }
  }

  function takeFindings(): readonly Finding[] {
    if (findings.length === 0) return noFindings;
    const taken = findings;
    findings = [];
    return taken;
  }
}

const noFindings: readonly Finding[] = [];

function refersTo(rule: Rule, other: Rule): boolean {
  return rule.kind === 'correlation' && rule.rules.includes(other.name);
}
