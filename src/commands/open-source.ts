import type { SourceConfig } from '../flags/source-config.ts';
import { createCredentials } from '../source/aws/credentials.ts';
import { createSource } from '../source/create-source.ts';
import type { Source } from '../source/source.ts';
import { createAskMfaCode } from './ask-mfa-code.ts';
import type { CommandContext } from './command.ts';

/** All that the configuration names. `note` is told what the user should know of what is listed. */
export function openSource(
  config: SourceConfig,
  context: CommandContext,
  note: (text: string) => void,
): Source {
  return createSource(config.sources, {
    ...config,
    now: context.environment.now,
    credentials: createCredentials(createAskMfaCode(context)),
    stdin: () => context.io.stdin,
    note,
  });
}
