/**
 * The person behind a session, or the workload. A name is only given where AWS vouches for it:
 * names of role sessions are chosen by whoever assumes the role, except those that IAM Identity
 * Center gives to its own roles.
 */
import { lazy } from '../lazy.ts';
import { type Caller, sessionNameOf } from './caller.ts';
import { type FindOrigin, isIdentityCenterRole } from './find-origin.ts';
import type { Identities } from './identities.ts';
import { type IdentityEvent, userArnOf } from './identity-event.ts';
import type { Certainty, Session } from './session.ts';

/** Who stands behind a session. */
export interface Person {
  readonly kind: 'person' | 'user' | 'root' | 'workload';
  /** The same for the same person only: never shown. */
  readonly id: string;
  /** The name to show: `alice@example.com`, `alice (111122223333)`, `instance i-0abc`. */
  readonly name: string;
  /** The rule that decided. */
  readonly rule: PersonRule;
  readonly certainty: Certainty;
}

/** What a person is known by. */
type PersonRule =
  | 'on-behalf-of'
  | 'identity-center-role'
  | 'identity-provider'
  | 'iam-user'
  | 'root'
  | 'service'
  | 'holder';

/** Finds the person of a session; undefined when nothing that was read names one. */
export type FindPerson = (session: Session) => Person | undefined;

/** Creates the function that finds persons. */
export function createFindPerson(identities: Identities, findOrigin: FindOrigin): FindPerson {
  const known = new Map<string, Person | undefined>();
  const open = new Set<string>();
  const findPerson: FindPerson = (session) => {
    if (known.has(session.id)) return known.get(session.id);
    // Guesses by time can lead in a circle.
    if (open.has(session.id)) return undefined;
    open.add(session.id);
    const person = find(session);
    open.delete(session.id);
    known.set(session.id, person);
    return person;
  };
  const find = (session: Session): Person | undefined => {
    const { caller, issued } = session;
    const own = caller
      ? ownPerson(caller, identities)
      : issued?.kind === 'create-key'
        ? userOf(userArnOf(issued), 'iam-user')
        : undefined;
    const above = lazy(() => personAbove(session));
    // A user, or root, is who they are; the session of a role is what led to it.
    if (own && (own.rule === 'on-behalf-of' || !caller || !isOfRole(caller))) return own;
    if (above()?.certainty === 'certain') return above();
    return own ?? above() ?? (caller && workloadOf(caller));
  };
  const personAbove = (session: Session): Person | undefined => {
    const origin = findOrigin(session);
    switch (origin.kind) {
      case 'session': {
        // Whoever makes a key or a password for a user is not that user.
        if (origin.how === 'created-key' || origin.how === 'password') return undefined;
        const person = findPerson(origin.session);
        return person && origin.certainty === 'likely'
          ? { ...person, certainty: 'likely' }
          : person;
      }
      case 'service':
        return servedWorkload(origin.service, origin.event, session.caller);
      case 'provider':
        return vouchedFor(origin.event);
      case 'principal':
      case 'missing':
        return undefined;
    }
  };
  return findPerson;
}

function isOfRole({ type, assumedRoot }: Caller): boolean {
  return type === 'AssumedRole' || assumedRoot === 'true';
}

/** Returns the person that the caller's own fields name. */
function ownPerson(caller: Caller, identities: Identities): Person | undefined {
  const { userId, identityStore } = caller;
  if (userId !== '') {
    const name = identities.nameOfUser(identityStore, userId) ?? userId;
    return personOfUser({ identityStore, userId }, name, 'on-behalf-of');
  }
  switch (caller.type) {
    case 'IAMUser':
      return userOf(caller.arn, 'iam-user');
    case 'Root':
      return caller.assumedRoot === 'true' ? undefined : rootOf(caller.account);
    case 'FederatedUser':
      return caller.issuerType === 'Root'
        ? rootOf(caller.account)
        : userOf(caller.issuerArn, 'iam-user');
    case 'AssumedRole':
      return isIdentityCenterRole(caller) ? personOfRole(caller, identities) : undefined;
    default:
      return undefined;
  }
}

/**
 * The session of a role of IAM Identity Center has the user's name, which its role's ARN proves.
 */
function personOfRole(caller: Caller, identities: Identities): Person {
  const name = sessionNameOf(caller);
  const user = identities.userOfName(name);
  if (user) return personOfUser(user, name, 'identity-center-role');
  return {
    kind: 'person',
    id: JSON.stringify(['identity-center', name]),
    name,
    rule: 'identity-center-role',
    certainty: 'certain',
  };
}

function personOfUser(
  { identityStore, userId }: Pick<Caller, 'identityStore' | 'userId'>,
  name: string,
  rule: PersonRule,
): Person {
  const id = JSON.stringify(['user', identityStore, userId]);
  return { kind: 'person', id, name, rule, certainty: 'certain' };
}

function userOf(arn: string, rule: PersonRule): Person | undefined {
  const [account = '', resource = ''] = arn.split(':').slice(4);
  if (!resource.startsWith('user/')) return undefined;
  const name = `${resource.slice(resource.lastIndexOf('/') + 1)} (${account})`;
  return { kind: 'user', id: arn, name, rule, certainty: 'certain' };
}

function rootOf(account: string): Person {
  const name = `root (${account})`;
  return { kind: 'root', id: name, name, rule: 'root', certainty: 'certain' };
}

/** The provider of the token or of the assertion, or the issuer of the certificate, names it. */
function vouchedFor({ subject, provider = '', by }: IdentityEvent): Person | undefined {
  if (!subject) return undefined;
  const workload = workloadOfSubject(subject, provider);
  if (workload) return workload;
  const isPerson = by.type === 'SAMLUser' || by.type === 'WebIdentityUser';
  return {
    kind: isPerson ? 'person' : 'workload',
    id: JSON.stringify(['provider', provider, subject]),
    name: isPerson ? `${subject} (${provider.slice(provider.lastIndexOf('/') + 1)})` : subject,
    rule: 'identity-provider',
    certainty: 'certain',
  };
}

/** Tokens of GitHub name a repository, those of Kubernetes a service account. */
function workloadOfSubject(subject: string, provider: string): Person | undefined {
  const [kind = '', ...rest] = subject.split(':');
  if (kind === 'repo') return workload(`repository ${rest[0]}`, provider, 'identity-provider');
  if (subject.startsWith('system:serviceaccount:')) {
    return workload(`service account ${rest.slice(1).join('/')}`, provider, 'identity-provider');
  }
  return undefined;
}

/** Services name the session for the workload that they assume the role for. */
function servedWorkload(
  service: string,
  { session = '', account = '' }: IdentityEvent,
  caller: Caller | undefined,
): Person {
  if (caller?.holder) return workload(nameOfHolder(caller.holder), caller.holder, 'holder');
  const place = `${account} ${service}`;
  if (service === 'ec2.amazonaws.com' && session.startsWith('i-')) {
    return workload(`instance ${session}`, place, 'service');
  }
  // A session of Lambda is named for the function, or for the environment that runs it.
  if (service === 'lambda.amazonaws.com' && session && !session.startsWith('awslambda_')) {
    return workload(`function ${session}`, place, 'service');
  }
  return workload(service, place, 'service');
}

/** Returns the workload that an event names as the holder of its credentials. */
function workloadOf(caller: Caller): Person | undefined {
  const { holder, account } = caller;
  if (holder) return workload(nameOfHolder(holder), holder, 'holder');
  const session = sessionNameOf(caller);
  // Only the metadata service of an instance delivers credentials in this way.
  return caller.delivery ? workload(`instance ${session}`, account, 'holder') : undefined;
}

function nameOfHolder(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(/^instance[/:]/, 'instance ').replace(/^function[/:]/, 'function ');
}

function workload(name: string, place: string, rule: PersonRule): Person {
  const id = JSON.stringify(['workload', place, name]);
  return { kind: 'workload', id, name, rule, certainty: 'certain' };
}
