import { formatTime } from '../../format/text/format-time.ts';
import { count } from '../../format/text/numbers.ts';
import { dataTable } from '../page/data-table.ts';
import { type Html, html } from '../page/html.ts';
import { renderPage } from '../page/render-page.ts';
import type { DetectionReport, RuleRow } from './detection-report.ts';
import { techniqueMatrix } from './technique-matrix.ts';
import { maxVerdict, verdictText, whereOf } from './verdict.ts';

/** Renders the report as a page in one file, which runs no scripts and loads nothing. */
export function renderDetectionHtml(report: DetectionReport): string[] {
  const { sources, generated, zone, rules, notes } = report;
  const timeOf = (instant: string) => formatTime(Date.parse(instant), zone);
  const title = 'CloudTrail detections';
  const body = html`<h1>${title}</h1>
<p class="quiet">${sources.join(' ')}; generated ${timeOf(generated)} (${zone})</p>
<p><strong>${verdictText(report)}</strong></p>
${findingsBlock(report, timeOf)}
${matrixBlock(rules)}
${rules.map((rule) => ruleBlock(rule, timeOf))}
${notes.length > 0 && html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
`;
  return [renderPage({ title, body })];
}

type TimeText = (instant: string) => string;

function findingsBlock({ findings }: DetectionReport, timeOf: TimeText): Html | false {
  const shown = findings.slice(0, maxVerdict);
  if (shown.length === 0) return false;
  return html`<section><h2 id="findings">Worst findings</h2>
${dataTable({
  caption: `The worst ${count(shown.length)} of ${count(findings.length)} findings`,
  columns: [
    ...['level', 'first', 'who', 'what', 'where'].map((header) => ({ header })),
    { header: 'events', isNumber: true },
  ],
  rows: shown.map((row) => [
    row.level,
    timeOf(row.first),
    row.who,
    html`<a href="#rule-${row.rule}">${row.what}</a>`,
    whereOf(row),
    count(row.events),
  ]),
})}</section>`;
}

function matrixBlock(rules: readonly RuleRow[]): Html | false {
  const matrix = techniqueMatrix(rules);
  if (matrix.length === 0) return false;
  return html`<section><h2 id="attack">ATT&amp;CK</h2>
${dataTable({
  caption: 'Events of the rules that matched, by tactic and technique',
  columns: [{ header: 'tactic' }, { header: 'techniques' }, { header: 'events', isNumber: true }],
  rows: matrix.map(({ tactic, techniques, events }) => [
    tactic,
    techniques.map(({ id, events }) => `${id} (${count(events)})`).join(', '),
    count(events),
  ]),
})}</section>`;
}

function ruleBlock(rule: RuleRow, timeOf: TimeText): Html {
  const facts = [
    `${rule.level}`,
    `${count(rule.events)} events`,
    `${count(rule.identities)} identities`,
    `${timeOf(rule.first)} to ${timeOf(rule.last)}`,
  ];
  return html`<section><h2 id="rule-${rule.rule}">${rule.title}</h2>
<p class="quiet">${facts.join('; ')}; ${rule.tags.join(' ')}</p>
${rule.description !== '' && html`<p>${rule.description}</p>`}
${rule.falsePositives.length > 0 && html`<p>False positives: ${rule.falsePositives.join('; ')}</p>`}
<pre><code>${rule.query}</code></pre></section>`;
}
