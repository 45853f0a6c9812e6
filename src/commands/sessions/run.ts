import { count, counted } from '../../format/text/numbers.ts';
import { countSessions } from '../../report/sessions/count-sessions.ts';
import { writeSessions } from '../../report/sessions/render/write-sessions.ts';
import type { RunCommand } from '../command.ts';
import { openRun } from '../run/open-run.ts';
import { openWithoutChains, readChains } from '../run/read-chains.ts';
import { resolveSessionsConfig } from './config.ts';

/** Lists the sessions of the events that match. */
export const sessions: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveSessionsConfig(args, environment);
  const options = { ...config, wanted: config.filter };
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, ...openRun(options, context) }, { io, signal });
  }
  const opened = config.isWithoutChains
    ? openWithoutChains(options, context)
    : await readChains(options, context);
  const { run, engine, readAll, filter, chains, close } = opened;
  const counting = countSessions(engine, chains, { ...config, filter, signal });
  try {
    await readAll(counting.parts);
    // A partial count would be misleading, unlike a partial list of events.
    if (!run.stopped()) {
      const ranked = await counting.ranked(config);
      const without = leftOut(counting.withoutSession());
      if (config.verbose && config.format !== 'table' && without !== '') run.note(without);
      const found = [counted(counting.sessions(), 'session'), without].filter(Boolean).join('; ');
      const notes = [`${found}. Times in ${config.zone}.`];
      await writeSessions(ranked, { ...config, notes }, io.stdout);
    }
  } finally {
    counting.close();
    close();
  }
  return run.end();
};

/** Returns a note on the events that are in no row; empty when there are none. */
function leftOut(events: number): string {
  if (events === 0) return '';
  const are = events === 1 ? 'event without a session is' : 'events without a session are';
  return `${count(events)} ${are} left out`;
}
