/** Persons whom events name, where AWS vouches for the name. */
import { type Caller, sessionNameOf } from './caller.ts';
import type { Identities } from './identities.ts';
import type { IdentityEvent } from './identity-event.ts';
import type { Person, PersonRule } from './person.ts';
import { reservedRoleOf } from './reserved-role.ts';
import { type UserId, userInArn, userKey } from './user-id.ts';
import type { IdentityCenterUser } from './user-names.ts';
import { workload } from './workload.ts';

/** Returns the person that the caller's own fields name; undefined when they name none. */
export function personOfCaller(caller: Caller, identities: Identities): Person | undefined {
  const { userId, identityStore, account, type, issuerType, issuerArn } = caller;
  if (userId !== '') {
    const name = identities.nameOf({ identityStore, userId }) ?? userId;
    return personOfUser({ identityStore, userId }, name, 'on-behalf-of');
  }
  switch (type) {
    case 'IAMUser':
      return userOf(userInArn(caller.arn), 'iam-user');
    case 'Root':
      return caller.assumedRoot === 'true' ? undefined : rootOf(account);
    case 'FederatedUser':
      return issuerType === 'Root' ? rootOf(account) : userOf(userInArn(issuerArn), 'iam-user');
    case 'AssumedRole':
      return personOfRole(issuerArn, sessionNameOf(caller), identities);
    default:
      return undefined;
  }
}

/**
 * Returns the person whose name the session of a role of IAM Identity Center has: nobody else can
 * give a session of these roles a name. Undefined for any other role.
 */
export function personOfRole(
  roleArn: string,
  session: string,
  identities: Identities,
): Person | undefined {
  const role = reservedRoleOf(roleArn);
  if (!role || session === '') return undefined;
  const user = identities.userOf(session, role.account);
  if (user) return personOfUser(user, session, 'identity-center-role');
  return {
    kind: 'person',
    id: JSON.stringify(['identity-center', role.account, session]),
    name: session,
    rule: 'identity-center-role',
    certainty: 'certain',
  };
}

function personOfUser(user: IdentityCenterUser, name: string, rule: PersonRule): Person {
  const id = JSON.stringify(['user', user.identityStore, user.userId]);
  return { kind: 'person', id, name, rule, certainty: 'certain' };
}

/** Returns an IAM user as a person; undefined without a user. */
export function userOf(user: UserId | undefined, rule: PersonRule): Person | undefined {
  if (!user) return undefined;
  const name = `${user.name} (${user.account})`;
  const id = JSON.stringify(['iam-user', userKey(user)]);
  return { kind: 'user', id, name, rule, certainty: 'certain' };
}

function rootOf(account: string): Person | undefined {
  if (account === '') return undefined;
  const id = JSON.stringify(['root', account]);
  return { kind: 'root', id, name: `root (${account})`, rule: 'root', certainty: 'certain' };
}

/** Returns whom the provider of a token or an assertion, or the issuer of a certificate, names. */
export function personOfSubject({ subject, provider = '', by }: IdentityEvent): Person | undefined {
  if (!subject) return undefined;
  const known = workloadOfSubject(subject, provider);
  if (known) return known;
  const isPerson = by.type === 'SAMLUser' || by.type === 'WebIdentityUser';
  return {
    kind: isPerson ? 'person' : 'workload',
    id: JSON.stringify(['provider', provider, subject]),
    name: isPerson ? `${subject} (${provider.slice(provider.lastIndexOf('/') + 1)})` : subject,
    rule: 'identity-provider',
    certainty: 'certain',
  };
}

/**
 * Tokens of GitHub name a repository, those of Kubernetes a service account. Other providers could
 * give any user such a name.
 */
function workloadOfSubject(subject: string, provider: string): Person | undefined {
  const [kind = '', ...rest] = subject.split(':');
  // The name of a provider is its URL, whose path anybody can choose.
  const url = provider.replace(/^arn:[^:/]+:iam::\d+:oidc-provider\//, '');
  if (kind === 'repo' && /^token\.actions\.githubusercontent\.com(?:\/[^/]+)?$/.test(url)) {
    return workload(`repository ${rest[0]}`, provider, 'identity-provider');
  }
  if (subject.startsWith('system:serviceaccount:') && eksUrl.test(url)) {
    // Every cluster has service accounts of the same names; its ID ends the URL.
    const cluster = url.slice(url.lastIndexOf('/') + 1);
    const name = `service account ${rest.slice(1).join('/')} (${cluster})`;
    return workload(name, provider, 'identity-provider');
  }
  return undefined;
}

const eksUrl = /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\/[^/]+$/;
