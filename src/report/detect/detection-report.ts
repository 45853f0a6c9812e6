import type { Level, RuleReport } from '../../detect/rule.ts';
import type { FileError } from '../../errors.ts';

/** The findings of a run of `trailscan detect`, as plain data: the object that `-o json` prints. */
export interface DetectionReport {
  readonly kind: 'trailscan-detections';
  readonly version: 1;
  /** Instants are in ISO 8601, in UTC. */
  readonly generated: string;
  readonly zone: string;
  readonly sources: readonly string[];
  /** The least level that is reported. */
  readonly minLevel: Level;
  readonly totals: DetectionTotals;
  /** The worst first: all matches of a rule by one identity are one, and so is a correlation's. */
  readonly findings: readonly FindingRow[];
  /** The rules that matched, the worst first. */
  readonly rules: readonly RuleRow[];
  /** The values of `--group`; null without it. */
  readonly groups: DetectionGroups | null;
  /** Which documents of the rule files are used. */
  readonly loaded: RuleReport;
  /** Sentences about events that correlations and rules about first sightings could not judge. */
  readonly notes: readonly string[];
  /** What could not be read, so that findings may be missing: the first of these errors. */
  readonly errors: readonly FileError[];
  /** The number of further errors, which are not in `errors`. */
  readonly moreErrors: number;
}

/** The totals of a run. */
interface DetectionTotals {
  /** Events that were read, whether or not they were asked for. */
  readonly events: number;
  /** Whether all events that were read were asked for: there are no filters and no times. */
  readonly areAllAskedFor: boolean;
  /** Matches of event rules that are reported, and findings of correlations, by level. */
  readonly matches: Readonly<Record<Level, number>>;
  /** Matches of rules below the least level that is reported. */
  readonly below: { readonly rules: number; readonly matches: number };
}

/** A finding. */
export interface FindingRow extends Span {
  readonly level: Level;
  readonly rule: string;
  readonly title: string;
  readonly kind: 'event' | 'correlation' | 'session';
  /** The identity; for a correlation, the values that its events have in common. */
  readonly who: string;
  /** What the first event did; for a correlation, its title and how long it took. */
  readonly what: string;
  readonly outcome: string;
  readonly account: string;
  readonly region: string;
  readonly address: string;
  /** The ID of the first event; empty when it has none, and for sessions. */
  readonly eventId: string;
  /** The log file of the first event; empty for a correlation and for sessions. */
  readonly file: string;
  readonly tags: readonly string[];
  /** The command line that prints the events. */
  readonly query: string;
}

/** A rule that matched. */
export interface RuleRow extends Span {
  readonly level: Level;
  readonly rule: string;
  readonly id: string | null;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
  /** The number of identities, or of groups of a correlation. */
  readonly identities: number;
  readonly query: string;
}

/** Detections by the values of an attribute or a field. */
export interface DetectionGroups {
  /** The name of the attribute, or the path of the field. */
  readonly by: string;
  /** The worst first. */
  readonly rows: readonly GroupRow[];
}

/** The detections of one value. */
export interface GroupRow extends Span {
  /** Empty for events without a value, and for those that were not kept apart. */
  readonly value: string;
  /** The worst level. */
  readonly level: Level;
  /** How many rules and correlations matched. */
  readonly rules: number;
}

/** When the events of a finding, a rule or a group happened. */
interface Span {
  readonly events: number;
  readonly first: string;
  readonly last: string;
}
