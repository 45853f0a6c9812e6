import { UsageError } from '../../errors.ts';
import type { Word } from '../../filter/flags-of.ts';
import type { Args } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { givenWords, readingFlags } from '../../flags/resolve/given-words.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { type RunConfig, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';

/** The validated configuration of `trailscan show`, with all defaults filled in. Frozen. */
export interface ShowConfig extends RunConfig {
  /** The eventID to look for, or a prefix of it. */
  readonly id: string;
  /** Whether secrets are masked. */
  readonly redact: boolean;
  /** The sources and the flags for them, as typed. */
  readonly given: readonly Word[];
}

/**
 * Resolves the configuration. Throws UsageError without an eventID, and for an invalid value of a
 * flag.
 */
export async function resolveShowConfig(args: Args, environment: Environment): Promise<ShowConfig> {
  const [id, ...operands] = args.operands;
  if (id === undefined) {
    throw new UsageError(
      'show: expected an EVENT-ID and a SOURCE: trailscan show 11111111-2222-4333-8444-555555555555 AWSLogs',
    );
  }
  const configured = await loadConfigured(environment);
  return Object.freeze({
    ...(await resolveRunConfig({ ...args, operands }, environment, configured)),
    id,
    given: givenWords({ ...args, operands }, readingFlags),
    redact: resolveRedact(args, configured.settings, 'page'),
  });
}
