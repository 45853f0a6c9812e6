import type { Condition } from '../query/condition/condition.ts';

/** How much a rule matters, from the least. */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;

/** A level of Sigma. */
export type Level = (typeof levels)[number];

/** Returns whether a rule has this level or one above it. */
export function isAtLeast({ level }: { readonly level: Level }, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

/** The members that rules and correlations share: names, meaning and origin. Plain data. */
export interface RuleHead {
  /** The name by which users and other rules refer to it; unique in a rule set. */
  readonly name: string;
  /** A UUID, if the rule has one. */
  readonly id?: string;
  readonly title: string;
  readonly level: Level;
  readonly status?: string;
  readonly description?: string;
  /** Tags such as `attack.t1098.001`. */
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
  readonly author?: string;
  /** Fields that help to judge a match. */
  readonly fields: readonly string[];
  /**
   * The file and the line at which it begins; of a rule that ships with trailscan, in its package.
   */
  readonly file: string;
  readonly line: number;
}

/** A rule about single events. */
export interface EventRule extends RuleHead {
  readonly kind: 'event';
  readonly condition: Condition;
  /** Report only the first event with these values; see `FirstSeen`. */
  readonly firstSeen?: FirstSeen;
}

/** Narrows a rule to events whose values were not seen together in the time before them. */
export interface FirstSeen {
  readonly fields: readonly string[];
  /** Milliseconds; by default 14 days. */
  readonly lookBack: number;
}

/** A rule about several events. */
export interface CorrelationRule extends RuleHead {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** The names of event rules and of other correlations. */
  readonly rules: readonly string[];
  /** Fields or aliases whose values are the same for all events of a match. */
  readonly groupBy: readonly string[];
  /** For each alias, the field that it means in each rule, by the rule's name. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Milliseconds. */
  readonly timespan: number;
  /**
   * All must hold for the number that the type measures: for the temporal types, how many of the
   * rules match. Without bounds and expression, all rules must.
   */
  readonly bounds: readonly Bound[];
  /** The field whose values are counted or added up; absent for other types. */
  readonly field?: string;
  /** From 0 to 100, for `value_percentile`. */
  readonly percentile?: number;
  /** For the temporal types: which of the rules must have matched; absent for all. */
  readonly expression?: RuleExpression;
  /** Whether matches of its event rules are also reported separately. */
  readonly generate: boolean;
}

/** Names of rules and how they are combined. */
export type RuleExpression =
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'not'; readonly operand: RuleExpression }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly RuleExpression[] };

/** The kinds of correlations in Sigma. */
export const correlationTypes = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;

/** A kind of correlation. */
export type CorrelationType = (typeof correlationTypes)[number];

/** A bound of the number that a correlation measures. */
export interface Bound {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';
  readonly number: number;
}

/** A rule of any kind. */
export type Rule = EventRule | CorrelationRule;

/** The rules that were loaded, and what was not. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly report: RuleReport;
}

/**
 * How many documents in rule files are used, and why others are not. Every document is counted
 * once: `documents` is the sum of `loaded`, `filters`, `otherSources`, those left out and the
 * `problems`.
 */
export interface RuleReport {
  readonly files: number;
  /** A file or folder that cannot be read counts as one document. */
  readonly documents: number;
  /** Rules and correlations. */
  readonly loaded: number;
  /** Filters, which have become parts of rules. */
  readonly filters: number;
  /** Rules for other log sources. */
  readonly otherSources: number;
  /** Deprecated and unsupported rules, by status. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Documents that are not used, and why. */
  readonly problems: readonly RuleProblem[];
  /** Suspicions about rules that are used. */
  readonly warnings: readonly RuleProblem[];
}

/** A problem of a rule file. */
export interface RuleProblem {
  readonly file: string;
  /** The line in the file, from 1; absent when the problem is about the whole file or folder. */
  readonly line?: number;
  /** The title or the name of the rule, if it has one. */
  readonly rule?: string;
  readonly reason: string;
  /** The name of a placeholder that has no value, if that is the reason. */
  readonly placeholder?: string;
}
