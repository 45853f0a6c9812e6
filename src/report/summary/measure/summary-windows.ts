import type { TimeRange } from '../../../time-range.ts';

/** A span of time with both ends, in epoch milliseconds. */
export type Span = Required<TimeRange>;

/** The window of a summary, and those that it is compared with. */
export interface SummaryWindows {
  readonly window: Span;
  /** The same time a day before, where that is no part of the window. */
  readonly dayBefore?: Span;
  /** The same time on the same weekday of the week before, where that is no part of it either. */
  readonly weekBefore?: Span;
}

const hour = 3_600_000;

/** By the clock of a zone of the IANA database. */
export async function windowsOf(window: Span, zone: string): Promise<SummaryWindows> {
  const { DateTime } = await import('luxon');
  const before = (days: number): Span => {
    const shift = (time: number) => {
      const at = DateTime.fromMillis(time, { zone });
      const shifted = at.minus({ days });
      // Where the clock is put forward at midnight, a day begins an hour later.
      const isBeginning = +at === +at.startOf('day');
      return (isBeginning ? shifted.startOf('day') : shifted).toMillis();
    };
    return { from: shift(window.from), to: shift(window.to) };
  };
  const [dayBefore, weekBefore] = [before(1), before(7)];
  return {
    window,
    ...(dayBefore.to <= window.from && { dayBefore }),
    ...(weekBefore.to <= window.from && { weekBefore }),
  };
}

/** What is to be read for them, one after the other in time; what adjoins is one. */
export function spansOf({ window, dayBefore, weekBefore }: SummaryWindows): readonly Span[] {
  const spans: Span[] = [];
  for (const span of [weekBefore, dayBefore, window]) {
    if (!span) continue;
    const last = spans.at(-1);
    if (last && span.from <= last.to) spans[spans.length - 1] = { from: last.from, to: span.to };
    else spans.push(span);
  }
  return spans;
}

/** The windows by their bins. */
export const windowBins = { window: 0, dayBefore: 1, weekBefore: 2 } as const;

/** The bins in which the events of a summary are counted. */
export interface SummaryBins {
  /** How many hours the window has, the last of which may be shorter: their bins are numbered from 0. */
  readonly hours: number;
  /** Whether a time in epoch seconds is in one of the windows. */
  readonly isCounted: (seconds: number) => boolean;
  /** The bin of the window in which a time is that is counted. */
  readonly windowOf: (seconds: number) => number;
  /** The bin of the hour of the window; that of no hour for a time in another window. */
  readonly hourOf: (seconds: number) => number;
}

export function createSummaryBins({ window, dayBefore, weekBefore }: SummaryWindows): SummaryBins {
  const hours = Math.ceil((window.to - window.from) / hour);
  const isIn = (seconds: number, span: Span | undefined) =>
    span !== undefined && seconds * 1000 >= span.from && seconds * 1000 < span.to;
  return {
    hours,
    isCounted: (seconds) =>
      isIn(seconds, window) || isIn(seconds, dayBefore) || isIn(seconds, weekBefore),
    windowOf(seconds) {
      if (isIn(seconds, window)) return windowBins.window;
      return isIn(seconds, dayBefore) ? windowBins.dayBefore : windowBins.weekBefore;
    },
    hourOf: (seconds) =>
      isIn(seconds, window) ? Math.floor((seconds * 1000 - window.from) / hour) : hours,
  };
}
