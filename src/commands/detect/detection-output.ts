import type { ChosenRules } from '../../detect/choose-rules.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import type { Detection } from '../../detect/detector.ts';
import type { Hit } from '../../detect/hits.ts';
import { isAtLeast } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import type { Output } from '../../format/text/output.ts';
import type { DetectionFormat } from '../../format/text/output-formats.ts';
import type { Ledger } from '../../query/ledger.ts';
import { buildReport } from '../../report/detect/build-report.ts';
import { csvLines, type EventLines, ndjsonLines } from '../../report/detect/event-lines.ts';
import { whoLine } from '../../report/detect/finding-lines.ts';
import { createGroupCounts } from '../../report/detect/group-counts.ts';
import { type ReportFormat, writeReport } from '../../report/detect/render/write-report.ts';
import { maxVerdict } from '../../report/detect/verdict.ts';
import type { DetectConfig } from './config.ts';

/** Prints detections: events while they are found, or a report at the end. */
interface DetectionOutput {
  add(detection: Detection): void;
  /** Returns whether enough was added to be written. */
  isFull(): boolean;
  write(): Promise<void>;
  end(found: Found): Promise<void>;
}

/** The findings and counts of a whole run. */
interface Found {
  readonly findings: readonly Finding[];
  readonly hits: readonly Hit[];
  readonly ledger: Ledger;
  /** Sentences about events that correlations and rules about first sightings could not judge. */
  readonly notes: readonly string[];
  readonly sessions: readonly SessionFound[];
  /** Returns the values of `--group` of a finding's events. */
  readonly valuesOf: (finding: Finding) => readonly string[];
}

interface OutputOptions extends DetectConfig {
  readonly chosen: ChosenRules;
  readonly accounts: readonly string[];
}

/** Creates the output of a format. */
export async function createDetectionOutput(
  options: OutputOptions,
  output: Output,
): Promise<DetectionOutput> {
  const { format, zone } = options;
  const redact = options.redact
    ? (await import('../../redact/redact-text.ts')).redactText
    : (text: string) => text;
  if (!isOfEvents(format)) {
    return reportOutput({ ...options, format, maskText: redact }, output);
  }
  const accounts = new Set(options.accounts);
  const lines = format === 'csv' ? csvLines({ zone, accounts, redact }) : ndjsonLines({ redact });
  return eventOutput(lines, options, output);
}

/** Returns whether a format prints each event, and not a report. */
export function isOfEvents(format: DetectionFormat): format is 'ndjson' | 'csv' {
  return format === 'ndjson' || format === 'csv';
}

/** The length of text that is worth a system call. */
const fullLength = 2 ** 16;

function eventOutput(
  lines: EventLines,
  { chosen, minLevel, whoWords }: OutputOptions,
  output: Output,
): DetectionOutput {
  let text = lines.head;
  const write = async () => {
    await output.write(text);
    text = '';
  };
  return {
    add(detection) {
      const rules = detection.rules.filter(chosen.isShown);
      if (rules.length > 0) text += lines.ofEvent({ ...detection, rules });
    },
    isFull: () => text.length >= fullLength,
    write,
    async end({ findings, sessions }) {
      for (const { finding, rule } of reportedOf(findings, chosen)) {
        if (chosen.isShown(rule)) text += lines.ofFinding(finding, rule);
      }
      for (const found of sessions) {
        if (isAtLeast(sessionRuleOf(found.name), minLevel)) {
          text += lines.ofSession(found, whoLine(found, whoWords));
        }
      }
      if (text !== '') await write();
    },
  };
}

/** Returns the findings of correlations that are reported, with their rules. */
function reportedOf(findings: readonly Finding[], { correlations, isReported }: ChosenRules) {
  const byName = new Map(correlations.map((rule) => [rule.name, rule]));
  return findings.flatMap((finding) => {
    const rule = byName.get(finding.rule);
    return rule && isReported(rule) ? [{ finding, rule }] : [];
  });
}

/** Returns the value of an attribute for a finding about sessions; empty where it has none. */
function valueOfSession({ who, address, account }: SessionFound, groupBy: string): string {
  switch (groupBy) {
    case 'identity':
      return who;
    case 'source-ip':
      return address;
    case 'account':
      return account;
    default:
      return '';
  }
}

/** Returns whether a format prints all findings, and not only the worst. */
function isDescribed(format: DetectionFormat): boolean {
  return format === 'json' || format === 'sarif';
}

interface ReportOptions extends OutputOptions {
  readonly format: ReportFormat;
  readonly maskText: (text: string) => string;
}

function reportOutput(options: ReportOptions, output: Output): DetectionOutput {
  const { chosen, ruleSet, accounts, groupBy, maskText, minLevel } = options;
  const groups = groupBy === undefined ? undefined : createGroupCounts();
  return {
    add(detection) {
      groups?.addEvent({ ...detection, rules: detection.rules.filter(chosen.isShown) });
    },
    isFull: () => false,
    write: async () => {},
    async end({ findings, hits, ledger, notes, valuesOf, sessions }) {
      const reported = reportedOf(findings, chosen);
      for (const { finding, rule } of reported) {
        if (chosen.isShown(rule)) groups?.addFinding(finding, rule, valuesOf(finding));
      }
      for (const found of sessions) {
        const rule = sessionRuleOf(found.name);
        if (!isAtLeast(rule, minLevel) || groupBy === undefined) continue;
        groups?.addFinding(found, rule, [valueOfSession(found, groupBy)]);
      }
      const report = buildReport({
        ...options,
        rules: ruleSet.rules,
        loaded: ruleSet.report,
        hits,
        sessions,
        findings: reported.map(({ finding }) => finding),
        groups: groups && groupBy !== undefined ? { by: groupBy, rows: groups.rows() } : null,
        described: isDescribed(options.format) ? Number.POSITIVE_INFINITY : maxVerdict,
        notes,
        ledger,
        sources: options.sources.map(({ uri }) => uri),
        accounts: new Set(accounts),
        redact: maskText,
      });
      const shown = options.redact
        ? (await import('../../report/detect/redact-report.ts')).redactReport(report)
        : report;
      await writeReport(shown, options, output);
    },
  };
}
