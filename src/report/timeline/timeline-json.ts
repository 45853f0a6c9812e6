import { jsonText } from '../../format/text/json-text.ts';
import { forJson } from '../../format/text/sanitize.ts';
import { isoTime } from '../../iso-time.ts';
import type { Timeline, TimelineSeries } from './timeline.ts';
import { timelineRows } from './timeline-rows.ts';

/**
 * Renders one document: the bins, with times in UTC, and each series with its values (null for a
 * missing value) and its counts, one for each bin.
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

/**
 * Renders one object per line for each bin and series; that of the series left out has their number
 * as `others`.
 */
export function* renderTimelineNdjson(timeline: Timeline): Generator<string> {
  for (const { bin, series, events } of timelineRows(timeline)) {
    const members: [string, unknown][] = series.isOthers
      ? [['others', timeline.others?.series]]
      : timeline.by.map((name, at) => [name, series.values[at] || null]);
    const row = { time: isoTime(bin.from), ...Object.fromEntries(members), events, gap: bin.isGap };
    yield `${forJson(jsonText(row))}\n`;
  }
}
