import { countSplitEvents } from '../../aggregate/each-element.ts';
import { createEventBins } from '../../aggregate/time-bins.ts';
import { createColumn } from '../../format/text/column.ts';
import { allOf } from '../../query/condition/condition.ts';
import { createFilter, type Filter } from '../../query/condition/filter.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { hasLists } from '../../query/list-value.ts';
import { buildTimeline } from '../../report/timeline/build-timeline.ts';
import type { Timeline } from '../../report/timeline/timeline.ts';
import { writeTimeline } from '../../report/timeline/write-timeline.ts';
import type { RunCommand } from '../command.ts';
import { noteRows } from '../run/note-lists.ts';
import { openChains } from '../run/open-chains.ts';
import { resolveTimelineConfig } from './config.ts';

/** Shows how many events match, over time. */
export const timeline: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveTimelineConfig(args, environment);
  const opened = await openChains({ ...config, wanted: config.filter }, [], context);
  const { run, source, engine, readAll, filter } = opened;
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, source, run }, { io, signal });
  }
  try {
    const { by, lists } = config;
    // Counts all recorded events, too, to distinguish gaps from times in which only other events
    // occurred.
    const count = engine.count({
      ...config,
      filter: recordedIn(config.filter),
      tallies: [{ by: [] }, { filter, by, ...(hasLists(lists) && { lists }) }],
      matchingTally: 1,
      binOf: createEventBins(config.bin ?? finestBin, config.zone),
    });
    await readAll(count.parts);
    if (!run.stopped()) {
      const counted = { recorded: count.cells(0), matching: count.cells(1) };
      const { several, cut } = countSplitEvents(count.cells(1), lists);
      noteRows({ isSeveral: several > 0, cut }, run);
      const shown = buildTimeline(counted, { ...config, time: config.shown });
      await writeTimeline(config.redact ? await redacted(shown) : shown, config, io.stdout);
    }
    return await run.end();
  } finally {
    opened.close();
  }
};

async function redacted(timeline: Timeline): Promise<Timeline> {
  const { redactGroup } = await import('../../redact/redact-groups.ts');
  const columns = timeline.by.map(createColumn);
  return { ...timeline, series: timeline.series.map((one) => redactGroup(one, columns)) };
}

/** Seconds: bins of any usual length can be built from bins of this length. */
const finestBin = 60;

/** Returns a filter for all events in the time, accounts and regions of `filter`. */
function recordedIn({ time, when }: Filter): Filter {
  const places = (['account', 'region'] as const).flatMap(
    (attribute) => impliedValues(when, attribute) ?? [],
  );
  return createFilter(allOf(places), time);
}
