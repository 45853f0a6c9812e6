/** Sessions and their origins in words. */
import type { How, MissingReason, Origin, Session } from '../../identity/session.ts';
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

/** Returns where a session comes from, in words that follow its name. */
export function originText(origin: Origin, nameOfSession: (session: Session) => string): string {
  switch (origin.kind) {
    case 'session': {
      const { session, how, event } = origin;
      return `${event?.name ?? ''} by ${nameOfSession(session)}, ${origin.certainty}: ${howTexts[how]}`.trim();
    }
    case 'service':
      return `${origin.event.name} by ${origin.service}, certain: ${howTexts.key}`;
    case 'provider': {
      const { name, provider = '', subject = '' } = origin.event;
      return `${name} for ${subject} by ${provider.slice(provider.lastIndexOf('/') + 1)}, certain: ${howTexts.key}`;
    }
    case 'principal':
      return howTexts[origin.how];
    case 'missing':
      return missingTexts[origin.reason];
  }
}

const howTexts: Readonly<Record<How, string>> = {
  key: 'the event names the key',
  twin: 'the event names the key, its twin in the other account the caller',
  'sign-in': 'the event names the sign-in',
  switch: 'the console assumed the role in this second',
  issuer: 'the federated session names its user, but the call that issued it was not read',
  'created-key': 'the event names the key',
  password: 'set the password before the first sign-in',
  'sign-in-time': 'the latest sign-in of this user before the session began',
  'vend-time': 'credentials of this role were given out in the same second',
  'long-term': 'the event that made it was not read',
};

const missingTexts: Readonly<Record<MissingReason, string>> = {
  delivered: 'a service delivered the credentials to the workload; no event is expected',
  before: 'the session began before the first event that was read',
  'other-account': 'another account asked for the credentials, and its log was not read',
  withheld: 'the response with the key is withheld',
  'not-read': 'none of the events that were read issued the credentials',
};
