import { cutMiddle } from '../../format/text/fit-text.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { type Html, html } from '../page/html.ts';
import { plotSvg } from './plot-svg.ts';

/** A chart of counts by category. */
export interface CategoryChart {
  /** The chart's name for screen readers. */
  readonly label: string;
  readonly rows: readonly CategoryRow[];
  /** In pixels. */
  readonly width?: number;
}

/** A bar of the chart. */
interface CategoryRow {
  /** The name of the bar; hostile. */
  readonly name: string;
  readonly events: number;
  /** The class of the bar's colour, see `seriesClass`; when absent, that of the first series. */
  readonly className?: string;
}

/**
 * Draws one horizontal bar per row, with the name before it and the count after it. A long name
 * loses its middle. Returns empty markup without rows.
 */
export async function categoryChart({ label, rows, width = 720 }: CategoryChart): Promise<Html> {
  if (rows.length === 0) return html``;
  const bars = rows.map(({ name, events, className = 'series-1' }, at) => ({
    ...{ at, events, className },
    name: cutMiddle(forTerminal(name), maxNameWidth),
    title: `${forTerminal(name)}: ${counted(events, 'event')}`,
  }));
  const digits = Math.max(...bars.map(({ events }) => count(events).length));
  const left = Math.ceil(16 + 7 * Math.max(...bars.map(({ name }) => name.length)));
  const classes = [...new Set(bars.map(({ className }) => className))];
  return plotSvg({
    ...{ label, width, height: bars.length * rowHeight + 8 },
    draw: (plot) => ({
      ...{ marginLeft: left, marginRight: 16 + 8 * digits, marginTop: 4, marginBottom: 4 },
      x: { axis: null, domain: [0, Math.max(1, ...bars.map(({ events }) => events))] },
      y: { axis: null, type: 'band', domain: bars.map(({ at }) => at), padding: 0.25 },
      marks: [
        ...classes.map((name) =>
          plot.barX(
            bars.filter(({ className }) => className === name),
            { x: 'events', y: 'at', title: 'title', className: `bars ${name}` },
          ),
        ),
        plot.text(bars, {
          ...{ x: () => 0, y: 'at', text: 'name', title: 'title' },
          ...{ textAnchor: 'end', dx: -8, fontSize: 12 },
        }),
        plot.text(bars, {
          ...{ x: 'events', y: 'at', text: ({ events }: CategoryRow) => count(events) },
          ...{ textAnchor: 'start', dx: 6, fontSize: 12 },
        }),
      ],
    }),
  });
}

/** In terminal cells, each about seven pixels wide. */
const maxNameWidth = 40;
/** In pixels. */
const rowHeight = 26;
