/** Where the events that issue credentials say what they gave to whom. */
import type { CloudTrailEvent } from '../event/event.ts';
import { ownProperty, ownText } from '../event/own-property.ts';
import { callerOf } from './caller.ts';

/** What an event gave to whom. */
export type Given = Readonly<Partial<Record<GivenField, string | undefined>>>;

type GivenField =
  | 'key'
  | 'signIn'
  | 'principalId'
  | 'role'
  | 'user'
  | 'session'
  | 'from'
  | 'subject'
  | 'provider'
  | 'resource';

/** Returns the temporary key that a call of STS issued. */
export function issuedKey({ responseElements }: CloudTrailEvent): Given {
  return { key: text(responseElements, 'credentials', 'accessKeyId') };
}

/** Returns the role of AssumeRole, its session and key; services get no principal ID. */
export function assumedRole(event: CloudTrailEvent): Given {
  const { requestParameters, responseElements } = event;
  return {
    ...issuedKey(event),
    principalId: text(responseElements, 'assumedRoleUser', 'assumedRoleId'),
    role: text(requestParameters, 'roleArn'),
    session: text(requestParameters, 'roleSessionName'),
  };
}

/**
 * Returns the role, and who the provider says that it is. The identityProvider of a SAML user is a
 * hash, but the request names the provider.
 */
export function federatedRole(event: CloudTrailEvent): Given {
  const { userName, provider } = callerOf(event);
  return {
    ...assumedRole(event),
    subject: userName || text(event.responseElements, 'subjectFromWebIdentityToken'),
    provider: text(event.requestParameters, 'principalArn') ?? provider,
  };
}

/** Returns the key that a request is about. */
export function namedKey({ requestParameters }: CloudTrailEvent): Given {
  return {
    key: text(requestParameters, 'accessKeyId'),
    user: text(requestParameters, 'userName'),
  };
}

/** Returns the user that a request is about. */
export function namedUser({ requestParameters }: CloudTrailEvent): Given {
  return { user: text(requestParameters, 'userName') };
}

/** Returns the account whose root user was assumed, as an ARN or as its ID, and the policy. */
export function assumedRoot(event: CloudTrailEvent): Given {
  return {
    ...issuedKey(event),
    role: text(event.requestParameters, 'targetPrincipal'),
    resource: text(event.requestParameters, 'taskPolicyArn', 'arn'),
  };
}

/** Returns the federated user, whose name the caller chose. */
export function federatedUser(event: CloudTrailEvent): Given {
  return {
    ...issuedKey(event),
    session: text(event.requestParameters, 'name'),
    principalId: text(event.responseElements, 'federatedUser', 'federatedUserId'),
  };
}

/** Returns the role that IAM Roles Anywhere gave to a certificate. */
export function certifiedRole(event: CloudTrailEvent): Given {
  const { requestParameters, responseElements, additionalEventData } = event;
  const sets = ownProperty(responseElements, 'credentialSet');
  const set: unknown = Array.isArray(sets) ? sets[0] : undefined;
  return {
    key: text(set, 'credentials', 'accessKeyId'),
    principalId: text(set, 'assumedRoleUser', 'assumedRoleId'),
    role: text(set, 'roleArn') ?? text(requestParameters, 'roleArn'),
    subject:
      text(additionalEventData, 'x509Subject') ??
      text(requestParameters, 'x509Subject') ??
      text(responseElements, 'subjectArn'),
    provider: text(requestParameters, 'trustAnchorArn'),
  };
}

/** Returns the long-term key and its user. */
export function createdKey({ responseElements }: CloudTrailEvent): Given {
  return {
    key: text(responseElements, 'accessKey', 'accessKeyId'),
    user: text(responseElements, 'accessKey', 'userName'),
  };
}

/** Returns whether the call that changes an access key activates it, instead of ending its use. */
export function activatesKey({ requestParameters }: CloudTrailEvent): boolean {
  return text(requestParameters, 'status')?.toLowerCase() === 'active';
}

/** Returns the ARN from which the console switched the role. */
export function switchedFrom({ additionalEventData }: CloudTrailEvent): Given {
  return { from: text(additionalEventData, 'SwitchFrom') };
}

/** Returns the sign-in that a program got, and what it is for. */
export function grantedSignIn({ additionalEventData, requestParameters }: CloudTrailEvent): Given {
  return {
    signIn: text(additionalEventData, 'signInSessionArn'),
    resource: text(requestParameters, 'resource'),
  };
}

/** Returns the permission set and the account of credentials of IAM Identity Center. */
export function vendedRole({ serviceEventDetails, requestParameters }: CloudTrailEvent): Given {
  const named = (name: string) => text(serviceEventDetails, name) ?? text(requestParameters, name);
  return { role: named('role_name'), resource: named('account_id') };
}

/** Returns the text at a path of own properties; undefined when there is none. */
function text(value: unknown, ...path: readonly [string, ...string[]]): string | undefined {
  const holder = path.slice(0, -1).reduce(ownProperty, value);
  return ownText(holder, path.at(-1) ?? '');
}
