import type { ChosenRules } from '../../detect/choose-rules.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import type { Detection } from '../../detect/detector.ts';
import type { Hit } from '../../detect/hits.ts';
import { levels, type Rule } from '../../detect/rule.ts';
import type { Output } from '../../format/text/output.ts';
import type { DetectionFormat } from '../../format/text/output-formats.ts';
import type { Ledger } from '../../query/ledger.ts';
import { buildReport } from '../../report/detect/build-report.ts';
import { csvLines, type EventLines, ndjsonLines } from '../../report/detect/event-lines.ts';
import { maxVerdict } from '../../report/detect/verdict.ts';
import { writeReport } from '../../report/detect/write-report.ts';
import type { DetectConfig } from './config.ts';

/** Prints detections: events while they are found, or a report at the end. */
interface DetectionOutput {
  add(detection: Detection): void;
  /** Returns whether enough was added to be written. */
  isFull(): boolean;
  write(): Promise<void>;
  end(found: Found): Promise<void>;
}

/** What a run found in total. */
interface Found {
  readonly findings: readonly Finding[];
  readonly hits: readonly Hit[];
  readonly ledger: Ledger;
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
  if (format !== 'ndjson' && format !== 'csv') return reportOutput({ ...options, format }, output);
  const redact = options.redact
    ? (await import('../../redact/redact-text.ts')).redactText
    : (text: string) => text;
  const accounts = new Set(options.accounts);
  const lines = format === 'csv' ? csvLines({ zone, accounts, redact }) : ndjsonLines({ redact });
  return eventOutput(lines, options, output);
}

/** The length of text that is worth a system call. */
const fullLength = 2 ** 16;

function eventOutput(
  lines: EventLines,
  { chosen, ruleSet, minLevel }: OutputOptions,
  output: Output,
): DetectionOutput {
  const isReported = ({ level }: Rule) => levels.indexOf(level) >= levels.indexOf(minLevel);
  let text = lines.head;
  const write = async () => {
    await output.write(text);
    text = '';
  };
  return {
    add({ record, rules }) {
      const shown = rules.filter(isReported);
      if (shown.length > 0) text += lines.ofEvent({ record, rules: shown });
    },
    isFull: () => text.length >= fullLength,
    write,
    async end({ findings }) {
      const byName = new Map(ruleSet.rules.map((rule) => [rule.name, rule]));
      for (const finding of findings) {
        const rule = byName.get(finding.rule);
        if (rule && chosen.isReported(rule) && isReported(rule)) {
          text += lines.ofFinding(finding, rule);
        }
      }
      if (text !== '') await write();
    },
  };
}

/** Returns whether a format prints all findings, and not only the worst. */
function isDescribed(format: DetectionFormat): boolean {
  return format === 'json' || format === 'sarif';
}

function reportOutput(
  options: OutputOptions & { readonly format: Parameters<typeof writeReport>[1]['format'] },
  output: Output,
): DetectionOutput {
  const { chosen, ruleSet, minLevel, accounts } = options;
  return {
    add: () => {},
    isFull: () => false,
    write: async () => {},
    async end({ findings, hits, ledger }) {
      const report = buildReport({
        ...options,
        rules: ruleSet.rules,
        loaded: ruleSet.report,
        hits,
        findings: findings.filter(({ rule }) => {
          const found = chosen.correlations.find(({ name }) => name === rule);
          return found && chosen.isReported(found);
        }),
        minLevel,
        described: isDescribed(options.format) ? Number.POSITIVE_INFINITY : maxVerdict,
        notes: [],
        events: ledger.matched + ledger.notMatched,
        sources: options.sources.map(({ uri }) => uri),
        accounts: new Set(accounts),
      });
      await writeReport(report, options, output);
    },
  };
}
