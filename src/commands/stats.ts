import { rankGroups } from '../aggregate/rank-groups.ts';
import { countEvents } from '../engine/scan/count-events.ts';
import { resolveStatsConfig } from '../flags/resolve-stats-config.ts';
import { createColumn } from '../format/column.ts';
import { writeCounts } from '../format/count-writer.ts';
import { createLocalSource } from '../source/local-source.ts';
import type { RunCommand } from './command.ts';
import { followRun } from './follow-run.ts';
import { workersFor } from './workers.ts';

/** Counts the events that match, in all or in groups. */
export const stats: RunCommand = async ({ args, environment, io, signal }) => {
  const config = await resolveStatsConfig(args, environment);
  const source = createLocalSource(config.sources, () => io.stdin);
  const measure = () => source.measure?.(config.filter, signal);
  const run = followRun({ ...config, stderr: environment.stderr, measure }, io);
  const count = countEvents(config.filter, source, {
    ...config,
    signal,
    workers: workersFor(config),
    promptly: config.strict,
  });
  for await (const _part of run.follow(count.parts));
  // Half a count is wrong, which half a list of events is not.
  if (!run.stopped()) {
    const columns = config.by.map(createColumn);
    await writeCounts(rankGroups(count.groups(), config.top), { ...config, columns }, io.stdout);
  }
  return run.end();
};
