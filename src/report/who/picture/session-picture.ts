/** The trees as a picture: a row for each session, with time from left to right. */
import { formatTime } from '../../../format/text/format-time.ts';
import { count, counted, duration } from '../../../format/text/numbers.ts';
import { type Html, html } from '../../page/html.ts';
import { rowsOf } from '../session-rows.ts';
import type { WhoReport } from '../who-report.ts';
import { drawLegend } from './picture-legend.ts';
import { type PictureRow, pictureRow } from './picture-row.ts';
import { createTimeAxis, type TimeAxis } from './time-axis.ts';

/** A picture, and what is not in it. */
export interface SessionPicture {
  readonly svg: Html;
  readonly width: number;
  readonly height: number;
  /** How many sessions are not in the picture. */
  readonly leftOut: number;
}

/** In pixels. */
const width = 960;
const nameWidth = 280;
const margin = 12;
const axisHeight = 40;
const legendHeight = 26;
const lineHeight = 15;
const barHeight = 12;
const rowPadding = 7;
/** Room on both sides of the times, for bars and texts at their ends. */
const inset = 28;

/** This many rows are drawn. */
const maxRows = 300;

/** Draws the picture; undefined when no time is known. Needs the rules of `pictureStyle`. */
export function drawSessions(report: WhoReport, zone: string): SessionPicture | undefined {
  const { rows, leftOut } = rowsOf(report, maxRows);
  const drawn = rows.map((row) => pictureRow(row, nameWidth - margin));
  const times = drawn.flatMap(({ bar, issued }) => [...(bar ? [bar.from, bar.to] : []), ...issued]);
  if (times.length === 0) return undefined;
  const axis = createTimeAxis({
    ...{ times, zone },
    left: margin + nameWidth + inset,
    right: width - margin - inset,
  });
  const places: RowPlace[] = [];
  let y = axisHeight;
  for (const row of drawn) {
    const height = Math.max(2, row.names.length + 1) * lineHeight + 2 * rowPadding;
    places.push({ row, top: y, height, bar: y + rowPadding + 2, ...spanOf(row, axis) });
    y += height;
  }
  const frame: Frame = { axis, places, bottom: y, zone };
  const breakLine = axis.breaks.length > 0 ? lineHeight : 0;
  const height = y + axisHeight + breakLine + legendHeight;
  const label = `Sessions over time, from ${formatTime(Math.min(...times), zone)} to ${formatTime(Math.max(...times), zone)} (${zone}): ${counted(rows.length, 'row')}`;
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" class="chart sessions" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="currentColor" font-size="12">
${drawAxis(frame)}
${places.map((place) => drawLink(place, frame))}
${places.map((place) => drawRow(place, frame))}${drawLegend(margin, height - 12, axis.breaks.length > 0)}</svg>`;
  return { svg, width, height, leftOut };
}

interface RowPlace {
  readonly row: PictureRow;
  readonly top: number;
  readonly height: number;
  /** The top of the bar. */
  readonly bar: number;
  /** Where the bar begins and ends, and where the credentials were issued. */
  readonly left: number | undefined;
  readonly right: number | undefined;
  readonly issued: readonly number[];
}

interface Frame {
  readonly axis: TimeAxis;
  readonly places: readonly RowPlace[];
  readonly bottom: number;
  readonly zone: string;
}

function spanOf({ bar, issued }: PictureRow, { xOf }: TimeAxis) {
  return {
    left: bar && xOf(bar.from),
    // A session of a second is a bar that can be seen.
    right: bar && Math.max(xOf(bar.to), xOf(bar.from) + 3),
    issued: issued.map(xOf),
  };
}

/** The marks of the axis above and below the rows, and the spans that are left out. */
function drawAxis({ axis, bottom }: Frame): Html {
  const labels = [
    { label: 16, under: 31, line: axisHeight - 5 },
    { label: bottom + 16, under: bottom + 31, line: bottom + 4 },
  ];
  return html`${axis.ticks.map(
    ({ x, label, under }) =>
      html`<line class="grid" x1="${px(x)}" x2="${px(x)}" y1="${axisHeight - 4}" y2="${bottom + 4}"/>
${labels.map(
  (y) => html`<text x="${px(x)}" y="${y.label}" text-anchor="middle">${label}</text>
${under !== undefined && html`<text class="quiet" x="${px(x)}" y="${y.under}" text-anchor="middle">${under}</text>\n`}`,
)}`,
  )}${axis.breaks.map(({ from, to, left, right }) => {
    const [start, end] = [left + 4, right - 4];
    return html`<rect class="gap" x="${px(start)}" y="${axisHeight}" width="${px(end - start)}" height="${bottom - axisHeight}"/>
<text class="quiet" x="${px((left + right) / 2)}" y="${bottom + 16 + 2 * lineHeight}" text-anchor="middle">${spanText(to - from)}</text>
`;
  })}`;
}

/** Returns a length of time in at most two units: `12 h 40 min`, `34 d`. */
function spanText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const days = seconds / 86_400;
  return days >= 2 ? `${count(Math.round(days))} days` : duration(seconds);
}

/** From the parent's bar at the moment of issuing down to the row, and on to its first event. */
function drawLink({ row, bar, left, issued }: RowPlace, { places }: Frame): Html {
  const parent = row.row.parent === undefined ? undefined : places[row.row.parent];
  const dashes = row.isLikely ? html` stroke-dasharray="4 3"` : '';
  const middle = bar + barHeight / 2;
  const starts = issued.length > 0 ? issued : left === undefined ? [] : [left];
  const lines = starts.map((x) => {
    const down = parent
      ? `M${px(x)},${parent.bar + barHeight / 2}V${middle}`
      : `M${px(x)},${middle}`;
    return `${down}${left === undefined ? '' : `H${px(left)}`}`;
  });
  return html`<path class="link"${dashes} d="${lines.join('')}"/>\n`;
}

function drawRow(place: RowPlace, frame: Frame): Html {
  const { row, top, height, bar, left, right, issued } = place;
  const x = margin + row.indent;
  return html`<g>
<line class="grid" x1="${margin}" x2="${width - margin}" y1="${top + height}" y2="${top + height}"/>
${row.names.map((line, at) => html`<text class="name${row.isSought && ' sought'}" x="${x}" y="${top + rowPadding + 11 + at * lineHeight}">${line}</text>\n`)}<text class="quiet" x="${x}" y="${top + rowPadding + 11 + row.names.length * lineHeight}">${row.kind}${row.isSought && ', asked for'}</text>
${left !== undefined && right !== undefined && drawBar(place, left, right, frame)}${issued.map((at) => html`<rect class="tick" x="${px(at - 1)}" y="${bar - 3}" width="2" height="${barHeight + 6}"/>\n`)}${drawCounts(place)}</g>
`;
}

/** The bar is only a line where the axis leaves time out. */
function drawBar({ row, bar }: RowPlace, left: number, right: number, { axis }: Frame): Html {
  const middle = bar + barHeight / 2;
  const parts = axis.spans
    .map((span) => [Math.max(left, span.left), Math.min(right, span.right + 3)] as const)
    .filter(([start, end]) => end > start);
  const kind = (row.use?.writes ?? 0) > 0 ? 'series-2' : 'series-1';
  return html`<line class="bar-line" x1="${px(left)}" x2="${px(right)}" y1="${middle}" y2="${middle}"/>
${parts.map(([start, end]) => html`<rect class="${kind}" x="${px(start)}" y="${bar}" width="${px(end - start)}" height="${barHeight}"/>\n`)}${row.writes.map((time) => html`<rect class="tick" x="${px(axis.xOf(time) - 0.5)}" y="${bar}" width="1" height="${barHeight}"/>\n`)}`;
}

/** The counts below the bar, at the end of the picture that has room for them. */
function drawCounts({ row, bar, left, right, issued }: RowPlace): Html {
  if (row.counts === '') return html``;
  const start = left ?? issued[0];
  const textWidth = row.counts.length * 6.4 + 20;
  const room = width - margin - (start ?? 0);
  const isAtEnd = start !== undefined && room < textWidth;
  const x =
    start === undefined ? margin + nameWidth + inset : isAtEnd ? (right ?? start) + 3 : start;
  const y = bar + barHeight + 14;
  // The mark is red, and the text names the number, for those who cannot see red.
  const mark = (row.use?.denied ?? 0) > 0 && html`<tspan class="denied">■</tspan> `;
  return html`<text class="counts" x="${px(x)}" y="${y}" text-anchor="${isAtEnd ? 'end' : 'start'}">${mark}${row.counts}</text>
`;
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
