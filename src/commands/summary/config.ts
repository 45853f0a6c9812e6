import type { FindingRules } from '../../detect/finding-rules.ts';
import { UsageError } from '../../errors.ts';
import type { Word } from '../../filter/flags-of.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import type { FlagName } from '../../flags/flags.ts';
import { formatsElsewhere } from '../../flags/other-tools.ts';
import { readCount } from '../../flags/read-count.ts';
import { resolveFindingRules } from '../../flags/resolve/finding-rules.ts';
import { givenWords, readingFlags } from '../../flags/resolve/given-words.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { type RunConfig, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { splitList } from '../../flags/values/split-values.ts';
import { type SummaryFormat, summaryFormats } from '../../format/text/output-formats.ts';
import { type FindingKind, findingKinds, isSessionFinding } from '../../query/finding-kinds.ts';
import type { TimeRange } from '../../time-range.ts';

/** The validated configuration of `trailscan summary`, with all defaults filled in. Frozen. */
export interface SummaryConfig extends RunConfig {
  /**
   * The time that the summary covers, in epoch milliseconds; it does not extend into the future.
   */
  readonly window: Required<TimeRange>;
  readonly format: SummaryFormat;
  /** Whether secrets are masked. */
  readonly redact: boolean;
  /** The maximum number of rows in each list. */
  readonly top: number;
  /** The file that remembers the values seen; absent without `--baseline`. */
  readonly baseline?: string;
  readonly rules: FindingRules;
  readonly failOn: readonly FindingKind[];
  /** Whether sessions are judged, too. */
  readonly chains: boolean;
  /** The words that select the same sources, accounts and regions on another command line. */
  readonly leadingWords: readonly Word[];
  /** The flags, as typed, that choose the same rules. */
  readonly ruleWords: readonly Word[];
}

const defaultTop = 10;

/**
 * Resolves the configuration of `trailscan summary`, which is frozen plain data.
 *
 * Throws UsageError for an invalid value of a flag and for flags that contradict each other.
 */
export async function resolveSummaryConfig(
  args: Args,
  environment: Environment,
): Promise<SummaryConfig> {
  const hasTime = timeFlags.some((name) => args.flags[name] !== undefined);
  const withTime = hasTime ? args : { ...args, flags: { ...args.flags, date: ['yesterday'] } };
  const configured = await loadConfigured(environment);
  const config = await resolveRunConfig(withTime, environment, configured);
  const { from, to = environment.now } = config.filter.time;
  if (from === undefined) {
    throw new UsageError(
      '--until: a summary also needs a start: expected --since and --until, --last or --date',
    );
  }
  const baseline = lastValueOf(args, 'baseline');
  if (baseline === '') throw new UsageError('--baseline: expected a file, found nothing');
  const typed = lastValueOf(args, 'output') ?? 'text';
  const format = choose(typed, summaryFormats, '--output', formatsElsewhere);
  return Object.freeze({
    ...config,
    window: { from, to: Math.min(to, environment.now) },
    format,
    redact: resolveRedact(args, configured.settings, format),
    top: readCount(args, 'top') ?? defaultTop,
    ...(baseline !== undefined && { baseline }),
    rules: await resolveFindingRules(args),
    failOn: resolveFailOn(args, baseline),
    chains: isOn(args, 'chains'),
    leadingWords: givenWords(args, [...readingFlags, 'account', 'region']),
    ruleWords: givenWords({ ...args, operands: [] }, ['rules', 'placeholder']),
  });
}

const timeFlags = ['last', 'since', 'until', 'date'] as const satisfies readonly FlagName[];

function resolveFailOn(args: Args, baseline: string | undefined): readonly FindingKind[] {
  const typed = (args.flags['fail-on'] ?? []).flatMap((list) => splitList(list, '--fail-on'));
  const chosen = typed.map((kind) => choose(kind, ['any', ...findingKinds] as const, '--fail-on'));
  if (chosen.includes('any')) return findingKinds;
  const newKind = baseline === undefined && chosen.find((kind) => kind.startsWith('new-'));
  if (newKind) {
    throw new UsageError(`--fail-on ${newKind}: requires --baseline FILE`);
  }
  const ofSessions = !isOn(args, 'chains') && chosen.find((kind) => isSessionFinding(kind));
  if (ofSessions) throw new UsageError(`--fail-on ${ofSessions}: requires --chains`);
  return findingKinds.filter((kind) => chosen.includes(kind));
}
