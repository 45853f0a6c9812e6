import type { Summary } from '../summary-schema.ts';

/** The events of the hours as a row of signs. */
export interface Sparkline {
  /** `▁` to `█`, and `·` where nothing was recorded. */
  readonly signs: string;
  /** How many hours a sign stands for. */
  readonly hours: number;
  /** How many events the highest stands for. */
  readonly most: number;
}

/** In at most `width` terminal cells: of many hours, several are one sign. */
export function sparkline(hours: Summary['hours'], width: number): Sparkline {
  const step =
    steps.find((each) => hours.length / each <= width) ?? Math.ceil(hours.length / width);
  const bins = Array.from({ length: Math.ceil(hours.length / step) }, (_, at) => {
    const joined = hours.slice(at * step, (at + 1) * step);
    return {
      events: joined.reduce((sum, { ok, denied, failed }) => sum + ok + denied + failed, 0),
      isGap: joined.every(({ isGap }) => isGap),
    };
  });
  const most = bins.reduce((highest, { events }) => Math.max(highest, events), 0);
  const signs = bins.map(({ events, isGap }) => (isGap ? '·' : signOf(events, most)));
  return { signs: signs.join(''), hours: step, most };
}

/** Spans of which days are made, and days. */
const steps = [1, 2, 3, 4, 6, 8, 12, 24, 48];
const levels = '▁▂▃▄▅▆▇█';

function signOf(events: number, most: number): string {
  return levels.charAt(most === 0 ? 0 : Math.round((events / most) * (levels.length - 1)));
}
