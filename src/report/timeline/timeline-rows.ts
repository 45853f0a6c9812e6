import { othersLabel } from '../../format/counts/others-label.ts';
import type { Timeline, TimelineBin } from './timeline.ts';

/** A series as it is shown: what was left out is the last one, and has the same label everywhere. */
export interface ShownSeries {
  /** What it is called; of all events without a name `events`. */
  readonly label: string;
  /** As many as there are names; those of what was left out are its label and nothing. */
  readonly values: readonly string[];
  readonly counts: readonly number[];
  readonly events: number;
  readonly isOthers: boolean;
}

/** All series, the others last. */
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
  return values.length === 0
    ? '(too many to tell)'
    : values.map((value) => value || '-').join(', ');
}

/** The events of a series in a bin. */
export interface TimelineRow {
  readonly bin: TimelineBin;
  readonly series: ShownSeries;
  readonly events: number;
}

/** One row for each bin and series, in the order of time. */
export function* timelineRows(timeline: Timeline): Generator<TimelineRow> {
  const all = shownSeries(timeline);
  for (const [at, bin] of timeline.bins.entries()) {
    for (const series of all) yield { bin, series, events: series.counts[at] ?? 0 };
  }
}
