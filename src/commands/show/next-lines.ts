import { actorOf } from '../../event/actor.ts';
import { type CloudTrailEvent, eventIdOf } from '../../event/event.ts';
import type { Word } from '../../filter/flags-of.ts';
import type { EventFact } from '../../format/events/event-facts.ts';
import { callerOf } from '../../identity/caller.ts';
import { nodesOf } from '../../identity/session-nodes.ts';
import { parseThing } from '../../identity/thing.ts';
import { commandLine } from '../../report/query-line.ts';

/**
 * Returns the command lines that go on from an event: who stands behind its session, and which tool
 * of an AI agent caused it. `given` are the words for the sources.
 */
export function nextLines(event: CloudTrailEvent, given: readonly Word[]): readonly EventFact[] {
  return [
    { label: 'Session', values: [whoLine(event, given) ?? ''] },
    { label: 'Tool call', values: [toolLine(event, given) ?? ''] },
  ];
}

function whoLine(event: CloudTrailEvent, given: readonly Word[]): string | undefined {
  const caller = callerOf(event);
  if (nodesOf(caller).length === 0) return undefined;
  const { accessKey } = caller;
  const isKey = parseThing(accessKey).kind === 'access key';
  const thing = isKey ? accessKey : eventIdOf(event);
  return thing ? commandLine([[thing], ...given], 'who') : undefined;
}

/** The tool, the address and the program of the client are in another event. */
function toolLine(event: CloudTrailEvent, given: readonly Word[]): string | undefined {
  const id = eventIdOf(event);
  const isCaused = actorOf(event) === 'agent' && event.eventType !== 'AwsMcpEvent';
  if (!id || !isCaused) return undefined;
  const columns: Word = ['--columns', 'event,tool,client-address,client-program'];
  return commandLine([...given, ['--event-id', id], columns]);
}
