import { type TimelineFormat, timelineFormats } from '../format/output-formats.ts';
import type { TimeRange } from '../time-range.ts';
import { type Args, lastValueOf } from './args.ts';
import { choose } from './choose.ts';
import type { Environment } from './environment.ts';
import { parseBin } from './parse-bin.ts';
import type { QueryConfig } from './query-config.ts';
import { readCount } from './read-count.ts';
import { resolveConfig } from './resolve-config.ts';
import { resolveNames } from './resolve-names.ts';
import { withoutFlag } from './without-flag.ts';

/** Everything `trailscan timeline` needs to know, validated, with all defaults filled in. Frozen. */
export interface TimelineConfig
  extends Omit<QueryConfig, 'order' | 'limit' | 'columns' | 'format'> {
  readonly by: readonly string[];
  /** What is shown, in epoch milliseconds; without ends, from the first to the last event. */
  readonly shown: TimeRange;
  /** The seconds of a bin; absent for as many bins as fit on a page. */
  readonly bin?: number;
  /** How many series to show at most, the others summed up. */
  readonly top: number;
  readonly format: TimelineFormat;
}

/** More cannot be told apart. */
const usualTop = 8;

/**
 * What `trailscan timeline` is to do: the arguments validated and every default filled in. Frozen, and
 * of plain data alone.
 *
 * Throws UsageError for a value that its flag cannot take and for flags that contradict each other.
 */
export async function resolveTimelineConfig(
  args: Args,
  environment: Environment,
): Promise<TimelineConfig> {
  const typed = lastValueOf(args, 'output');
  const bin = lastValueOf(args, 'bin');
  const by = await resolveNames(args, 'by');
  const config = await resolveConfig(withoutFlag(args, 'output'), environment);
  const { time } = config.filter;
  const { now } = environment;
  return Object.freeze({
    ...config,
    by,
    // That nothing came since is to be seen.
    shown: time.from === undefined ? time : { ...time, to: Math.min(time.to ?? now, now) },
    ...(bin !== undefined && { bin: parseBin(bin) }),
    top: readCount(args, 'top') ?? usualTop,
    format: typed === undefined ? config.format : choose(typed, timelineFormats, '--output'),
  });
}
