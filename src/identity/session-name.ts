import { type Caller, sessionNameOf } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import { isIdentityCenterRole } from './reserved-role.ts';
import type { Session } from './session.ts';

/** Returns the name of a session's principal: `alice`, `deploy/ci-session`, `root`. */
export function nameOf({ id, caller, issued }: Session): string {
  if (caller) return nameOfCaller(caller) || id;
  if (issued) return nameOfIssued(issued);
  return id.slice(id.indexOf(' ') + 1);
}

/** Returns the name of a caller, with that of the session. */
export function nameOfCaller(caller: Caller): string {
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
