import { UsageError } from '../errors.ts';
import { type OutputFormat, outputFormats } from '../format/output-formats.ts';
import { type Args, isOn, lastValueOf } from './args.ts';
import { choose } from './choose.ts';
import type { Environment } from './environment.ts';
import type { QueryConfig } from './query-config.ts';
import { resolveColor } from './resolve-color.ts';
import { resolveColumns } from './resolve-columns.ts';
import { resolveFilter } from './resolve-filter.ts';
import { resolveSources } from './resolve-sources.ts';
import { resolveZone } from './resolve-zone.ts';

/**
 * What `trailscan query` is to do: the arguments validated and every default filled in. Frozen, and
 * of plain data alone.
 *
 * Throws UsageError for a value that its flag cannot take and for flags that contradict each other.
 */
export async function resolveConfig(args: Args, environment: Environment): Promise<QueryConfig> {
  const { stdout, now } = environment;
  const zone = resolveZone(lastValueOf(args, 'tz'));
  const limit = readLimit(lastValueOf(args, 'limit'));
  return Object.freeze({
    sources: resolveSources(args.operands, environment),
    filter: await resolveFilter(args, { now, zone }),
    order: isOn(args, 'reverse') ? 'newest-first' : 'oldest-first',
    ...(limit === undefined ? {} : { limit }),
    format: readFormat(lastValueOf(args, 'output'), environment),
    columns: await resolveColumns(args),
    width: stdout.columns,
    color: resolveColor(lastValueOf(args, 'color'), environment),
    zone,
    strict: isOn(args, 'strict'),
    verbose: isOn(args, 'verbose'),
    keepDuplicates: isOn(args, 'keep-duplicates'),
    exitStatus: isOn(args, 'exit-status'),
  });
}

function readFormat(typed: string | undefined, { stdout }: Environment): OutputFormat {
  if (typed === undefined) return stdout.isTTY ? 'table' : 'ndjson';
  return choose(typed, outputFormats, '--output');
}

function readLimit(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const limit = Number(typed);
  if (/^\d+$/.test(typed) && Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new UsageError(
    `--limit: '${typed}' is no count: expected a whole number from 1, such as 20`,
  );
}
