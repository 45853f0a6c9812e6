import { UsageError } from '../errors.ts';
import { type OutputFormat, outputFormats } from '../format/output-formats.ts';
import { type Args, isOn, lastValueOf } from './args.ts';
import { choose } from './choose.ts';
import type { Environment } from './environment.ts';
import type { QueryConfig } from './query-config.ts';
import { readCount } from './read-count.ts';
import { resolveColor } from './resolve-color.ts';
import { resolveColumns } from './resolve-columns.ts';
import { resolveFilter } from './resolve-filter.ts';
import { loadConfigured, resolveSourceConfig } from './resolve-source-config.ts';
import { resolveZone } from './resolve-zone.ts';

/**
 * What `trailscan query` is to do: the arguments validated and every default filled in. Frozen, and
 * of plain data alone.
 *
 * Throws UsageError for a value that its flag cannot take and for flags that contradict each other.
 */
export async function resolveConfig(args: Args, environment: Environment): Promise<QueryConfig> {
  const { stdout, now } = environment;
  const configured = await loadConfigured(environment);
  const { settings } = configured;
  const zone = resolveZone(lastValueOf(args, 'tz') ?? settings.timeZone.value, '--tz');
  const limit = readCount(args, 'limit');
  return Object.freeze({
    ...resolveSourceConfig(args, environment, configured),
    filter: await resolveFilter(args, { now, zone }),
    order: readOrder(args),
    ...(limit === undefined ? {} : { limit }),
    format: readFormat(lastValueOf(args, 'output') ?? settings.output.value, environment),
    columns: (await resolveColumns(args)) ?? settings.columns.value,
    width: stdout.columns,
    color: resolveColor(lastValueOf(args, 'color'), environment),
    zone,
    // The first thing that cannot be read is the first in the order of the files.
    threads: isOn(args, 'strict') ? 1 : (readCount(args, 'threads') ?? environment.cores),
    strict: isOn(args, 'strict'),
    verbose: isOn(args, 'verbose'),
    keepDuplicates: isOn(args, 'keep-duplicates'),
    dryRun: isOn(args, 'dry-run'),
    exitStatus: isOn(args, 'exit-status'),
  });
}

function readOrder(args: Args): QueryConfig['order'] {
  const isUnordered = isOn(args, 'unordered');
  if (!isOn(args, 'reverse')) return isUnordered ? 'none' : 'oldest-first';
  if (!isUnordered) return 'newest-first';
  throw new UsageError(
    '--unordered and --reverse cannot be used together: leave out --unordered for the newest first',
  );
}

function readFormat(typed: string | undefined, { stdout }: Environment): OutputFormat {
  if (typed === undefined) return stdout.isTTY ? 'table' : 'ndjson';
  return choose(typed, outputFormats, '--output');
}
