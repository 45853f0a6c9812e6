/** Sessions in words. */
import type { Caller } from '../../identity/caller.ts';
import { sessionNameOf } from '../../identity/caller.ts';
import { isIdentityCenterRole } from '../../identity/find-origin.ts';
import type { IdentityEvent } from '../../identity/identity-event.ts';
import type { Origin, Session } from '../../identity/session.ts';
import type { SessionKind } from './who-report.ts';

/** Returns the kind of a session. */
export function kindOf({ id, nodes, caller, issued }: Session, origin: Origin): SessionKind {
  if (id.startsWith('password ')) return 'password';
  if (nodes.some((node) => node.startsWith('key AKIA'))) return 'access key';
  if (caller?.type === 'IdentityCenterUser') return 'portal session';
  const event = 'event' in origin ? origin.event : undefined;
  if (event?.kind === 'authorize' && isAgentResource(event.resource)) return 'agent session';
  if (nodes.some((node) => node.startsWith('sign-in '))) return 'sign-in';
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

/** Returns the name of a session's principal: `alice`, `deploy/ci-session`, `root`. */
export function nameOf({ id, caller, issued }: Session): string {
  if (caller) return nameOfCaller(caller) || id;
  if (issued) return nameOfIssued(issued);
  return id.slice(id.indexOf(' ') + 1);
}

function nameOfCaller(caller: Caller): string {
  const { type, userName, arn, issuerArn, userId, assumedRoot } = caller;
  const session = sessionNameOf(caller);
  if (type === 'Root') return assumedRoot === 'true' ? 'root, assumed' : 'root';
  if (type === 'IdentityCenterUser') return userName || userId;
  if (!session) return userName || lastOf(arn);
  const role = lastOf(issuerArn) || (arn.split('/')[1] ?? '');
  if (isIdentityCenterRole(caller)) return `${session} (${permissionSetOf(role)})`;
  return `${role}/${session}`;
}

/** Roles of IAM Identity Center are named AWSReservedSSO_PermissionSet_0123456789abcdef. */
function permissionSetOf(role: string): string {
  return role.replace(/^AWSReservedSSO_/, '').replace(/_[0-9a-f]{16}$/, '');
}

function nameOfIssued({ name, role = '', session = '', user = '', by }: IdentityEvent): string {
  switch (name) {
    case 'CreateAccessKey':
      return user;
    case 'AssumeRoot':
      return `root of ${role.includes(':') ? (role.split(':')[4] ?? role) : role}`;
    case 'GetSessionToken':
      return nameOfCaller(by);
    case 'GetFederationToken':
      return `${nameOfCaller(by)}/${session}`;
    default:
      return session ? `${lastOf(role)}/${session}` : lastOf(role);
  }
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
