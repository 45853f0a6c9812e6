import type { SourceConfig } from '../../flags/resolve/source-types.ts';
import { createCredentials, type GetCredentials } from '../../source/aws/credentials.ts';
import { createSource, type SourceOptions } from '../../source/create-source.ts';
import type { Source } from '../../source/source.ts';
import type { CommandContext } from '../command.ts';
import { createAskMfaCode, type Undisturbed } from './ask-mfa-code.ts';

/** With what a source is opened. */
interface Opening {
  /** Is told what the user should know of what is listed. */
  readonly note: (text: string) => void;
  /** Within it, the user is asked for something. */
  readonly undisturbed?: Undisturbed;
  /** Found for this source alone when absent. */
  readonly credentials?: GetCredentials;
}

/** All that the configuration names. */
export function openSource(
  config: SourceConfig & Pick<SourceOptions, 'spans'> & { readonly verbose?: boolean },
  context: CommandContext,
  {
    note,
    undisturbed,
    credentials = createCredentials(createAskMfaCode(context, undisturbed)),
  }: Opening,
): Source {
  const { sources, sourcesFrom: origin } = config;
  if (config.verbose) {
    for (const alias of new Set(sources.flatMap((spec) => spec.alias ?? []))) {
      const uris = sources.filter((spec) => spec.alias === alias).map(({ uri }) => uri);
      note(`${alias} is ${uris.join(' ')}, as the config file says`);
    }
  }
  if (origin && (config.verbose || context.environment.stderr.isTTY)) {
    const names = sources.map(({ uri }) => uri).join(' ');
    note(
      origin === 'built-in'
        ? `no source given: reading ${names}, the Event history of this account`
        : `no source given: reading ${names}, as ${origin === 'file' ? 'the config file' : origin} says`,
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
