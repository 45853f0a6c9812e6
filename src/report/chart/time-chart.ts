import { cutMiddle } from '../../format/text/fit-text.ts';
import { formatTime } from '../../format/text/format-time.ts';
import { counted } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { type Html, html } from '../page/html.ts';
import { type CountScale, countScale, shortCount } from './count-scale.ts';
import { type PlotBin, plotColumns } from './plot-columns.ts';
import { plotSvg } from './plot-svg.ts';
import { timeTicks } from './time-ticks.ts';

/** A chart of counts over time. */
export interface TimeChart {
  /** The chart's name for screen readers. */
  readonly label: string;
  readonly zone: string;
  /** In ascending order, without gaps between them. */
  readonly bins: readonly PlotBin[];
  /** The first series is at the bottom. */
  readonly series: readonly ChartSeries[];
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A series of a chart. */
interface ChartSeries {
  /** Shown in the tooltips of its bars; hostile. */
  readonly name: string;
  /** The class of the series' colour, see `seriesClass`. */
  readonly className: string;
  /** One for each bin. */
  readonly counts: readonly number[];
}

/**
 * Draws bars over time, stacked if there are several series; spans in which nothing was recorded
 * are hatched. The axis shows dates and times of the zone. Returns empty markup without bins.
 */
export async function timeChart(given: TimeChart): Promise<Html> {
  const { label, width = 720, height = 260 } = given;
  const chart = withinPixels(given, width);
  const { bins, series } = chart;
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return html``;
  const max = bins.reduce((top, _, at) => Math.max(top, sumAt(series, at)), 0);
  const scale = countScale(max, 4);
  const frame: Frame = {
    ...{ width, height, scale },
    left: 16 + 7 * Math.max(...ticksOf(scale).map((tick) => shortCount(tick).length)),
    span: { from: first.from, to: last.to, zone: chart.zone },
  };
  return plotSvg({
    ...{ label, width, height },
    behind: html`${bins.map((bin) => bin.isGap && gapOf(bin, frame))}`,
    draw: (plot) => ({
      ...{ marginLeft: frame.left, marginRight: right, marginTop: top, marginBottom: bottom },
      x: { axis: null, domain: [frame.span.from, frame.span.to] },
      y: { axis: null, domain: [0, scale.top] },
      marks: [
        plot.ruleY(ticksOf(scale), { className: 'grid' }),
        plot.axisY({
          ticks: ticksOf(scale),
          tickFormat: shortCount,
          ...{ tickSize: 0, label: null, fontSize: 12 },
        }),
        ...stackedBars(chart).map(({ bars, className }) =>
          plot.rect(bars, {
            ...{ x1: 'from', x2: 'to', y1: 'low', y2: 'high', title: 'title' },
            className: `bars ${className}`,
          }),
        ),
        plot.ruleY([0]),
        ...timeAxis(plot, frame),
      ],
    }),
  });
}

/** Margins around the bars, in pixels. */
const right = 40;
const top = 10;
const bottom = 40;
/** Pixels from one time label to the next. */
const tickWidth = 72;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly scale: CountScale;
  readonly span: { readonly from: number; readonly to: number; readonly zone: string };
}

function ticksOf({ top: max, step }: CountScale): number[] {
  return Array.from({ length: Math.round(max / step) + 1 }, (_, at) => at * step);
}

function sumAt(series: readonly ChartSeries[], bin: number): number {
  return series.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0);
}

/**
 * Joins neighbouring bins whose bars would be narrower than two pixels, which are hardly visible.
 */
function withinPixels(chart: TimeChart, width: number): TimeChart {
  const { starts, isGap, sum } = plotColumns(chart.bins, width / 2);
  const end = chart.bins.at(-1)?.to ?? 0;
  return {
    ...chart,
    bins: starts.map((from, at) => ({
      from,
      to: starts[at + 1] ?? end,
      isGap: isGap[at] ?? false,
    })),
    series: chart.series.map((one) => ({ ...one, counts: sum(one.counts) })),
  };
}

/** Returns the bars of each series, stacked on those of the series before it. */
function stackedBars({ bins, series, zone }: TimeChart) {
  const lows = bins.map(() => 0);
  return series.map(({ name, className, counts }) => {
    const shown = cutMiddle(forTerminal(name), 80);
    const bars = bins.flatMap(({ from, to }, bin) => {
      const events = counts[bin] ?? 0;
      if (events === 0) return [];
      const low = lows[bin] ?? 0;
      lows[bin] = low + events;
      const title = `${formatTime(from, zone)} (${zone}): ${counted(events, 'event')}, ${shown}`;
      return { from, to, low, high: low + events, title };
    });
    return { bars, className };
  });
}

function timeAxis(plot: typeof import('@observablehq/plot'), { width, left, span }: Frame) {
  const ticks = timeTicks(span, Math.max(2, Math.floor((width - left - right) / tickWidth)));
  return [
    plot.text(ticks, { x: 'at', text: 'label', frameAnchor: 'bottom', dy: 16, fontSize: 12 }),
    plot.text(
      ticks.filter(({ under }) => under !== undefined),
      { x: 'at', text: 'under', frameAnchor: 'bottom', dy: 31, fontSize: 12, className: 'quiet' },
    ),
  ];
}

/**
 * Draws a gap shaded and hatched, so that on paper and on screen it looks neither like a bar nor
 * like an empty bin.
 */
function gapOf(bin: { readonly from: number; readonly to: number }, frame: Frame): Html {
  const { span, left, width, height } = frame;
  const pixels = (width - left - right) / (span.to - span.from);
  const [start, end] = [bin.from, bin.to].map((time) => left + (time - span.from) * pixels);
  if (start === undefined || end === undefined) return html``;
  const floor = height - bottom;
  const lines: string[] = [];
  // Lines begin at multiples of their distance, so that they continue from one gap to the next.
  for (
    let at = Math.ceil(start / hatchDistance) * hatchDistance;
    at < end + floor - top;
    at += hatchDistance
  ) {
    const low = Math.max(0, at - end);
    const high = Math.min(floor - top, at - start);
    if (high > low)
      lines.push(`M${px(at - low)},${px(floor - low)}L${px(at - high)},${px(floor - high)}`);
  }
  return html`<rect class="gap" x="${px(start)}" y="${top}" width="${px(end - start)}" height="${floor - top}"></rect><path class="hatch" d="${lines.join('')}"></path>`;
}

const hatchDistance = 8;

function px(value: number): number {
  return Math.round(value * 100) / 100;
}
