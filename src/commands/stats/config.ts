import { UsageError } from '../../errors.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { readCount } from '../../flags/read-count.ts';
import { resolveNames } from '../../flags/resolve/names.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { parseBin } from '../../flags/values/parse-bin.ts';
import { type Measure, measureName } from '../../format/counts/measure.ts';
import type { OutputFormat } from '../../format/text/output-formats.ts';
import type { SortKey } from '../../query/group.ts';

/** Everything `trailscan stats` needs to know, validated, with all defaults filled in. Frozen. */
export interface StatsConfig extends RunConfig {
  readonly format: OutputFormat;
  /**
   * What to count by: attributes and field paths, each once, of which `time` stands for the bin when
   * there is one; none for the total alone.
   */
  readonly by: readonly string[];
  /** The seconds of a bin; absent when it follows from `by`. */
  readonly bin?: number;
  readonly measures: readonly Measure[];
  /** The names of which different values are counted, in the order of their measures. */
  readonly distinct: readonly string[];
  readonly sort: SortKey;
  readonly isReversed: boolean;
  /** How many groups to print at most, the others summed up; absent for all. */
  readonly top?: number;
}

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
  const typedBin = lastValueOf(args, 'bin');
  const bin = typedBin === undefined ? undefined : parseBin(typedBin);
  const named = await resolveNames(args, 'by');
  const by = bin === undefined ? named : [...new Set(['time', ...named])];
  const distinct = await resolveNames(args, 'distinct');
  const measures = resolveMeasures(args, distinct);
  const top = readCount(args, 'top');
  if (top !== undefined && by.length === 0) {
    throw new UsageError('--top: there are no groups without --by, such as --by event');
  }
  const configured = await loadConfigured(environment);
  return Object.freeze({
    ...(await resolveRunConfig(args, environment, configured)),
    format: resolveFormat(args, environment, configured.settings),
    by,
    ...(bin !== undefined && { bin }),
    measures,
    distinct,
    sort: resolveSort(args, { by, bin, measures }),
    isReversed: isOn(args, 'reverse'),
    ...(top !== undefined && { top }),
  });
}

function resolveMeasures(args: Args, distinct: readonly string[]): readonly Measure[] {
  const asked: Measure[] = [
    ...distinct.map((name, at) => ({ kind: 'distinct', name, at }) as const),
    ...(['first-seen', 'last-seen'] as const).flatMap((kind) => (isOn(args, kind) ? { kind } : [])),
  ];
  const isCounted = isOn(args, 'count') || asked.length === 0;
  return isCounted ? [{ kind: 'events' }, ...asked] : asked;
}

function resolveSort(
  args: Args,
  {
    by,
    bin,
    measures,
  }: Pick<StatsConfig, 'by' | 'measures'> & { readonly bin: number | undefined },
): SortKey {
  const keys = new Map<string, SortKey>([
    ['events', { kind: 'events' }],
    ['first-seen', { kind: 'first-seen' }],
    ['last-seen', { kind: 'last-seen' }],
  ]);
  for (const measure of measures) {
    if (measure.kind !== 'distinct') continue;
    for (const name of [measure.name, measureName(measure)]) {
      keys.set(name, { kind: 'distinct', at: measure.at });
    }
  }
  for (const [at, name] of by.entries()) keys.set(name, { kind: 'value', at });
  const typed = lastValueOf(args, 'sort') ?? (bin === undefined ? 'events' : 'time');
  const found = keys.get(typed) ?? keys.get(choose(typed, [...keys.keys()], '--sort'));
  return found ?? { kind: 'events' };
}
