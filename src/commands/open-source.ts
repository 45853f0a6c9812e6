import type { SourceConfig } from '../flags/source-config.ts';
import { createCredentials } from '../source/aws/credentials.ts';
import { createSource } from '../source/create-source.ts';
import type { Source } from '../source/source.ts';
import { createAskMfaCode } from './ask-mfa-code.ts';
import type { CommandContext } from './command.ts';

/** All that the configuration names. `note` is told what the user should know of what is listed. */
export function openSource(
  config: SourceConfig & { readonly verbose?: boolean },
  context: CommandContext,
  note: (text: string) => void,
): Source {
  const { sources, sourcesFrom: origin } = config;
  if (origin && (config.verbose || context.environment.stderr.isTTY)) {
    const names = sources.map(({ uri }) => uri).join(' ');
    note(
      origin === 'built-in'
        ? `no source given: ${names} is read, the Event history of this account`
        : `no source given: ${names} is read, as ${origin === 'file' ? 'the config file' : origin} says`,
    );
  }
  return createSource(config.sources, {
    ...config,
    now: context.environment.now,
    credentials: createCredentials(createAskMfaCode(context)),
    stdin: () => context.io.stdin,
    note,
  });
}
