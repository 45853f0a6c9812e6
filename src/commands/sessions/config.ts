import { UsageError } from '../../errors.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { readCount } from '../../flags/read-count.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { splitList } from '../../flags/values/split-values.ts';
import type { OutputFormat } from '../../format/text/output-formats.ts';
import {
  type SessionColumnName,
  sessionColumnNames,
} from '../../report/sessions/session-columns.ts';
import { type SessionRanking, sessionSorts } from '../../report/sessions/session-order.ts';

/** The validated configuration of `trailscan sessions`, with all defaults filled in. Frozen. */
export interface SessionsConfig extends RunConfig, SessionRanking {
  readonly format: OutputFormat;
  /** The columns of tables, CSV and Markdown. */
  readonly columns: readonly SessionColumnName[];
  /** Whether the sources are read once, without what issues credentials. */
  readonly isWithoutChains: boolean;
}

/**
 * Resolves the configuration of `trailscan sessions`. Throws UsageError for an invalid value of a
 * flag and for flags that contradict each other, and ConfigError for an invalid config file.
 */
export async function resolveSessionsConfig(
  args: Args,
  environment: Environment,
): Promise<SessionsConfig> {
  const top = readCount(args, 'top');
  const sort = choose(lastValueOf(args, 'sort') ?? 'start', sessionSorts, '--sort');
  const typed = args.flags.columns?.flatMap((list) => splitList(list, '--columns'));
  const columns = typed?.map((name) => choose(name, sessionColumnNames, '--columns'));
  const configured = await loadConfigured(environment);
  const run = await resolveRunConfig(args, environment, configured);
  const isWithoutChains = isOn(args, 'no-chains');
  if (isWithoutChains && run.chain.people.length + run.chain.things.length > 0) {
    throw new UsageError('--no-chains: --person and --chain-of need the chains');
  }
  return Object.freeze({
    ...run,
    format: resolveFormat(args, environment, configured.settings),
    columns: columns ?? sessionColumnNames,
    sort,
    isWithoutChains,
    isReversed: isOn(args, 'reverse'),
    ...(top !== undefined && { top }),
  });
}
