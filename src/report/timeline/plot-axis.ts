import type { PlotColumns } from '../chart/plot-columns.ts';
import { type TimeTick, timeTicks } from '../chart/time-ticks.ts';

/** Where an axis is drawn. */
interface Axis {
  /** Terminal cells before the first column. */
  readonly margin: number;
  readonly zone: string;
  /** Terminal cells of a whole line. */
  readonly width: number;
}

/** Terminal cells from one label to the next. */
const apart = 12;

/** The labels of the times below a plot, and below them what these leave open. */
export function axisLines({ starts, cells }: PlotColumns, { margin, zone, width }: Axis): string[] {
  const [from, to] = [starts[0] ?? 0, starts.at(-1) ?? 0];
  const ticks = timeTicks(
    { from, to, zone },
    Math.max(1, Math.floor((starts.length * cells) / apart)),
  );
  // A tick stands below the column in which it lies.
  const placeOf = ({ at }: TimeTick) => {
    const after = starts.findIndex((start) => start > at);
    return margin + ((after < 0 ? starts.length : after) - 1) * cells;
  };
  const labels = ticks.map((tick) => [placeOf(tick), tick.label] as const);
  const under = ticks.flatMap((tick) => (tick.under ? [[placeOf(tick), tick.under] as const] : []));
  return [placed(labels, width), placed(under, width)].filter(Boolean);
}

/** Texts at their places, but for those for which another leaves no room. */
function placed(texts: readonly (readonly [place: number, text: string])[], width: number): string {
  let line = '';
  for (const [place, text] of texts) {
    if ((line !== '' && line.length + 1 > place) || place + text.length > width) continue;
    line = line.padEnd(place) + text;
  }
  return line;
}
