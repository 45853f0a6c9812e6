import { count, counted } from '../../../format/text/numbers.ts';
import { categoryChart } from '../../chart/category-chart.ts';
import { timeChart } from '../../chart/time-chart.ts';
import { dataTable } from '../../page/data-table.ts';
import { type Html, html } from '../../page/html.ts';
import { renderPage } from '../../page/render-page.ts';
import { sectionOfFinding } from '../sections/finding-sections.ts';
import { findingText } from '../sections/summary-findings.ts';
import { qualityLines } from '../sections/summary-quality.ts';
import type { SectionView } from '../sections/summary-section.ts';
import { sectionsOf } from '../sections/summary-sections.ts';
import { firstWindowText, spanText, timeText } from '../sections/summary-texts.ts';
import { notCompared, totalRows } from '../sections/summary-totals.ts';
import type { Summary } from '../summary-schema.ts';

/** Renders the summary as a page in one file, which runs no scripts and loads nothing. */
export async function renderSummaryHtml(summary: Summary): Promise<string[]> {
  const { window, zone, sources, generated } = summary;
  const sections = sectionsOf(summary);
  const empty = sections.filter(({ rows }) => rows.length === 0);
  const title = `CloudTrail, ${spanText(window, zone)}`;
  const body = html`<h1>${title}</h1>
<p class="quiet">${sources.join(' ')}; generated ${timeText(generated, zone)} (${zone})</p>
${findingsBlock(summary)}
${totalsBlock(summary)}
${await hoursBlock(summary)}
${await servicesChart(summary)}
${sections.filter(({ rows }) => rows.length > 0).map(sectionBlock)}
${empty.length > 0 && html`<section><h2 id="nothing">Nothing to report</h2><ul>${empty.map((section) => html`<li id="${section.id}">${section.empty}</li>`)}</ul></section>`}
${firstWindowText(summary) && html`<p>${firstWindowText(summary)}</p>`}
<section><h2 id="quality">Data quality</h2>
<ul>${qualityLines(summary).map((line) => html`<li>${line}</li>`)}</ul></section>
`;
  return [renderPage({ title, body })];
}

function findingsBlock({ findings }: Summary): Html {
  if (findings.length === 0) return html`<p>Nothing needs attention.</p>`;
  return html`<ul class="findings">${findings.map(
    (finding) => html`<li>${findingItem(finding)}</li>`,
  )}</ul>`;
}

function findingItem(finding: Summary['findings'][number]): Html {
  const section = sectionOfFinding(finding.kind);
  return section === undefined
    ? html`${findingText(finding)}: <code>${finding.query ?? ''}</code>`
    : html`<a href="#${section}">${findingText(finding)}</a>`;
}

function totalsBlock(summary: Summary): Html {
  const { dayBefore, weekBefore } = summary.compared;
  return html`<section><h2 id="totals">Totals</h2>
${dataTable({
  caption: 'Counts, compared with the day and the week before',
  columns: [
    { header: '' },
    { header: 'count', isNumber: true },
    ...(dayBefore ? [{ header: 'day before', isNumber: true }] : []),
    ...(weekBefore ? [{ header: 'week before', isNumber: true }] : []),
  ],
  rows: totalRows(summary).map((total) => [
    total.name,
    count(total.events),
    ...(dayBefore ? [total.dayBefore] : []),
    ...(weekBefore ? [total.weekBefore] : []),
  ]),
})}${notCompared(summary) && html`<p class="quiet">${notCompared(summary)}</p>`}${queryBlock(summary.totals.query)}</section>`;
}

const outcomes = ['ok', 'denied', 'failed'] as const;

async function hoursBlock({ hours, window, zone }: Summary): Promise<Html> {
  const bins = hours.map(({ since, isGap }, at) => ({
    from: Date.parse(since),
    to: Date.parse(hours[at + 1]?.since ?? window.until),
    isGap,
  }));
  const series = outcomes.map((name) => ({
    name,
    className: name,
    counts: hours.map((hour) => hour[name]),
  }));
  const chart = await timeChart({ label: 'Events by hour and outcome', zone, bins, series });
  return html`<section><h2 id="hours">Hours</h2>
<figure><div class="scroll" tabindex="0">${chart}</div>
<ul class="legend">${outcomes.map((name) => html`<li><span class="swatch ${name}"></span>${name}</li>`)}</ul></figure>
<details><summary>The numbers</summary>
${dataTable({
  caption: 'Events in each hour; empty where nothing was recorded',
  columns: [
    { header: `hour (${zone})` },
    ...outcomes.map((header) => ({ header, isNumber: true })),
  ],
  rows: hours.map((hour) => [
    timeText(hour.since, zone),
    ...outcomes.map((name) => (hour.isGap ? '' : hour[name])),
  ]),
})}</details></section>`;
}

/** Draws the services as a chart; the section of the services has the same numbers as a table. */
async function servicesChart({ services }: Summary): Promise<Html> {
  if (services.rows.length < 2) return html``;
  const rows = services.rows.map(({ service, events }) => ({ name: service, events }));
  const chart = await categoryChart({ label: 'Events by service', rows });
  return html`<figure><div class="scroll" tabindex="0">${chart}</div></figure>`;
}

function sectionBlock({ id, title, events, columns, rows, more, query }: SectionView): Html {
  return html`<section><h2 id="${id}">${title}</h2>
${dataTable({
  caption: counted(events, 'event'),
  columns: columns.map(({ heading, kind }) => ({ header: heading, isNumber: kind === 'count' })),
  rows,
})}${more > 0 && html`<p class="quiet">${more} more</p>`}${queryBlock(query)}</section>
`;
}

function queryBlock(query: string): Html {
  return html`<pre tabindex="0"><code>${query}</code></pre>`;
}
