import { longestSession } from '../../../identity/identity-pass.ts';
import type { TimeRange } from '../../../time-range.ts';

/** A span of time with both ends, in epoch milliseconds. */
export type Span = Required<TimeRange>;

/** The window of a summary, and the windows with which it is compared. */
export interface SummaryWindows {
  readonly window: Span;
  /** The window a day earlier; absent if it would overlap the window. */
  readonly dayBefore?: Span;
  /** The window a week earlier; absent if it would overlap the window. */
  readonly weekBefore?: Span;
}

const hour = 3_600_000;

/** Returns the windows of a summary; days are those of an IANA time zone. */
export async function windowsOf(window: Span, zone: string): Promise<SummaryWindows> {
  const { DateTime } = await import('luxon');
  const before = (days: number): Span => {
    const shift = (time: number) => {
      const at = DateTime.fromMillis(time, { zone });
      const shifted = at.minus({ days });
      // Where clocks go forward at midnight, a day begins an hour later.
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

/**
 * Returns the spans of time that must be read for the windows, in time order; adjoining windows
 * become one span.
 */
export function spansOf({ window, dayBefore, weekBefore }: SummaryWindows): readonly Span[] {
  return joined([weekBefore, dayBefore, window].flatMap((span) => span ?? []));
}

/**
 * Returns the spans with the time before the window in which the credentials that are used in it
 * can have been issued.
 */
export function withIssuances(spans: readonly Span[], window: Span): readonly Span[] {
  const issued = { from: window.from - longestSession, to: window.from };
  return joined([...spans, issued]);
}

/** Returns the spans in time order; those that overlap or adjoin become one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) all[all.length - 1] = { ...last, to: Math.max(to, last.to) };
    else all.push({ from, to });
  }
  return all;
}

/** The bin in which events of each window are counted. */
export const windowBins = { window: 0, dayBefore: 1, weekBefore: 2 } as const;

/** The bins in which the events of a summary are counted. */
export interface SummaryBins {
  /** The number of hours in the window, which are the bins from 0; the last hour may be shorter. */
  readonly hours: number;
  /** Returns whether a time in epoch seconds is in one of the windows. */
  readonly isCounted: (seconds: number) => boolean;
  /** Returns the bin of the window that contains a counted time. */
  readonly windowOf: (seconds: number) => number;
  /** Returns the bin of a time's hour in the window; `hours` for a time in another window. */
  readonly hourOf: (seconds: number) => number;
}

/** Creates the bins for the windows of a summary. */
export function createSummaryBins({ window, dayBefore, weekBefore }: SummaryWindows): SummaryBins {
  const hours = Math.ceil((window.to - window.from) / hour);
  const isIn = (seconds: number, span: Span | undefined) =>
    span !== undefined && seconds !== 0 && seconds * 1000 >= span.from && seconds * 1000 < span.to;
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
