import { createHash } from 'node:crypto';
import type { Level } from '../../../detect/rule.ts';
import type { FileError } from '../../../errors.ts';
import { count } from '../../../format/text/numbers.ts';
import { forJson, forTerminal } from '../../../format/text/sanitize.ts';
import type { DetectionReport, FindingRow, RuleRow } from '../detection-report.ts';

/**
 * Renders the report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which
 * dashboards of code hosts show: a result for each finding.
 */
export function renderDetectionSarif(report: DetectionReport): string[] {
  const { rules, findings, sources } = report;
  const places = new Map(rules.map(({ rule }, index) => [rule, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'trailscan', rules: rules.map(sarifRule) } },
        invocations: [sarifInvocation(report)],
        results: findings.map((finding) => ({
          ruleIndex: places.get(finding.rule) ?? -1,
          ...sarifResult(finding, finding.file || sources[0] || '-'),
        })),
      },
    ],
  };
  return [`${forJson(JSON.stringify(log, null, 2))}\n`];
}

/** Returns the run: it fails when something could not be read, since findings may be missing. */
function sarifInvocation({ errors, moreErrors }: DetectionReport) {
  if (errors.length === 0) return { executionSuccessful: true };
  const more = `${count(moreErrors)} more that cannot be read`;
  return {
    executionSuccessful: false,
    toolExecutionNotifications: [
      ...errors.map(sarifNotification),
      ...(moreErrors > 0 ? [{ level: 'error', message: { text: more } }] : []),
    ],
  };
}

function sarifNotification({ file, offset, reason }: FileError) {
  const text = offset === undefined ? reason : `byte ${offset}: ${reason}`;
  return { level: 'error', message: { text: messageText(text) }, locations: [locationOf(file)] };
}

function sarifRule({ rule, title, description, level, tags, ...others }: RuleRow) {
  const { falsePositives, references } = others;
  const helpUri = references.find((text) => /^https?:/.test(text) && URL.canParse(text));
  const help = [description || title, ...falsePositives.map((text) => `It may also be: ${text}`)];
  return {
    id: rule,
    shortDescription: { text: messageText(title) },
    fullDescription: { text: messageText(description || title) },
    help: { text: messageText(help.join('\n')) },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: sarifLevels[level] },
    // Tags may not repeat (SARIF 2.1.0, "Tags").
    properties: { tags: [...new Set(tags)], 'security-severity': severities[level] },
  };
}

/** Returns a result. Code hosts show only those with a location: without a file, the source. */
function sarifResult(finding: FindingRow, place: string) {
  const { rule, level, who, what, title, kind, file: _, tags: __, ...properties } = finding;
  const parts = kind !== 'event' || what === title ? [what, who] : [title, what, who];
  return {
    ruleId: rule,
    level: sarifLevels[level],
    message: { text: messageText(parts.filter(Boolean).join('; ')) },
    locations: [locationOf(place)],
    partialFingerprints: { 'trailscan/v1': fingerprintOf(finding) },
    properties: { ...properties, kind, who },
  };
}

function locationOf(file: string) {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) } } };
}

/** Returns what identifies a finding in every run that begins with the same first event. */
function fingerprintOf({ rule, who, first }: FindingRow): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, who, first]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Returns text as a message in which nothing is a placeholder (SARIF 2.1.0, "Messages with
 * placeholders") or a link ("Messages with embedded links").
 */
function messageText(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

/** Returns the name of a file as a URI reference; a colon in a relative path is not a scheme. */
function uriOf(name: string): string {
  const uri = encodeURI(forTerminal(name.replaceAll('\\', '/')))
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F');
  return /^[a-z][a-z\d+.-]*:(?!\/\/)/i.test(uri) ? `./${uri}` : uri;
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
