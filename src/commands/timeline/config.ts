import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { formatsElsewhere } from '../../flags/other-tools.ts';
import { readCount } from '../../flags/read-count.ts';
import { resolveNames } from '../../flags/resolve/names.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import type { Settings } from '../../flags/resolve/settings.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { parseBin } from '../../flags/values/parse-bin.ts';
import { createColumn, listNameOf } from '../../format/text/column.ts';
import { type TimelineFormat, timelineFormats } from '../../format/text/output-formats.ts';
import type { ListNames } from '../../query/list-value.ts';
import type { TimeRange } from '../../time-range.ts';

/** The validated configuration of `trailscan timeline`, with all defaults filled in. Frozen. */
export interface TimelineConfig extends RunConfig {
  readonly by: readonly string[];
  /** For each name, what its values are lists of when each of an event's values is counted. */
  readonly lists: ListNames;
  /**
   * The time to show, in epoch milliseconds; an absent end means that of the first or last event.
   */
  readonly shown: TimeRange;
  /** The length of a bin in seconds; absent to choose one so that the bins fit on a page. */
  readonly bin?: number;
  /** The maximum number of series to show, with the others summed up. */
  readonly top: number;
  readonly format: TimelineFormat;
  /** Whether secrets are masked. */
  readonly redact: boolean;
}

/** More series cannot be distinguished. */
const defaultTop = 8;

/**
 * Resolves the configuration of `trailscan timeline`, which is frozen plain data.
 *
 * Throws UsageError for an invalid value of a flag and for flags that contradict each other.
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
  const format = readFormat(args, environment, configured.settings);
  return Object.freeze({
    ...config,
    by,
    lists: by.map((name) =>
      isOn(args, 'whole-lists') ? undefined : listNameOf(createColumn(name)),
    ),
    // Extends to now, to show when no events have come in since.
    shown: time.from === undefined ? time : { ...time, to: Math.min(time.to ?? now, now) },
    ...(bin !== undefined && { bin: parseBin(bin) }),
    top: readCount(args, 'top') ?? defaultTop,
    format,
    redact: resolveRedact(args, configured.settings, format),
  });
}

function readFormat(args: Args, environment: Environment, settings: Settings): TimelineFormat {
  const typed = lastValueOf(args, 'output');
  return typed === undefined
    ? resolveFormat(args, environment, settings)
    : choose(typed, timelineFormats, '--output', formatsElsewhere);
}
