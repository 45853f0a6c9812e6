import type { Caller } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import { keysByStart, type OwnNodesInput, secondNode } from './own-nodes.ts';
import { isNamedByStart, isUser, keyNode, type Node, startNode } from './session-nodes.ts';
import { createIsSwitch } from './switches.ts';

/**
 * Returns the pairs of nodes of the console's sessions of roles and federated users, and of the
 * keys that were issued for them: the console turns these into keys of its own, but the session is
 * the same. Only where one single key was issued for the principal in the second in which it began,
 * and an event says that the console has it.
 */
export function findIssuedStarts(input: OwnNodesInput): readonly (readonly [Node, Node])[] {
  const { events, callers, issued } = input;
  const keys = keysByStart(events);
  const isOfConsole = createIsOfConsole(events);
  return callers.flatMap((caller) => {
    if (isUser(caller) || !isNamedByStart(caller)) return [];
    const [key, ...others] = keys.get(secondNode(caller)) ?? [];
    const event = issued.get(key ?? '');
    if (!event || others.length > 0 || !isOfConsole(event, caller)) return [];
    return [[startNode(caller), keyNode(key ?? '')] as const];
  });
}

/** Returns the function that returns whether the console got the key that the event issued. */
function createIsOfConsole(events: readonly IdentityEvent[]) {
  const isSwitch = createIsSwitch(events);
  const traded = new Set(
    events.flatMap(({ kind, by }) => (kind === 'sign-in-token' ? [by.accessKey] : [])),
  );
  return (event: IdentityEvent, caller: Caller): boolean => {
    if (isSwitch(event) || traded.has(event.key ?? '')) return true;
    return caller.type === 'FederatedUser' && caller.issuerArn === event.by.arn;
  };
}
