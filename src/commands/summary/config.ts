import { UsageError } from '../../errors.ts';
import { type Args, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import type { FlagName } from '../../flags/flags.ts';
import { readCount } from '../../flags/read-count.ts';
import { type RunConfig, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { splitList } from '../../flags/values/split-values.ts';
import { type SummaryFormat, summaryFormats } from '../../format/text/output-formats.ts';
import { type FindingKind, findingKinds } from '../../query/finding-kinds.ts';
import type { TimeRange } from '../../time-range.ts';

/** Everything `trailscan summary` needs to know, validated, with all defaults filled in. Frozen. */
export interface SummaryConfig extends RunConfig {
  /** What the summary is about, in epoch milliseconds; no part of it lies in the future. */
  readonly window: Required<TimeRange>;
  readonly format: SummaryFormat;
  /** How many rows a list has at most. */
  readonly top: number;
  /** The file that remembers what was seen; absent when nothing does. */
  readonly baseline?: string;
  readonly failOn: readonly FindingKind[];
  /** What names the same sources, accounts and regions on another command line, as it was typed. */
  readonly given: readonly (readonly [string] | readonly [string, string])[];
}

const usualTop = 10;

/**
 * What `trailscan summary` is to do: the arguments validated and every default filled in. Frozen, and
 * of plain data alone.
 *
 * Throws UsageError for a value that its flag cannot take and for flags that contradict each other.
 */
export async function resolveSummaryConfig(
  args: Args,
  environment: Environment,
): Promise<SummaryConfig> {
  const isTimed = timeFlags.some((name) => args.flags[name] !== undefined);
  const timed = isTimed ? args : { ...args, flags: { ...args.flags, date: ['yesterday'] } };
  const config = await resolveRunConfig(timed, environment, await loadConfigured(environment));
  const { from, to = environment.now } = config.filter.time;
  if (from === undefined) {
    throw new UsageError(
      '--until: a summary needs a beginning, too: expected --since and --until, --last or --date',
    );
  }
  const baseline = lastValueOf(args, 'baseline');
  if (baseline === '') throw new UsageError("--baseline: '' is no file");
  return Object.freeze({
    ...config,
    window: { from, to: Math.min(to, environment.now) },
    format: choose(lastValueOf(args, 'output') ?? 'text', summaryFormats, '--output'),
    top: readCount(args, 'top') ?? usualTop,
    ...(baseline !== undefined && { baseline }),
    failOn: resolveFailOn(args, baseline),
    given: givenIn(args),
  });
}

const timeFlags = ['last', 'since', 'until', 'date'] as const satisfies readonly FlagName[];

function resolveFailOn(args: Args, baseline: string | undefined): readonly FindingKind[] {
  const typed = (args.flags['fail-on'] ?? []).flatMap((list) => splitList(list, '--fail-on'));
  const chosen = typed.map((kind) => choose(kind, ['any', ...findingKinds] as const, '--fail-on'));
  if (chosen.includes('any')) return findingKinds;
  const vain = baseline === undefined && chosen.find((kind) => kind.startsWith('new-'));
  if (vain) {
    throw new UsageError(`--fail-on ${vain}: nothing is told to be new without --baseline FILE`);
  }
  return findingKinds.filter((kind) => chosen.includes(kind));
}

/** Flags that say what is read. */
const sourceFlags = [
  'profile',
  'role-arn',
  'external-id',
  'late-delivery',
  'requester-pays',
  'account',
  'region',
] as const satisfies readonly FlagName[];

function givenIn({ operands, flags }: Args): SummaryConfig['given'] {
  const given: (readonly [string] | readonly [string, string])[] = operands.map((one) => [
    // Or it would be taken for a flag.
    one.startsWith('-') && one !== '-' ? `./${one}` : one,
  ]);
  for (const name of sourceFlags) {
    const values = flags[name];
    if (values?.length === 0) given.push([`--${name}`]);
    for (const value of values ?? []) given.push([`--${name}`, value]);
  }
  return given;
}
