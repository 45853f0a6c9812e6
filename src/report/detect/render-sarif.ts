import type { Level } from '../../detect/rule.ts';
import { forJson } from '../../format/text/sanitize.ts';
import type { DetectionReport, FindingRow, RuleRow } from './detection-report.ts';

/**
 * Renders the report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which
 * dashboards of code hosts show: a result for each finding.
 */
export function renderDetectionSarif({ rules, findings }: DetectionReport): string[] {
  const places = new Map(rules.map(({ rule }, index) => [rule, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'trailscan', rules: rules.map(sarifRule) } },
        results: findings.map((finding) => sarifResult(finding, places.get(finding.rule) ?? -1)),
      },
    ],
  };
  return [`${forJson(JSON.stringify(log, null, 2))}\n`];
}

function sarifRule({ rule, title, description, level, tags, references }: RuleRow) {
  const [helpUri] = references;
  return {
    id: rule,
    shortDescription: { text: title },
    fullDescription: { text: description || title },
    ...(helpUri !== undefined && URL.canParse(helpUri) && { helpUri }),
    defaultConfiguration: { level: sarifLevels[level] },
    properties: { tags, 'security-severity': severities[level] },
  };
}

function sarifResult(finding: FindingRow, ruleIndex: number) {
  const { rule, level, who, what, title, file, query, tags: _, ...properties } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: sarifLevels[level],
    message: { text: [title, what === title ? '' : what, who].filter(Boolean).join('; ') },
    ...(file !== '' && {
      locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(file) } } }],
    }),
    properties: { ...properties, query },
  };
}

const sarifLevels: Readonly<Record<Level, 'none' | 'note' | 'warning' | 'error'>> = {
  informational: 'none',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** As GitHub code scanning reads them: above 9 is critical, above 7 high, above 4 medium. */
const severities: Readonly<Record<Level, string>> = {
  informational: '0.0',
  low: '2.0',
  medium: '5.0',
  high: '8.0',
  critical: '9.5',
};
