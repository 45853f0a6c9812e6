import { formatTime } from '../../../format/text/format-time.ts';
import { count } from '../../../format/text/numbers.ts';
import { dataTable } from '../../page/data-table.ts';
import { type Html, type HtmlValue, html } from '../../page/html.ts';
import { renderPage } from '../../page/render-page.ts';
import type { DetectionReport } from '../detection-report.ts';
import {
  findingColumns,
  groupColumns,
  type ReportColumn,
  ruleColumns,
  type TimeText,
} from '../report-columns.ts';
import { belowText, busiestText, maxVerdict, verdictText } from '../verdict.ts';
import { matrixBlock } from './html-matrix.ts';
import { levelHtml, ruleBlock, ruleLink, ruleLinks } from './html-rules.ts';

/** Renders the report as a page in one file, which runs no scripts and loads nothing. */
export function renderDetectionHtml(report: DetectionReport): string[] {
  const { sources, generated, zone, rules } = report;
  const timeOf = (instant: string) => formatTime(Date.parse(instant), zone);
  const links = ruleLinks(rules);
  const title = 'CloudTrail detections';
  const facts = [busiestText(report), belowText(report)].filter((text) => text !== undefined);
  const body = html`<h1>${title}</h1>
<p class="quiet">${sources.join(' ')}; generated ${timeOf(generated)}; times in ${zone}</p>
<p><strong>${verdictText(report)}</strong></p>
${facts.map((text) => html`<p>${text}</p>\n`)}
${findingsBlock(report, links, timeOf)}
${groupsBlock(report, timeOf)}
${matrixBlock(rules, links)}
${rulesBlock(report, links, timeOf)}
${rules.map((rule) => ruleBlock(rule, links, timeOf))}
${notesBlock(report)}
`;
  return [renderPage({ title, body })];
}

type RuleLinks = ReturnType<typeof ruleLinks>;

function findingsBlock(report: DetectionReport, links: RuleLinks, timeOf: TimeText): Html | false {
  const { findings } = report;
  const shown = findings.slice(0, maxVerdict);
  if (shown.length === 0) return false;
  const caption =
    findings.length > shown.length
      ? `The worst ${count(shown.length)} of ${count(findings.length)} findings`
      : 'All findings, the worst first';
  return html`<section><h2 id="findings">Findings</h2>
${reportTable(caption, shown, findingColumns, timeOf, {
  what: (row) => ruleLink(row.rule, row.what, links),
})}</section>
`;
}

function groupsBlock({ groups }: DetectionReport, timeOf: TimeText): Html | false {
  if (!groups || groups.rows.length === 0) return false;
  const shown = groups.rows.slice(0, maxGroups);
  const more = groups.rows.length - shown.length;
  return html`<section><h2 id="groups">By ${groups.by}</h2>
${reportTable(`Events that rules match, by ${groups.by}`, shown, groupColumns(groups.by), timeOf)}
${more > 0 && html`<p class="quiet">${count(more)} more</p>`}</section>
`;
}

/** The maximum number of groups on a page; JSON has all. */
const maxGroups = 500;

function rulesBlock({ rules }: DetectionReport, links: RuleLinks, timeOf: TimeText): Html | false {
  if (rules.length === 0) return false;
  return html`<section><h2 id="rules">Rules</h2>
${reportTable('Rules that matched', rules, ruleColumns, timeOf, {
  title: (row) => ruleLink(row.rule, row.title, links),
})}</section>
`;
}

function notesBlock({ notes }: DetectionReport): Html | false {
  if (notes.length === 0) return false;
  return html`<section><h2 id="notes">Not judged</h2>
<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>
`;
}

/** Renders rows as a table. `cells` replaces the cells of some columns, by their headings. */
function reportTable<Row>(
  caption: string,
  rows: readonly Row[],
  columns: readonly ReportColumn<Row>[],
  timeOf: TimeText,
  cells: Readonly<Record<string, (row: Row) => HtmlValue>> = {},
): Html {
  return dataTable({
    caption,
    columns: columns.map(({ heading, kind }) => ({ header: heading, isNumber: kind === 'count' })),
    rows: rows.map((row) =>
      columns.map(({ heading, kind, show }): HtmlValue => {
        const text = show(row, timeOf);
        if (kind === 'level') return levelHtml(text);
        if (kind === 'time') return html`<time>${text}</time>`;
        return Object.hasOwn(cells, heading) ? cells[heading]?.(row) : text;
      }),
    ),
  });
}
