/**
 * The calls that issue credentials or sign somebody in. A new call is one line of the table, and a
 * reader in `given.ts`.
 */
import { attributes } from '../event/attributes.ts';
import { type CloudTrailEvent, eventNameOf, eventSourceOf } from '../event/event.ts';
import { mfaOf } from '../event/principal.ts';
import { servicePrefixOf } from '../event/services.ts';
import { allOf, type Condition, has } from '../query/condition/condition.ts';
import type { EventRecord } from '../query/event-record.ts';
import type { Caller } from './caller.ts';
import {
  activatesKey,
  assumedRole,
  assumedRoot,
  certifiedRole,
  createdKey,
  federatedRole,
  federatedUser,
  type Given,
  grantedSignIn,
  issuedKey,
  namedKey,
  namedUser,
  switchedFrom,
  vendedRole,
} from './given.ts';
import type { IdentityEvent, IdentityEventKind } from './identity-event.ts';

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
const rolesanywhere = 'rolesanywhere.amazonaws.com';

const calls: readonly IdentityCall[] = [
  { source: sts, name: 'AssumeRole', kind: 'issue', read: assumedRole },
  { source: sts, name: 'AssumeRoleWithSAML', kind: 'issue', read: federatedRole },
  { source: sts, name: 'AssumeRoleWithWebIdentity', kind: 'issue', read: federatedRole },
  { source: sts, name: 'AssumeRoot', kind: 'issue', read: assumedRoot },
  { source: sts, name: 'GetSessionToken', kind: 'issue', read: issuedKey },
  { source: sts, name: 'GetFederationToken', kind: 'issue', read: federatedUser },
  { source: rolesanywhere, name: 'CreateSession', kind: 'issue', read: certifiedRole },
  { source: iam, name: 'CreateAccessKey', kind: 'create-key', read: createdKey },
  { source: iam, name: 'DeleteAccessKey', kind: 'end-key', read: namedKey },
  { source: iam, name: 'UpdateAccessKey', kind: 'end-key', read: namedKey },
  { source: iam, name: 'CreateLoginProfile', kind: 'set-password', read: namedUser },
  { source: iam, name: 'UpdateLoginProfile', kind: 'set-password', read: namedUser },
  { source: signin, name: 'ConsoleLogin', kind: 'sign-in', read: () => ({}) },
  { source: signin, name: 'SwitchRole', kind: 'switch', read: switchedFrom },
  { source: signin, name: 'GetSigninToken', kind: 'sign-in-token', read: () => ({}) },
  { source: signin, name: 'CreateOAuth2Token', kind: 'authorize', read: grantedSignIn },
  { source: sso, name: 'GetRoleCredentials', kind: 'vend', read: vendedRole },
  { source: sso, name: 'Federate', kind: 'vend', read: vendedRole },
];

const callsByName = new Map(calls.map((call) => [call.name, call]));

/** The names of the events that `readIdentityEvent` reads. */
export const identityEventNames: readonly string[] = [...callsByName.keys()];

/** Holds for every event that `readIdentityEvent` reads. */
export const isIdentityCall: Condition = allOf([
  has('event', identityEventNames),
  has('service', [...new Set(calls.map(({ source }) => servicePrefixOf(source)))]),
]);

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
    kind: call.kind === 'end-key' && activatesKey(event) ? 'activate-key' : call.kind,
    name: call.name,
    id: event.eventID ?? key,
    time,
    by,
    address: event.sourceIPAddress ?? '',
    agent: event.userAgent ?? '',
    ...Object.fromEntries(known),
  };
}
