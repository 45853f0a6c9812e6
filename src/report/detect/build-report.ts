import { compareTexts } from '../../compare-texts.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import type { Hit } from '../../detect/hits.ts';
import { isAtLeast, type Level, type Rule, type RuleReport } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import type { Word } from '../../filter/flags-of.ts';
import { partsOf } from '../../query/condition/condition.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { DetectionGroups, DetectionReport, FindingRow } from './detection-report.ts';
import {
  correlationRow,
  type Describing,
  describeRow,
  hitRow,
  sessionRow,
  worstFirst,
} from './finding-rows.ts';
import { isoSecond } from './iso-second.ts';
import { ruleRows } from './rule-rows.ts';

/** Everything that a report contains, and how its command lines begin. */
export interface ReportInput extends Describing {
  readonly rules: readonly Rule[];
  readonly hits: readonly Hit[];
  readonly findings: readonly Finding[];
  /** What is suspicious about sessions. */
  readonly sessions: readonly SessionFound[];
  /** The least level that is reported. */
  readonly minLevel: Level;
  readonly groups: DetectionGroups | null;
  readonly loaded: RuleReport;
  readonly notes: readonly string[];
  /** What was read. */
  readonly ledger: Ledger;
  /** The events that were asked for. */
  readonly filter: Filter;
  readonly sources: readonly string[];
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The words with which every command line begins: sources, time, rules. */
  readonly leadingWords: readonly Word[];
  readonly whoWords: readonly Word[];
  /** How many findings are described by their first event, the worst first. */
  readonly described: number;
}

/** Builds the report of a run. */
export function buildReport(input: ReportInput): DetectionReport {
  const { minLevel, groups, sources, zone, now, loaded, notes, described, ledger } = input;
  const byName = new Map(input.rules.map((rule) => [rule.name, rule]));
  const context = { leadingWords: input.leadingWords, byName };
  const hits = input.hits.filter(({ events }) => events > 0);
  const correlated = input.findings.flatMap((finding) => {
    const rule = byName.get(finding.rule);
    return rule?.kind === 'correlation' ? [{ rule, finding }] : [];
  });
  const ofSessions = input.sessions.map((found) => ({
    rule: sessionRuleOf(found.name),
    row: sessionRow(found, input.whoWords),
  }));
  const isReported = ({ rule }: { readonly rule: Pick<Rule, 'level'> }) =>
    isAtLeast(rule, minLevel);
  const rows = [
    ...hits.filter(isReported).map((hit) => hitRow(hit, context)),
    ...correlated
      .filter(isReported)
      .map(({ rule, finding }) => correlationRow(rule, finding, context)),
    ...ofSessions.filter(isReported).map(({ row }) => row),
  ];
  const below = [...hits, ...correlated, ...ofSessions].filter((found) => !isReported(found));
  return {
    kind: 'trailscan-detections',
    version: 1,
    generated: isoSecond(now),
    ...{ zone, sources, minLevel },
    totals: {
      events: ledger.matched + ledger.notMatched,
      areAllAskedFor: isWhole(input.filter),
      matches: matchesByLevel(rows),
      below: {
        rules: new Set(below.map(({ rule }) => rule.name)).size,
        matches: below.reduce((sum, found) => sum + ('events' in found ? found.events : 1), 0),
      },
    },
    findings: worstFirst(rows).map(({ firstEvent, ...row }, at) =>
      at < described ? describeRow({ ...row, firstEvent }, input) : row,
    ),
    rules: ruleRows(rows, context),
    ...{ groups, loaded, notes },
    // Threads meet errors in any order.
    errors: ledger.errors.toSorted(
      (a, b) => compareTexts(a.file, b.file) || (a.offset ?? -1) - (b.offset ?? -1),
    ),
    moreErrors: ledger.moreErrors,
  };
}

/** Returns whether every event passes the filter. */
function isWhole({ when, time }: Filter): boolean {
  return partsOf(when).length === 0 && time.from === undefined && time.to === undefined;
}

function matchesByLevel(rows: readonly FindingRow[]): Record<Level, number> {
  const of = (level: Level) =>
    rows
      .filter((row) => row.level === level)
      .reduce((sum, { kind, events }) => sum + (kind === 'event' ? events : 1), 0);
  return {
    informational: of('informational'),
    low: of('low'),
    medium: of('medium'),
    high: of('high'),
    critical: of('critical'),
  };
}
