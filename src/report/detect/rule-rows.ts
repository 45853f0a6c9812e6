import { compareTexts } from '../../compare-texts.ts';
import type { Rule } from '../../detect/rule.ts';
import { type SessionRule, sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import { sessionFindings } from '../../query/finding-kinds.ts';
import type { FindingRow, RuleRow } from './detection-report.ts';
import { type LineContext, ruleLine } from './finding-lines.ts';
import { severity } from './severity.ts';

/** Returns the rules of some findings, the worst first. */
export function ruleRows(rows: readonly FindingRow[], context: LineContext): readonly RuleRow[] {
  const grouped = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const own = grouped.get(row.rule) ?? [];
    grouped.set(row.rule, own);
    own.push(row);
  }
  const ruleLineOf = ({ name }: Rule) => ruleLine(name, context);
  const ofRules = [...context.byName.values()].map((rule) => ({ rule, query: ruleLineOf(rule) }));
  const ofSessions = sessionFindings.map((name) => ({
    rule: sessionRuleOf(name),
    query: grouped.get(name)?.[0]?.query ?? '',
  }));
  return [...ofRules, ...ofSessions]
    .flatMap(({ rule, query }) => {
      const own = grouped.get(rule.name);
      return own ? [ruleRow(rule, own, query)] : [];
    })
    .toSorted(
      (a, b) => severity(b) - severity(a) || b.events - a.events || compareTexts(a.rule, b.rule),
    );
}

function ruleRow(rule: Rule | SessionRule, own: readonly FindingRow[], query: string): RuleRow {
  const { level, name, title, description = '', tags, falsePositives, references } = rule;
  return {
    level,
    rule: name,
    id: rule.id ?? null,
    title,
    ...{ description, tags, falsePositives, references },
    identities: new Set(own.map(({ who }) => who)).size,
    events: own.reduce((sum, { events }) => sum + events, 0),
    ...timesOf(own),
    query,
  };
}

/** Returns the first and the last instant of some findings, at least one. */
function timesOf(rows: readonly FindingRow[]) {
  const first = rows.map((row) => row.first).toSorted()[0] ?? '';
  const last = rows.map((row) => row.last).toSorted();
  return { first, last: last.at(-1) ?? '' };
}
