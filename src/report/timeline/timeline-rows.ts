import { othersLabel } from '../../format/counts/others-label.ts';
import type { Timeline, TimelineBin } from './timeline.ts';

/**
 * A series as it is shown. The last one sums up those left out, with the same label in every
 * format.
 */
export interface ShownSeries {
  /** The name of the series; `events` when the events are not grouped. */
  readonly label: string;
  /** One for each name in `by`. The series that sums up others has its label, then empty texts. */
  readonly values: readonly string[];
  readonly counts: readonly number[];
  readonly events: number;
  readonly isOthers: boolean;
}

/** Returns all series; the one that sums up the others is last. */
export function shownSeries({ by, series, others }: Timeline): readonly ShownSeries[] {
  const shown = series.map((one) => ({
    ...one,
    label: labelOf(one.values, by),
    isOthers: false,
  }));
  if (!others) return shown;
  const label = othersLabel(others.series);
  const values = by.map((_, at) => (at === 0 ? label : ''));
  return [...shown, { ...others, label, values, isOthers: true }];
}

function labelOf(values: readonly string[], by: readonly string[]): string {
  if (by.length === 0) return 'events';
  return values.length === 0 ? '(too many values)' : values.map((value) => value || '-').join(', ');
}

/** The number of events of a series in a bin. */
export interface TimelineRow {
  readonly bin: TimelineBin;
  readonly series: ShownSeries;
  readonly events: number;
}

/** Yields a row for each bin and series, in time order. */
export function* timelineRows(timeline: Timeline): Generator<TimelineRow> {
  const all = shownSeries(timeline);
  for (const [at, bin] of timeline.bins.entries()) {
    for (const series of all) yield { bin, series, events: series.counts[at] ?? 0 };
  }
}
