import { UsageError } from '../errors.ts';
import type { Args } from './args.ts';
import type { Environment } from './environment.ts';
import { readCount } from './read-count.ts';
import { resolveConfig } from './resolve-config.ts';
import { splitList } from './split-values.ts';
import type { StatsConfig } from './stats-config.ts';

/**
 * What `trailscan stats` is to do: the arguments validated and every default filled in. Frozen, and
 * of plain data alone.
 *
 * Throws UsageError for a value that its flag cannot take and for flags that contradict each other.
 */
export async function resolveStatsConfig(
  args: Args,
  environment: Environment,
): Promise<StatsConfig> {
  const by = await resolveBy(args);
  const top = readCount(args, 'top');
  if (top !== undefined && by.length === 0) {
    throw new UsageError('--top: there are no groups without --by, such as --by event');
  }
  const config = await resolveConfig(args, environment);
  return Object.freeze({ ...config, by, ...(top === undefined ? {} : { top }) });
}

/** The names after `--by`; to count twice by the same says no more than once. */
async function resolveBy(args: Args): Promise<readonly string[]> {
  const typed = (args.flags.by ?? []).flatMap((list) => splitList(list, '--by'));
  if (typed.length === 0) return typed;
  const { createColumn } = await import('../format/column.ts');
  for (const name of typed) createColumn(name);
  return [...new Set(typed)];
}
