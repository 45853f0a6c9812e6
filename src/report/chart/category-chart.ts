import { cutMiddle } from '../../format/text/fit-text.ts';
import { count, counted } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { type Html, html } from '../page/html.ts';
import { plotSvg } from './plot-svg.ts';

/** Counts by category. */
export interface CategoryChart {
  /** What it is called, for those who do not see it. */
  readonly label: string;
  readonly rows: readonly CategoryRow[];
  /** Pixels. */
  readonly width?: number;
}

/** A bar of such a chart. */
interface CategoryRow {
  /** Hostile. */
  readonly name: string;
  readonly events: number;
  /** The class of its colour, see `seriesClass`; without one it has that of the first series. */
  readonly className?: string;
}

/**
 * Bars from left to right, one below the other, each with its name before it and its count behind it.
 * A long name loses its middle. Nothing at all without rows.
 */
export async function categoryChart({ label, rows, width = 720 }: CategoryChart): Promise<Html> {
  if (rows.length === 0) return html``;
  const bars = rows.map(({ name, events, className = 'series-1' }, at) => ({
    ...{ at, events, className },
    name: cutMiddle(forTerminal(name), longestName),
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

/** Terminal cells, which are about as wide as seven pixels. */
const longestName = 40;
/** Pixels. */
const rowHeight = 26;
