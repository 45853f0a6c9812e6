import { UsageError } from '../../errors.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { formatsElsewhere } from '../../flags/other-tools.ts';
import { type RunConfig, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { checkThing } from '../../flags/values/check-thing.ts';
import { choose } from '../../flags/values/choose.ts';
import { type WhoFormat, whoFormats } from '../../format/text/output-formats.ts';
import { parseThing, type Thing } from '../../identity/thing.ts';

/** The validated configuration of `trailscan who`, with all defaults filled in. Frozen. */
export interface WhoConfig extends RunConfig {
  readonly thing: Thing;
  readonly format: WhoFormat;
  /** Whether only the events of the thing are read, without what issues credentials. */
  readonly isWithoutChains: boolean;
}

/** Resolves the configuration. Throws UsageError without a THING, and for an invalid flag. */
export async function resolveWhoConfig(args: Args, environment: Environment): Promise<WhoConfig> {
  const [text, ...operands] = args.operands;
  if (!text) {
    throw new UsageError(
      'who: expected a THING and a SOURCE: trailscan who AKIAIOSFODNN7EXAMPLE AWSLogs',
    );
  }
  const configured = await loadConfigured(environment);
  return Object.freeze({
    ...(await resolveRunConfig({ ...args, operands }, environment, configured)),
    thing: parseThing(checkThing(text, 'who')),
    isWithoutChains: isOn(args, 'no-chains'),
    format: choose(lastValueOf(args, 'output') ?? 'text', whoFormats, '--output', formatsElsewhere),
  });
}
