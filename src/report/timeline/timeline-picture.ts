import { cutMiddle } from '../../format/text/fit-text.ts';
import { formatTime } from '../../format/text/format-time.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { chartStyle } from '../chart/chart-style.ts';
import { othersClass, seriesClass } from '../chart/series-class.ts';
import { timeChart } from '../chart/time-chart.ts';
import { dataTable } from '../page/data-table.ts';
import { type Html, html, htmlText, markup } from '../page/html.ts';
import { renderPage } from '../page/render-page.ts';
import type { Timeline } from './timeline.ts';
import { type ShownSeries, shownSeries } from './timeline-rows.ts';

/** Renders a picture in one file: stacked bars and a legend of their colours. */
export async function renderTimelineSvg(timeline: Timeline): Promise<string[]> {
  if (timeline.bins.length === 0) return [];
  const chart = await chartOf(timeline);
  const legend = timeline.by.length === 0 ? [] : shownSeries(timeline);
  const height = chartHeight + legend.length * legendLine + 8;
  return [
    htmlText(html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${height}" width="${chartWidth}" height="${height}">
<style>${markup(chartStyle)} .page { fill: var(--paper); }</style>
<rect class="page" width="${chartWidth}" height="${height}"/>
${chart}
<g class="chart" fill="currentColor">${legend.map((one, at) => legendItem(one, at, timeline))}</g>
</svg>
`),
  ];
}

/** Renders a page in one file: the picture, and its numbers as a table. */
export async function renderTimelineHtml(timeline: Timeline): Promise<string[]> {
  const { bins, by, bin, zone } = timeline;
  const series = shownSeries(timeline);
  const [first, last] = [bins[0], bins.at(-1)];
  const time =
    first && last
      ? `${formatTime(first.from, zone)} to ${formatTime(last.to, zone)} (${zone})`
      : '';
  const events = series.reduce((sum, one) => sum + one.events, 0);
  const body = html`<h1>Events over time</h1>
<p class="quiet">${time}${time && '; '}${counted(events, 'event')} in bins of ${bin}${by.length > 0 && `, by ${by.join(', ')}`}</p>
${
  first
    ? html`<figure><div class="scroll" tabindex="0">${await chartOf(timeline)}</div>
${by.length > 0 && html`<ul class="legend">${series.map((one, at) => html`<li><span class="swatch ${classOf(one, at, timeline)}"></span>${one.label} <span class="quiet">${count(one.events)}</span></li>`)}</ul>`}
</figure>
<details><summary>The numbers</summary>
${dataTable({
  caption: 'Events in each bin; empty where nothing was recorded',
  columns: [
    { header: `time (${zone})` },
    ...series.map(({ label }) => ({ header: label, isNumber: true })),
  ],
  rows: bins.map(({ from, isGap }, at) => [
    formatTime(from, zone),
    ...series.map(({ counts }) => (isGap ? '' : count(counts[at] ?? 0))),
  ]),
})}</details>`
    : html`<p>Nothing was recorded.</p>`
}
`;
  return [renderPage({ title: 'Events over time', body })];
}

const chartWidth = 960;
const chartHeight = 300;
const legendLine = 20;

function chartOf(timeline: Timeline): Promise<Html> {
  return timeChart({
    ...timeline,
    series: shownSeries(timeline).map((one, at) => ({
      name: one.label,
      className: classOf(one, at, timeline),
      counts: one.counts,
    })),
    label: `Events over time, in bins of ${timeline.bin}`,
    width: chartWidth,
    height: chartHeight,
  });
}

function classOf({ values, isOthers }: ShownSeries, at: number, { by }: Timeline): string {
  if (isOthers) return othersClass;
  return seriesClass(at, by.length === 1 && by[0] === 'outcome' ? values[0] : undefined);
}

function legendItem(one: ShownSeries, at: number, timeline: Timeline): Html {
  const y = chartHeight + at * legendLine;
  return html`<rect class="${classOf(one, at, timeline)}" x="16" y="${y}" width="12" height="12"/><text x="36" y="${y + 11}">${cutMiddle(forTerminal(one.label), 100)}: ${count(one.events)}</text>
`;
}
