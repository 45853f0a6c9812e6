import type { Finding } from '../../detect/correlate/finding.ts';
import type { Hit, Sample } from '../../detect/hits.ts';
import { type Level, levels, type Rule, type RuleReport } from '../../detect/rule.ts';
import { type AttributeName, attributes } from '../../event/attributes.ts';
import { isAccountId } from '../../event/event.ts';
import { lastPartOf } from '../../event/resources/arn.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import { flagsOf, type Word } from '../../filter/flags-of.ts';
import { counted, duration } from '../../format/text/numbers.ts';
import { isoTime } from '../../iso-time.ts';
import { has } from '../../query/condition/condition.ts';
import { recordIn } from '../../query/event-record.ts';
import { commandLine } from '../query-line.ts';
import type { DetectionReport, FindingRow, RuleRow } from './detection-report.ts';

/** Everything that a report contains, and how its command lines begin. */
interface ReportInput {
  readonly rules: readonly Rule[];
  readonly hits: readonly Hit[];
  readonly findings: readonly Finding[];
  /** The least level that is reported. */
  readonly minLevel: Level;
  readonly loaded: RuleReport;
  readonly notes: readonly string[];
  /** The number of events read. */
  readonly events: number;
  readonly sources: readonly string[];
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The words with which every command line begins: sources, time, rules. */
  readonly leadingWords: readonly Word[];
  /** How many findings are described by their first event, the worst first. */
  readonly described: number;
  /** The accounts that are not foreign. */
  readonly accounts: KnownAccounts;
}

/** Builds the report of a run. */
export function buildReport(input: ReportInput): DetectionReport {
  const { findings, minLevel, sources, zone, now, loaded, notes, accounts, described } = input;
  const byName = new Map(input.rules.map((rule) => [rule.name, rule]));
  const hits = input.hits.filter(({ events }) => events > 0);
  const correlated = findings.flatMap((finding) => {
    const rule = byName.get(finding.rule);
    return rule ? [{ rule, finding }] : [];
  });
  const isReported = ({ rule }: { readonly rule: Rule }) =>
    severity(rule) >= levels.indexOf(minLevel);
  const rows = [
    ...hits.filter(isReported).map((hit) => hitRow(hit, input)),
    ...correlated
      .filter(isReported)
      .map(({ rule, finding }) => correlationRow(rule, finding, input)),
  ];
  const below = [...hits, ...correlated].filter((found) => !isReported(found));
  return {
    kind: 'trailscan-detections',
    version: 1,
    generated: instant(now),
    zone,
    sources,
    totals: {
      events: input.events,
      matches: matchesByLevel(rows),
      below: {
        rules: new Set(below.map(({ rule }) => rule)).size,
        matches: below.reduce((sum, found) => sum + ('events' in found ? found.events : 1), 0),
      },
    },
    findings: worstFirst(rows).map(({ sample, ...row }, at) =>
      at < described && sample ? { ...row, ...describeSample(sample, row, accounts) } : row,
    ),
    rules: ruleRows(rows, byName, input),
    loaded,
    notes,
  };
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

/** A finding, and its first event when it is not described yet. */
type Row = FindingRow & { readonly sample?: Sample | undefined };

function hitRow({ rule, who, events, first, last, sample }: Hit, input: ReportInput): Row {
  const { level, name, title, tags } = rule;
  return {
    level,
    rule: name,
    title,
    kind: 'event',
    who,
    ...noDetails,
    what: title,
    sample,
    ...{ tags, events, first: instant(first), last: instant(last) },
    query: findingLine(name, flagsOf(has('identity', [who])) ?? [], input),
  };
}

/** Stands for the details of an event that was not kept, or is not described. */
const noDetails = { outcome: '', account: '', region: '', address: '', eventId: '', file: '' };

/** Returns what the first event of a finding says. */
function describeSample({ json, file }: Sample, { what }: Row, accounts: KnownAccounts) {
  const { event } = recordIn(json, file);
  const show = (name: AttributeName) => attributes[name].show(event, accounts);
  return {
    what: show('what') || what,
    outcome: show('outcome'),
    account: show('account'),
    region: show('region'),
    address: show('source-ip'),
    eventId: show('event-id'),
    file,
  };
}

function correlationRow(
  { level, name, title, tags }: Rule,
  { group, first, last, count, events }: Finding,
  input: ReportInput,
): FindingRow {
  const seconds = (last - first) / 1000;
  const span = seconds === 0 ? 'at once' : `in ${duration(seconds)}`;
  return {
    level,
    rule: name,
    title,
    kind: 'correlation',
    who: groupText(group),
    what: `${title}: ${counted(count, 'event')} ${span}`,
    ...noDetails,
    eventId: events.first[0]?.id ?? '',
    ...{ tags, events: count, first: instant(first), last: instant(last) },
    query: findingLine(name, [], input),
  };
}

/**
 * Returns the values that the events of a correlation have in common: names instead of ARNs, and
 * accounts only if there is nothing else.
 */
function groupText(group: Finding['group']): string {
  const values = Object.values(group);
  const others = values.filter((value) => !isAccountId(value));
  return (others.length > 0 ? others : values)
    .map((value) => (value.startsWith('arn:') ? lastPartOf(value) : value))
    .join(', ');
}

/**
 * Sorts findings: by level, and within a level one of each rule before the second of any, so that a
 * rule that matches often does not hide the others.
 */
function worstFirst(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  const placed = rows
    .toSorted((a, b) => compare(a.first, b.first) || compare(a.who, b.who))
    .map((row) => {
      const place = seen.get(row.rule) ?? 0;
      seen.set(row.rule, place + 1);
      return { row, place };
    });
  return placed
    .toSorted((a, b) => severity(b.row) - severity(a.row) || a.place - b.place)
    .map(({ row }) => row);
}

function ruleRows(
  rows: readonly FindingRow[],
  byName: ReadonlyMap<string, Rule>,
  input: ReportInput,
): readonly RuleRow[] {
  const grouped = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const own = grouped.get(row.rule) ?? [];
    grouped.set(row.rule, own);
    own.push(row);
  }
  return [...byName.values()]
    .flatMap((rule) => {
      const own = grouped.get(rule.name);
      return own ? [ruleRow(rule, own, input)] : [];
    })
    .toSorted(
      (a, b) => severity(b) - severity(a) || b.events - a.events || compare(a.rule, b.rule),
    );
}

function ruleRow(rule: Rule, own: readonly FindingRow[], input: ReportInput): RuleRow {
  const { level, name, title, description = '', tags, falsePositives, references } = rule;
  return {
    level,
    rule: name,
    id: rule.id ?? null,
    title,
    ...{ description, tags, falsePositives, references },
    identities: new Set(own.map(({ who }) => who)).size,
    events: own.reduce((sum, { events }) => sum + events, 0),
    first: own.map(({ first }) => first).toSorted()[0] ?? '',
    last:
      own
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? '',
    query: findingLine(name, [], input),
  };
}

function severity({ level }: { readonly level: Level }): number {
  return levels.indexOf(level);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function findingLine(
  name: string,
  words: readonly Word[],
  { leadingWords }: Pick<ReportInput, 'leadingWords'>,
): string {
  return commandLine([...leadingWords, ['--finding', name], ...words]);
}

function instant(time: number): string {
  return isoTime(Math.floor(time / 1000) * 1000);
}
