import type { Args } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { resolveColumns } from '../../flags/resolve/columns.ts';
import { resolveOrder } from '../../flags/resolve/order.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import type { OutputFormat } from '../../format/text/output-formats.ts';
import type { Query } from '../../query/query.ts';

/** The validated configuration of `trailscan query`, with all defaults filled in. Frozen. */
export interface QueryConfig extends RunConfig, Query {
  readonly format: OutputFormat;
  /** Whether secrets are masked. */
  readonly redact: boolean;
  /** Names of columns, each an attribute or a field path; undefined for those of the format. */
  readonly columns: readonly string[] | undefined;
}

/**
 * Resolves the configuration of `trailscan query`. Throws UsageError for an invalid value of a flag
 * and for flags that contradict each other, and ConfigError for an invalid config file.
 */
export async function resolveQueryConfig(
  args: Args,
  environment: Environment,
): Promise<QueryConfig> {
  const configured = await loadConfigured(environment);
  const { settings } = configured;
  const run = await resolveRunConfig(args, environment, configured);
  const format = resolveFormat(args, environment, settings);
  return Object.freeze({
    ...run,
    ...resolveOrder(args, run),
    format,
    redact: resolveRedact(args, settings, format),
    columns: (await resolveColumns(args)) ?? settings.columns.value,
  });
}
