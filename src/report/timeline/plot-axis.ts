import type { PlotColumns } from '../chart/plot-columns.ts';
import { type TimeTick, timeTicks } from '../chart/time-ticks.ts';

/** The position of an axis. */
interface Axis {
  /** The number of terminal cells before the first column. */
  readonly margin: number;
  readonly zone: string;
  /** The width of a whole line in terminal cells. */
  readonly width: number;
}

/** Terminal cells from one label to the next. */
const labelDistance = 12;

/**
 * Returns the lines below a plot: the labels of the ticks, and below them the rest of their dates.
 */
export function axisLines({ starts, cells }: PlotColumns, { margin, zone, width }: Axis): string[] {
  const [from, to] = [starts[0] ?? 0, starts.at(-1) ?? 0];
  const ticks = timeTicks(
    { from, to, zone },
    Math.max(1, Math.floor((starts.length * cells) / labelDistance)),
  );
  // A tick is below the column whose time contains it.
  const placeOf = ({ at }: TimeTick) => {
    const after = starts.findIndex((start) => start > at);
    return margin + ((after < 0 ? starts.length : after) - 1) * cells;
  };
  const labels = ticks.map((tick) => [placeOf(tick), tick.label] as const);
  const under = ticks.flatMap((tick) => (tick.under ? [[placeOf(tick), tick.under] as const] : []));
  return [placeTexts(labels, width), placeTexts(under, width)].filter(Boolean);
}

/** Puts texts at their places in a line, except those that would overlap another. */
function placeTexts(
  texts: readonly (readonly [place: number, text: string])[],
  width: number,
): string {
  let line = '';
  for (const [place, text] of texts) {
    if ((line !== '' && line.length + 1 > place) || place + text.length > width) continue;
    line = line.padEnd(place) + text;
  }
  return line;
}
