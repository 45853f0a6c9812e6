import { UsageError } from '../../errors.ts';
import { type OutputFormat, outputFormats } from '../../format/text/output-formats.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { type Args, isOn, lastValueOf } from '../args.ts';
import type { Environment } from '../environment.ts';
import { formatsElsewhere } from '../other-tools.ts';
import { readCount } from '../read-count.ts';
import { checkThing } from '../values/check-thing.ts';
import { choose } from '../values/choose.ts';
import { splitList } from '../values/split-values.ts';
import { resolveColor } from './color.ts';
import { resolveFilter } from './filter.ts';
import type { Settings } from './settings.ts';
import { type Configured, resolveSourceConfig } from './source-config.ts';
import type { SourceConfig } from './source-types.ts';
import { resolveZone } from './zone.ts';

/** The configuration shared by all commands that read events. Plain data; commands add to it. */
export interface RunConfig extends SourceConfig {
  readonly filter: Filter;
  /** The people whose sessions are selected, and the things from which they were made. */
  readonly chain: { readonly people: readonly string[]; readonly things: readonly string[] };
  /** The terminal's width in cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  /** Whether the output may hold colours. */
  readonly color: boolean;
  /** The zone in which times are read and shown: `UTC` or another IANA name. */
  readonly zone: string;
  /** How many files to read at the same time. */
  readonly threads: number;
  /** Stop at the first input that cannot be read. */
  readonly strict: boolean;
  /** Print the ledger even when nothing was skipped or unreadable. */
  readonly verbose: boolean;
  /** Print or count every delivery of an event. */
  readonly keepDuplicates: boolean;
  /** Only list what would be read. */
  readonly dryRun: boolean;
  /** Exit with 1 when nothing matched. */
  readonly exitStatus: boolean;
}

/**
 * Validates the arguments that these commands share, and fills in all defaults. Throws UsageError
 * for an invalid value of a flag and for flags that contradict each other.
 */
export async function resolveRunConfig(
  args: Args,
  environment: Environment,
  configured: Configured,
): Promise<RunConfig> {
  const { stdout, now } = environment;
  const zone = resolveZone(lastValueOf(args, 'tz') ?? configured.settings.timeZone.value, '--tz');
  return {
    ...resolveSourceConfig(args, environment, configured),
    filter: await resolveFilter(args, { now, zone }),
    chain: {
      people: listed(args, 'person'),
      things: listed(args, 'chain-of').map((text) => checkThing(text, '--chain-of')),
    },
    width: stdout.columns,
    color: resolveColor(lastValueOf(args, 'color'), environment),
    zone,
    // With one thread, the first error is the first one in the order of the files.
    threads: isOn(args, 'strict') ? 1 : (readCount(args, 'threads') ?? environment.cores),
    strict: isOn(args, 'strict'),
    verbose: isOn(args, 'verbose'),
    keepDuplicates: isOn(args, 'keep-duplicates'),
    dryRun: isOn(args, 'dry-run'),
    exitStatus: isOn(args, 'exit-status'),
  };
}

function listed(args: Args, name: 'person' | 'chain-of'): readonly string[] {
  const values = (args.flags[name] ?? []).flatMap((list) => splitList(list, `--${name}`));
  const excluded = values.find((value) => value.startsWith('!'));
  if (excluded !== undefined) {
    throw new UsageError(`--${name}: '${excluded}' cannot exclude: name whom to select`);
  }
  return values;
}

/**
 * Returns the format of `--output` or the config file; by default, a table on a terminal and NDJSON
 * elsewhere. Throws UsageError.
 */
export function resolveFormat(
  args: Args,
  { stdout }: Environment,
  { output }: Settings,
): OutputFormat {
  const typed = lastValueOf(args, 'output') ?? output.value;
  if (typed === undefined) return stdout.isTTY ? 'table' : 'ndjson';
  return choose(typed, outputFormats, '--output', formatsElsewhere);
}
