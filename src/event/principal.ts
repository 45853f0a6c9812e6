import {
  type CloudTrailEvent,
  identityOf,
  isAccountId,
  type SessionContext,
  sessionContextOf,
  type UserIdentity,
} from './event.ts';
import { ownText } from './own-property.ts';
import { isFromService, sourceAddressesOf } from './source-addresses.ts';

/** The kind of credentials with which a request was made. */
export type CredentialKind = (typeof credentialKinds)[number];

/** Every credential kind. */
const credentialKinds = [
  'root',
  'assumed-root',
  'iam-user',
  'role-session',
  'federated',
  'identity-center',
  'aws-service',
  'other-account',
  'anonymous',
  'unknown',
] as const;

/** The caller of a request. */
export interface Principal {
  readonly credential: CredentialKind;
  /** userIdentity.type; where the record has none, the type that its other fields imply. */
  readonly type: string;
  /**
   * The user, role, service or account; for a federated user, the IAM user or root that issued the
   * session; for a person of IAM Identity Center, the user ID. HIDDEN_DUE_TO_SECURITY_REASONS when
   * CloudTrail withholds it; empty when unknown.
   */
  readonly name: string;
  /**
   * The name that the session was given when it was created; for the role of an EC2 instance, the
   * instance ID.
   */
  readonly session?: string;
  /** The account that the principal belongs to, 12 digits. */
  readonly account?: string;
  readonly arn?: string;
  /**
   * The text for tables: `root`, `alice`, `deploy/ci-session` (role/session), `alice/reporting`
   * (issuer/federated session), `ec2.amazonaws.com`, `account 111122223333`, `anonymous`,
   * `assumed-root`, `(hidden)`, `(unreadable)` for an identity that is a text; empty when the event
   * does not name a caller.
   */
  readonly label: string;
}

/** The parts of a principal that depend on its identity type. */
interface Profile {
  readonly credential: CredentialKind;
  readonly type: string;
  readonly name: string;
  readonly session?: string | undefined;
  /** Set when the label is not `name/session`. */
  readonly label?: string;
}

/**
 * Returns the caller of an event, for every identity type and for none (CloudTrail User Guide,
 * "CloudTrail userIdentity element").
 */
export function principalOf(event: CloudTrailEvent): Principal {
  const identity = identityOf(event);
  if (!identity) {
    const { userIdentity } = event;
    const isUnreadable = userIdentity && userIdentity !== hidden;
    const name = userIdentity && !isUnreadable ? hidden : '';
    const label = isUnreadable ? '(unreadable)' : labelOf({ name });
    return { credential: 'unknown', type: '', name, label };
  }
  const profile = profileOf(identity, event);
  const { credential, type, name, session } = profile;
  return {
    credential,
    type,
    name,
    ...(session && { session }),
    ...(isAccountId(identity.accountId) && { account: identity.accountId }),
    ...(identity.arn && { arn: identity.arn }),
    label: labelOf(profile),
  };
}

/**
 * Returns whether the caller had signed in with MFA: mfaAuthenticated of the session, or MFAUsed of
 * a ConsoleLogin, which is written "Yes" and "YES". Undefined when the event does not say.
 */
export function mfaOf(event: CloudTrailEvent): 'yes' | 'no' | undefined {
  const attributes = sessionContextOf(event)?.attributes;
  const recorded =
    ownText(event.additionalEventData, 'MFAUsed') ??
    (attributes && typeof attributes === 'object' ? attributes.mfaAuthenticated : undefined);
  switch (String(recorded).toLowerCase()) {
    case 'true':
    case 'yes':
      return 'yes';
    case 'false':
    case 'no':
      return 'no';
    default:
      return undefined;
  }
}

/**
 * Returns the role of a session as its identity, unless the session name identifies a person;
 * undefined for other callers. Sessions of IAM Identity Center are named after people (IAM Identity
 * Center User Guide, "Referencing permission sets in resource policies").
 */
export function identityRoleOf(event: CloudTrailEvent): string | undefined {
  if (identityOf(event)?.type !== 'AssumedRole') return undefined;
  const issuer = sessionContextOf(event)?.sessionIssuer;
  const role = issuer && typeof issuer === 'object' ? issuer.userName : undefined;
  return role && role !== hidden && !role.startsWith('AWSReservedSSO_') ? role : undefined;
}

/**
 * Returns the name of an IAM user who is named; undefined for other callers. It needs only the
 * fields `type`, `userName`, `accountId` and `principalId` of the identity.
 */
export function iamUserOf(event: CloudTrailEvent): string | undefined {
  const identity = identityOf(event);
  return identity?.type === 'IAMUser' && identity.userName ? principalOf(event).label : undefined;
}

function profileOf(identity: UserIdentity, event: CloudTrailEvent): Profile {
  const type = identity.type ?? '';
  if (isAnonymous(identity)) {
    return { credential: 'anonymous', type: type || 'AWSAccount', name: '', label: 'anonymous' };
  }
  switch (type) {
    case 'Root':
      return { type, ...rootOf(identity, event) };
    case 'IAMUser':
      return { credential: 'iam-user', type, name: nameOf(identity) };
    case 'AssumedRole':
    case 'Role':
      return {
        credential: 'role-session',
        type,
        ...roleSessionOf(identity, sessionContextOf(event)),
      };
    case 'FederatedUser':
      return { credential: 'federated', type, ...federationOf(identity, sessionContextOf(event)) };
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'Directory':
      return { credential: 'federated', type, name: nameOf(identity) };
    case 'IdentityCenterUser':
      return { credential: 'identity-center', type, name: identityCenterNameOf(identity, event) };
    case 'AWSAccount':
      return otherAccountOf(identity, type);
    case 'AWSService':
      return { credential: 'aws-service', type, name: identity.invokedBy || nameOf(identity) };
    case '':
      return untypedOf(identity);
    default:
      return { credential: 'unknown', type, name: nameOf(identity) };
  }
}

/**
 * Three callers have the type Root: a person who signed in as root; a service that acts for the
 * account, as Trusted Advisor does (CloudTrail User Guide, "CloudTrail userIdentity element",
 * invokedBy); and a session of sts:AssumeRoot, which an administrator of the organization opens
 * without root's credentials (same page, assumedRoot). The console's calls for a person also have
 * `invokedBy`, but come from the person's address.
 */
function rootOf(
  identity: UserIdentity,
  event: CloudTrailEvent,
): Pick<Profile, 'credential' | 'name'> {
  if (String(sessionContextOf(event)?.assumedRoot).toLowerCase() === 'true') {
    return { credential: 'assumed-root', name: 'assumed-root' };
  }
  if (!isFromService(event)) return { credential: 'root', name: 'root' };
  const [address = ''] = sourceAddressesOf(event);
  const invokedBy = identity.invokedBy ?? '';
  // `AWS Internal` does not say which service it is.
  const service = [invokedBy, address].find((name) => name.includes('.'));
  return { credential: 'aws-service', name: service ?? (invokedBy || address) };
}

/**
 * S3 and EFS write ANONYMOUS_PRINCIPAL for requests without credentials; Cognito writes Anonymous.
 */
function isAnonymous({ type, accountId, principalId }: UserIdentity): boolean {
  if (accountId?.toUpperCase() === 'ANONYMOUS_PRINCIPAL') return true;
  if (principalId?.toLowerCase() === 'anonymous') return true;
  return type === 'AWSAccount' && !isAccountId(accountId) && !principalId;
}

/** Returns the friendly name, or the best substitute for it. */
function nameOf({ userName, arn, principalId }: UserIdentity): string {
  return userName || lastOf(arn, '/') || principalId || '';
}

/**
 * The ARN of a session is arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION, its principalId
 * AROA…:SESSION. Type Role has the ARN of a role, which may have a path, and no session.
 */
function roleSessionOf(identity: UserIdentity, context: SessionContext | undefined) {
  const issuer = issuerOf(context);
  const [kind, role, session] = identity.arn?.split(':')[5]?.split('/') ?? [];
  const isSession = kind === 'assumed-role';
  return {
    name: issuer.name || (isSession && role) || nameOf(identity),
    session: (isSession && session) || afterFirst(identity.principalId, ':'),
  };
}

/** The ARN is arn:aws:sts::ACCOUNT:federated-user/NAME, the principalId ACCOUNT:NAME. */
function federationOf(identity: UserIdentity, context: SessionContext | undefined) {
  const issuer = issuerOf(context);
  const session = lastOf(identity.arn, '/') || afterFirst(identity.principalId, ':');
  return issuer.name ? { name: issuer.name, session } : { name: session || nameOf(identity) };
}

/** Returns who issued the session's credentials: a role, an IAM user or root. */
function issuerOf(context: SessionContext | undefined): { readonly name: string } {
  const issuer = context?.sessionIssuer;
  if (!issuer || typeof issuer === 'string') return { name: '' };
  if (issuer.type === 'Root') return { name: 'root' };
  return { name: issuer.userName || lastOf(issuer.arn, '/') };
}

/**
 * Returns the ID of the person of IAM Identity Center for whom the call was made, whatever the
 * caller's type is; undefined when the event does not have it.
 */
export function personIdOf(event: CloudTrailEvent): string | undefined {
  const person = identityOf(event)?.onBehalfOf;
  return (person && typeof person === 'object' && person.userId) || undefined;
}

/** Returns the name that an event of IAM Identity Center gives its person, besides the user ID. */
export function personNameOf(event: CloudTrailEvent): string | undefined {
  const identity = identityOf(event);
  if (identity?.type !== 'IdentityCenterUser') return undefined;
  const name = ownText(event.additionalEventData, 'UserName') || identity.userName || undefined;
  return name === hidden ? undefined : name;
}

/**
 * Every event has the user ID, but only sign-ins have the name: so the ID is what makes them events
 * of one person.
 */
function identityCenterNameOf(identity: UserIdentity, event: CloudTrailEvent): string {
  return personIdOf(event) || personNameOf(event) || nameOf(identity);
}

/** The principalId is AIDA… for a user of that account, AROA…:SESSION for a role session. */
function otherAccountOf({ accountId, principalId }: UserIdentity, type: string): Profile {
  const name = accountId || principalId || '';
  const session = afterFirst(principalId, ':');
  const label = accountId ? `account ${accountId}` : name;
  return {
    credential: 'other-account',
    type,
    name,
    session,
    label: session ? `${label}/${session}` : label,
  };
}

/** Events that a service records on its own have only {accountId, invokedBy}. */
function untypedOf(identity: UserIdentity): Profile {
  const name = nameOf(identity);
  return !name && identity.invokedBy
    ? { credential: 'aws-service', type: 'AWSService', name: identity.invokedBy }
    : { credential: 'unknown', type: '', name };
}

const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function labelOf({ name, session, label }: Pick<Profile, 'name' | 'session' | 'label'>): string {
  if (label !== undefined) return label;
  const shown = name === hidden ? '(hidden)' : name;
  return shown && session ? `${shown}/${session}` : shown || session || '';
}

function lastOf(text: string | null | undefined, separator: string): string {
  return text ? text.slice(text.lastIndexOf(separator) + 1) : '';
}

/**
 * Returns the text after the first separator; undefined when there is no separator or no text after
 * it.
 */
function afterFirst(text: string | null | undefined, separator: string): string | undefined {
  const at = text?.indexOf(separator) ?? -1;
  return (at >= 0 && text?.slice(at + 1)) || undefined;
}
