/**
 * The calls that issue credentials or sign somebody in, and where their events say what they gave
 * to whom. A new call is one line of the table.
 */
import { attributes } from '../event/attributes.ts';
import { type CloudTrailEvent, eventNameOf, eventSourceOf } from '../event/event.ts';
import { ownProperty, ownText } from '../event/own-property.ts';
import { mfaOf } from '../event/principal.ts';
import { anyOf, type Condition, has } from '../query/condition/condition.ts';
import type { EventRecord } from '../query/event-record.ts';
import { type Caller, callerOf } from './caller.ts';
import type { IdentityEvent, IdentityEventKind } from './identity-event.ts';

/** What an event gave to whom. */
type Given = Readonly<Partial<Record<GivenField, string | undefined>>>;

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

interface IdentityCall {
  readonly source: string;
  readonly name: string;
  readonly kind: IdentityEventKind;
  readonly read: (event: CloudTrailEvent) => Given;
}

const sts = 'sts.amazonaws.com';
const iam = 'iam.amazonaws.com';
const signin = 'signin.amazonaws.com';
const sso = 'sso.amazonaws.com';

const calls: readonly IdentityCall[] = [
  { source: sts, name: 'AssumeRole', kind: 'issue', read: assumedRole },
  { source: sts, name: 'AssumeRoleWithSAML', kind: 'issue', read: federatedRole },
  { source: sts, name: 'AssumeRoleWithWebIdentity', kind: 'issue', read: federatedRole },
  {
    source: sts,
    name: 'AssumeRoot',
    kind: 'issue',
    read: (event) => ({
      ...issuedKey(event),
      role: text(event.requestParameters, 'targetPrincipal'),
      resource: text(event.requestParameters, 'taskPolicyArn', 'arn'),
    }),
  },
  { source: sts, name: 'GetSessionToken', kind: 'issue', read: issuedKey },
  {
    source: sts,
    name: 'GetFederationToken',
    kind: 'issue',
    read: (event) => ({
      ...issuedKey(event),
      session: text(event.requestParameters, 'name'),
      principalId: text(event.responseElements, 'federatedUser', 'federatedUserId'),
    }),
  },
  {
    source: 'rolesanywhere.amazonaws.com',
    name: 'CreateSession',
    kind: 'issue',
    read: (event) => {
      const [set] = list(ownProperty(event.responseElements, 'credentialSet'));
      return {
        key: text(set, 'credentials', 'accessKeyId'),
        principalId: text(set, 'assumedRoleUser', 'assumedRoleId'),
        role: text(set, 'roleArn') ?? text(event.requestParameters, 'roleArn'),
        subject:
          text(event.additionalEventData, 'x509Subject') ??
          text(event.requestParameters, 'x509Subject') ??
          text(event.responseElements, 'subjectArn'),
        provider: text(event.requestParameters, 'trustAnchorArn'),
      };
    },
  },
  {
    source: iam,
    name: 'CreateAccessKey',
    kind: 'create-key',
    read: ({ responseElements }) => ({
      key: text(responseElements, 'accessKey', 'accessKeyId'),
      user: text(responseElements, 'accessKey', 'userName'),
    }),
  },
  { source: iam, name: 'DeleteAccessKey', kind: 'end-key', read: namedKey },
  {
    source: iam,
    name: 'UpdateAccessKey',
    kind: 'end-key',
    read: (event) =>
      text(event.requestParameters, 'status')?.toLowerCase() === 'inactive' ? namedKey(event) : {},
  },
  { source: iam, name: 'CreateLoginProfile', kind: 'set-password', read: namedUser },
  { source: iam, name: 'UpdateLoginProfile', kind: 'set-password', read: namedUser },
  { source: signin, name: 'ConsoleLogin', kind: 'sign-in', read: () => ({}) },
  {
    source: signin,
    name: 'SwitchRole',
    kind: 'switch',
    read: ({ additionalEventData }) => ({ from: text(additionalEventData, 'SwitchFrom') }),
  },
  {
    source: signin,
    name: 'CreateOAuth2Token',
    kind: 'authorize',
    read: ({ additionalEventData, requestParameters }) => ({
      signIn: text(additionalEventData, 'signInSessionArn'),
      resource: text(requestParameters, 'resource'),
    }),
  },
  {
    source: sso,
    name: 'GetRoleCredentials',
    kind: 'vend',
    read: ({ serviceEventDetails, requestParameters }) => ({
      role: text(serviceEventDetails, 'role_name') ?? text(requestParameters, 'role_name'),
      resource: text(serviceEventDetails, 'account_id') ?? text(requestParameters, 'account_id'),
    }),
  },
  {
    source: sso,
    name: 'Federate',
    kind: 'vend',
    read: ({ serviceEventDetails }) => ({
      role: text(serviceEventDetails, 'role_name'),
      resource: text(serviceEventDetails, 'account_id'),
    }),
  },
];

const callsByName = new Map(calls.map((call) => [call.name, call]));

/** The names of the events that `readIdentityEvent` reads. */
const identityEventNames: readonly string[] = [...callsByName.keys()];

/** Holds for every event that `readIdentityEvent` reads. */
export const isIdentityCall: Condition = anyOf([has('event', identityEventNames)]);

/**
 * Returns what a call that issues credentials or signs somebody in gave to whom; undefined for any
 * other event, and for a call that did not succeed.
 */
export function readIdentityEvent(
  { event, time, key }: EventRecord,
  by: Caller,
): IdentityEvent | undefined {
  const call = callsByName.get(eventNameOf(event));
  if (call?.source !== eventSourceOf(event)) return undefined;
  if (attributes.outcome.show(event) !== 'ok') return undefined;
  const mfa = mfaOf(event);
  const given = {
    sharedId: event.sharedEventID,
    account: event.recipientAccountId,
    mfa,
    ...call.read(event),
  };
  const known = Object.entries(given).filter(([, value]) => typeof value === 'string' && value);
  return {
    kind: call.kind,
    name: call.name,
    id: event.eventID ?? key,
    time,
    by,
    address: event.sourceIPAddress ?? '',
    agent: event.userAgent ?? '',
    ...Object.fromEntries(known),
  };
}

function issuedKey({ responseElements }: CloudTrailEvent): Given {
  return { key: text(responseElements, 'credentials', 'accessKeyId') };
}

function assumedRole(event: CloudTrailEvent): Given {
  const { requestParameters, responseElements } = event;
  return {
    ...issuedKey(event),
    principalId: text(responseElements, 'assumedRoleUser', 'assumedRoleId'),
    role: text(requestParameters, 'roleArn'),
    session: text(requestParameters, 'roleSessionName'),
  };
}

/** The identityProvider of a SAML user is a hash, but the request names the provider. */
function federatedRole(event: CloudTrailEvent): Given {
  const { userName, provider } = callerOf(event);
  return {
    ...assumedRole(event),
    subject: userName || text(event.responseElements, 'subjectFromWebIdentityToken'),
    provider: text(event.requestParameters, 'principalArn') ?? provider,
  };
}

function namedKey({ requestParameters }: CloudTrailEvent): Given {
  return {
    key: text(requestParameters, 'accessKeyId'),
    user: text(requestParameters, 'userName'),
  };
}

function namedUser({ requestParameters }: CloudTrailEvent): Given {
  return { user: text(requestParameters, 'userName') };
}

/** Returns the text at a path of own properties; undefined when there is none. */
function text(value: unknown, ...path: readonly [string, ...string[]]): string | undefined {
  const holder = path.slice(0, -1).reduce(ownProperty, value);
  return ownText(holder, path.at(-1) ?? '');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
