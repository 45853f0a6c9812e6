import { findInSessions, type SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { counted } from '../../format/text/numbers.ts';
import { createChains } from '../../identity/chains.ts';
import { createIdentityPass } from '../../identity/identity-pass.ts';
import { createSessionTally } from '../../identity/session-tally.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { CommandContext } from '../command.ts';
import { slowNote } from './chain-notes.ts';
import type { OpenRun, OpenRunOptions } from './open-run.ts';
import { openTwoPasses } from './open-two-passes.ts';

/**
 * Reads the sources for the first time, to find what is suspicious about sessions, and opens them
 * for the second.
 */
export async function readSessions(
  options: OpenRunOptions,
  asked: Filter,
  context: CommandContext,
): Promise<OpenRun & { readonly sessions: readonly SessionFound[]; close(): void }> {
  const opened = await openTwoPasses(options, context);
  try {
    const { run, source, engine } = opened;
    const isSlow = source.newestRemaining !== undefined;
    run.note('reading twice, to find where the credentials of the sessions come from');
    if (isSlow) {
      run.note(slowNote);
      run.note('what sessions did otherwise, and from where, is not known');
    }
    const tally = createSessionTally(asked.when, asked.time);
    const pass = createIdentityPass({ time: asked.time, isSlow, tally });
    await opened.firstPass(pass.read(engine));
    const chains = createChains(pass.end());
    if (pass.lost() > 0) {
      run.note(
        `--chains left out ${counted(pass.lost(), 'event')}: too many different callers and addresses`,
      );
    }
    return { ...opened, sessions: findInSessions(chains, tally.uses(chains.identities)) };
  } catch (error) {
    opened.close();
    throw error;
  }
}
