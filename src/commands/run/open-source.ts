import type { SourceConfig } from '../../flags/resolve/source-types.ts';
import { createCredentials, type GetCredentials } from '../../source/aws/credentials.ts';
import { createSource, type SourceOptions } from '../../source/create-source.ts';
import type { Source } from '../../source/source.ts';
import type { CommandContext } from '../command.ts';
import { createAskMfaCode, type WithProgressPaused } from './ask-mfa-code.ts';

/** Options of `openSource`. */
interface OpenSourceOptions {
  /** Takes notes for the user about the files that are listed. */
  readonly note: (text: string) => void;
  /** Pauses the progress while the user is asked for an MFA code. */
  readonly withProgressPaused?: WithProgressPaused;
  /** Created for this source when absent. */
  readonly credentials?: GetCredentials;
}

/** Opens all sources of the configuration as one. */
export function openSource(
  config: SourceConfig & Pick<SourceOptions, 'spans'> & { readonly verbose?: boolean },
  context: CommandContext,
  {
    note,
    withProgressPaused,
    credentials = createCredentials(createAskMfaCode(context, withProgressPaused)),
  }: OpenSourceOptions,
): Source {
  const { sources, sourcesFrom: origin } = config;
  if (config.verbose) {
    for (const alias of new Set(sources.flatMap((spec) => spec.alias ?? []))) {
      const uris = sources.filter((spec) => spec.alias === alias).map(({ uri }) => uri);
      note(`${alias} is ${uris.join(' ')} (from the config file)`);
    }
  }
  if (origin && (config.verbose || context.environment.stderr.isTTY)) {
    const names = sources.map(({ uri }) => uri).join(' ');
    note(
      origin === 'built-in'
        ? `no source given: reading ${names}, the Event history of this account`
        : `no source given: reading ${names} (from ${origin === 'file' ? 'the config file' : origin})`,
    );
  }
  return createSource(config.sources, {
    ...config,
    now: context.environment.now,
    credentials,
    stdin: () => context.io.stdin,
    note,
  });
}
