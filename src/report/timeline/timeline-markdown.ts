import { markdownCell, markdownRow } from '../../format/table/markdown-row.ts';
import { formatTime } from '../../format/text/format-time.ts';
import type { Timeline } from './timeline.ts';
import { shownSeries } from './timeline-rows.ts';

/**
 * Renders a GitHub table with a row for each bin and a column for each series; `-` where nothing
 * was recorded.
 */
export function* renderTimelineMarkdown(timeline: Timeline): Generator<string> {
  const { zone, bins } = timeline;
  const series = shownSeries(timeline);
  yield markdownRow([`time (${zone})`, ...series.map(({ label }) => label)].map(markdownCell));
  yield `| --- |${' ---: |'.repeat(series.length)}\n`;
  for (const [at, { from, isGap }] of bins.entries()) {
    const counts = series.map(({ counts }) => (isGap ? '-' : String(counts[at] ?? 0)));
    yield markdownRow([markdownCell(formatTime(from, zone)), ...counts]);
  }
}
