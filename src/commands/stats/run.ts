import { countGroups } from '../../engine/count/count-groups.ts';
import { writeCounts } from '../../format/counts/count-writer.ts';
import type { RunCommand } from '../command.ts';
import { noteRows } from '../run/note-lists.ts';
import { openChains } from '../run/open-chains.ts';
import { resolveStatsConfig } from './config.ts';

/** Counts the events that match, in total or in groups. */
export const stats: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveStatsConfig(args, environment);
  const opened = await openChains(
    { ...config, wanted: config.filter },
    [...config.by, ...config.distinct],
    context,
  );
  const { run, source, engine, readAll, filter, columnOf } = opened;
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, source, run }, { io, signal });
  }
  const count = countGroups(engine, { ...config, filter, columnOf, signal });
  try {
    await readAll(count.parts);
    // A partial count would be misleading, unlike a partial list of events.
    if (!run.stopped()) {
      const columns = config.by.map(columnOf);
      const found = await count.ranked(config);
      const ranked = config.redact
        ? (await import('../../redact/redact-groups.ts')).redactGroups(found, columns)
        : found;
      const events = run.ledger.matched;
      noteRows({ isSeveral: count.inRows() > events, cut: count.cut() }, run);
      await writeCounts(ranked, { ...config, columns, events }, io.stdout);
    }
  } finally {
    count.close();
    opened.close();
  }
  return run.end();
};
