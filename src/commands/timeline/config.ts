import { type Args, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { readCount } from '../../flags/read-count.ts';
import { resolveNames } from '../../flags/resolve/names.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import type { Settings } from '../../flags/resolve/settings.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { parseBin } from '../../flags/values/parse-bin.ts';
import { type TimelineFormat, timelineFormats } from '../../format/text/output-formats.ts';
import type { TimeRange } from '../../time-range.ts';

/** Everything `trailscan timeline` needs to know, validated, with all defaults filled in. Frozen. */
export interface TimelineConfig extends RunConfig {
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
  const bin = lastValueOf(args, 'bin');
  const by = await resolveNames(args, 'by');
  const configured = await loadConfigured(environment);
  const config = await resolveRunConfig(args, environment, configured);
  const { time } = config.filter;
  const { now } = environment;
  return Object.freeze({
    ...config,
    by,
    // That nothing came since is to be seen.
    shown: time.from === undefined ? time : { ...time, to: Math.min(time.to ?? now, now) },
    ...(bin !== undefined && { bin: parseBin(bin) }),
    top: readCount(args, 'top') ?? usualTop,
    format: readFormat(args, environment, configured.settings),
  });
}

function readFormat(args: Args, environment: Environment, settings: Settings): TimelineFormat {
  const typed = lastValueOf(args, 'output');
  return typed === undefined
    ? resolveFormat(args, environment, settings)
    : choose(typed, timelineFormats, '--output');
}
