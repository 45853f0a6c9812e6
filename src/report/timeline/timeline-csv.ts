import { csvRow } from '../../format/table/csv-row.ts';
import { formatTime } from '../../format/text/format-time.ts';
import type { Timeline } from './timeline.ts';
import { timelineRows } from './timeline-rows.ts';

/**
 * Renders a row for each bin and series. Where nothing was recorded, the `events` cell is empty.
 */
export function* renderTimelineCsv(timeline: Timeline): Generator<string> {
  const { zone, by } = timeline;
  yield csvRow([`time (${zone})`, ...by, 'events']);
  for (const { bin, series, events } of timelineRows(timeline)) {
    yield csvRow([
      formatTime(bin.from, zone),
      ...series.values,
      bin.isGap && events === 0 ? '' : String(events),
    ]);
  }
}
