import { UsageError } from '../../errors.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { readCount } from '../../flags/read-count.ts';
import { resolveNames } from '../../flags/resolve/names.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { parseBin } from '../../flags/values/parse-bin.ts';
import { type Measure, measureName } from '../../format/counts/measure.ts';
import type { OutputFormat } from '../../format/text/output-formats.ts';
import type { SortKey } from '../../query/group.ts';

/** The validated configuration of `trailscan stats`, with all defaults filled in. Frozen. */
export interface StatsConfig extends RunConfig {
  readonly format: OutputFormat;
  /** Whether secrets are masked. */
  readonly redact: boolean;
  /**
   * Attributes and field paths to count by, without duplicates. With a bin, `time` means the bin.
   * Empty for only the total.
   */
  readonly by: readonly string[];
  /** The length of a bin in seconds; absent without `--bin`. */
  readonly bin?: number;
  /** Whether the values that an event has in a column are counted as one. */
  readonly wholeLists: boolean;
  readonly measures: readonly Measure[];
  /** The names whose distinct values are counted, in the order of their measures. */
  readonly distinct: readonly string[];
  readonly sort: SortKey;
  readonly isReversed: boolean;
  /** The maximum number of groups to print, with the others summed up; absent for all. */
  readonly top?: number;
}

/**
 * Resolves the configuration of `trailscan stats`, which is frozen plain data.
 *
 * Throws UsageError for an invalid value of a flag and for flags that contradict each other.
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
    throw new UsageError('--top: requires --by, such as --by event');
  }
  const configured = await loadConfigured(environment);
  const format = resolveFormat(args, environment, configured.settings);
  return Object.freeze({
    ...(await resolveRunConfig(args, environment, configured)),
    format,
    redact: resolveRedact(args, configured.settings, format),
    by,
    ...(bin !== undefined && { bin }),
    wholeLists: isOn(args, 'whole-lists'),
    measures,
    distinct,
    sort: resolveSort(args, { by, bin, measures }),
    isReversed: isOn(args, 'reverse'),
    ...(top !== undefined && { top }),
  });
}

function resolveMeasures(args: Args, distinct: readonly string[]): readonly Measure[] {
  const requested: Measure[] = [
    ...distinct.map((name, at) => ({ kind: 'distinct', name, at }) as const),
    ...(['first-seen', 'last-seen'] as const).flatMap((kind) => (isOn(args, kind) ? { kind } : [])),
  ];
  const isCounted = isOn(args, 'count') || requested.length === 0;
  return isCounted ? [{ kind: 'events' }, ...requested] : requested;
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
      keys.set(name, { kind: 'distinct', index: measure.at });
    }
  }
  for (const [index, name] of by.entries()) keys.set(name, { kind: 'value', index });
  const typed = lastValueOf(args, 'sort') ?? (bin === undefined ? 'events' : 'time');
  const found = keys.get(typed) ?? keys.get(choose(typed, [...keys.keys()], '--sort'));
  return found ?? { kind: 'events' };
}
