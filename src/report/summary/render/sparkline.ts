import type { Summary } from '../summary-schema.ts';

/** The events by hour as a row of characters. */
export interface Sparkline {
  /** `▁` to `█`, and `·` where nothing was recorded. */
  readonly characters: string;
  /** The number of hours per character. */
  readonly hours: number;
  /** The number of events that `█` stands for. */
  readonly max: number;
}

/**
 * Draws the hours in at most `width` terminal cells; if there are more hours, each character stands
 * for several.
 */
export function sparkline(hours: Summary['hours'], width: number): Sparkline {
  const step =
    steps.find((candidate) => hours.length / candidate <= width) ?? Math.ceil(hours.length / width);
  const bins = Array.from({ length: Math.ceil(hours.length / step) }, (_, at) => {
    const joined = hours.slice(at * step, (at + 1) * step);
    return {
      events: joined.reduce((sum, { ok, denied, failed }) => sum + ok + denied + failed, 0),
      isGap: joined.every(({ isGap }) => isGap),
    };
  });
  const max = bins.reduce((highest, { events }) => Math.max(highest, events), 0);
  const characters = bins.map(({ events, isGap }) => (isGap ? '·' : characterOf(events, max)));
  return { characters: characters.join(''), hours: step, max };
}

/** The possible numbers of hours per character: parts of a day, one day, and two days. */
const steps = [1, 2, 3, 4, 6, 8, 12, 24, 48];
const levels = '▁▂▃▄▅▆▇█';

function characterOf(events: number, max: number): string {
  return levels.charAt(max === 0 ? 0 : Math.round((events / max) * (levels.length - 1)));
}
