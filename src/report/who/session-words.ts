/** Sessions in words. */
import type { Origin, Session } from '../../identity/session.ts';
import type { SessionKind } from './who-report.ts';

/** Returns the kind of a session. */
export function kindOf({ id, nodes, caller, issued }: Session, origin: Origin): SessionKind {
  if (id.startsWith('password ')) return 'password';
  if (nodes.some((node) => node.startsWith('key AKIA'))) return 'access key';
  if (caller?.type === 'IdentityCenterUser') return 'portal session';
  const event = 'event' in origin ? origin.event : undefined;
  if (event?.kind === 'authorize') {
    return isAgentResource(event.resource) ? 'agent session' : 'sign-in';
  }
  // The console's own sessions can have a sign-in, too.
  const isOfConsole = event?.kind === 'sign-in' || caller?.fromConsole === 'true';
  if (!isOfConsole && nodes.some((node) => node.startsWith('sign-in '))) return 'sign-in';
  if (issued?.name === 'GetSessionToken') return 'session token';
  if (issued?.name === 'GetFederationToken' || caller?.type === 'FederatedUser') {
    return 'federated session';
  }
  if (issued?.name === 'AssumeRoot' || caller?.assumedRoot === 'true') return 'root session';
  if (caller?.type === 'IAMUser' || caller?.type === 'Root') return 'console session';
  return 'role session';
}

/** The server of an agent is named by its URL; a program on the user's machine by an ARN. */
function isAgentResource(resource = ''): boolean {
  return /^https:\/\/[a-z-]*mcp\./.test(resource);
}
