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
  return Object.freeze({
    ...(await resolveRunConfig(args, environment, configured)),
    format: resolveFormat(args, environment, configured.settings),
    columns: columns ?? sessionColumnNames,
    sort,
    isReversed: isOn(args, 'reverse'),
    ...(top !== undefined && { top }),
  });
}
