import { type CloudTrailEvent, eventIdOf } from '../../event/event.ts';
import type { Word } from '../../filter/flags-of.ts';
import { callerOf } from '../../identity/caller.ts';
import { nodesOf } from '../../identity/session-nodes.ts';
import { parseThing } from '../../identity/thing.ts';
import { commandLine } from '../../report/query-line.ts';

/**
 * Returns the command line that finds who stands behind the event's session; undefined for an event
 * without one. `given` are the words for the sources.
 */
export function whoLine(event: CloudTrailEvent, given: readonly Word[]): string | undefined {
  const caller = callerOf(event);
  if (nodesOf(caller).length === 0) return undefined;
  const { accessKey } = caller;
  const isKey = parseThing(accessKey).kind === 'access key';
  const thing = isKey ? accessKey : eventIdOf(event);
  return thing ? commandLine([[thing], ...given], 'who') : undefined;
}
