import { jsonText } from '../../format/text/json-text.ts';
import { forJson } from '../../format/text/sanitize.ts';
import { isoTime } from '../../iso-time.ts';
import type { Timeline, TimelineSeries } from './timeline.ts';
import { timelineRows } from './timeline-rows.ts';

/**
 * One document: the bins, with times in UTC, and of each series its values, which are null where there
 * is none, and its counts, one for each bin.
 */
export function* renderTimelineJson(timeline: Timeline): Generator<string> {
  const { bin, zone, by, bins, series, others } = timeline;
  const valuesOf = ({ values }: TimelineSeries) =>
    Object.fromEntries(by.map((name, at) => [name, values[at] || null]));
  const document = {
    bin,
    zone,
    by,
    bins: bins.map(({ from, to, isGap }) => ({ from: isoTime(from), to: isoTime(to), gap: isGap })),
    series: series.map((one) => ({
      values: valuesOf(one),
      events: one.events,
      counts: one.counts,
    })),
    ...(others && { others }),
  };
  yield `${forJson(jsonText(document))}\n`;
}

/** An object a line for each bin and series; that of what was left out says of how many series. */
export function* renderTimelineNdjson(timeline: Timeline): Generator<string> {
  for (const { bin, series, events } of timelineRows(timeline)) {
    const members: [string, unknown][] = series.isOthers
      ? [['others', timeline.others?.series]]
      : timeline.by.map((name, at) => [name, series.values[at] || null]);
    const row = { time: isoTime(bin.from), ...Object.fromEntries(members), events, gap: bin.isGap };
    yield `${forJson(jsonText(row))}\n`;
  }
}
