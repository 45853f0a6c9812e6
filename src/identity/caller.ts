/**
 * What an event records about the credentials of its caller. The fields can be read from an event,
 * or from the columns of a group of events, since a session is found by these fields alone.
 */
import type { CloudTrailEvent } from '../event/event.ts';
import { isObject } from '../event/own-property.ts';
import { createColumn, readCell } from '../format/text/column.ts';

/** The credentials of a caller. A value is empty when the event does not have it. */
export type Caller = Readonly<Record<CallerField, string>>;

type CallerField = keyof typeof callerPaths;

/**
 * Where the fields of a caller are in an event (CloudTrail User Guide, "CloudTrail userIdentity
 * element").
 */
const callerPaths = {
  type: 'userIdentity.type',
  principalId: 'userIdentity.principalId',
  arn: 'userIdentity.arn',
  account: 'userIdentity.accountId',
  userName: 'userIdentity.userName',
  /** `AKIA…` is long-term, `ASIA…` temporary. */
  accessKey: 'userIdentity.accessKeyId',
  /** A service that calls with the caller's credentials. */
  invokedBy: 'userIdentity.invokedBy',
  /** The name of the provider of a SAML or web identity. */
  provider: 'userIdentity.identityProvider',
  /** The ID of the bearer token of a user of IAM Identity Center. */
  token: 'userIdentity.credentialId',
  /** The user of IAM Identity Center for whom the call was made. */
  userId: 'userIdentity.onBehalfOf.userId',
  identityStore: 'userIdentity.onBehalfOf.identityStoreArn',
  /** The workload that holds the credentials, such as the ARN of an instance or a function. */
  holder: 'userIdentity.inScopeOf.credentialsIssuedTo',
  /** When the session began, in ISO 8601, to the second. */
  began: 'userIdentity.sessionContext.attributes.creationDate',
  issuerType: 'userIdentity.sessionContext.sessionIssuer.type',
  issuerArn: 'userIdentity.sessionContext.sessionIssuer.arn',
  sourceIdentity: 'userIdentity.sessionContext.sourceIdentity',
  /** The ARN of the sign-in of `aws login`, of the console or of an agent. */
  signIn: 'userIdentity.sessionContext.signInSessionArn',
  assumedRoot: 'userIdentity.sessionContext.assumedRoot',
  /** The version of the instance metadata service that delivered the credentials. */
  delivery: 'userIdentity.sessionContext.ec2RoleDelivery',
  federatedProvider: 'userIdentity.sessionContext.webIdFederationData.federatedProvider',
  fromConsole: 'sessionCredentialFromConsole',
  /** `Success` or `Failure`, only in events of signing in to the console. */
  signInResult: 'responseElements.ConsoleLogin',
} as const;

const fields = Object.keys(callerPaths) as readonly CallerField[];
const columns = fields.map((field) => ({
  field,
  keys: callerPaths[field].split('.'),
  column: createColumn(callerPaths[field]),
}));
const noCaller = Object.fromEntries(fields.map((field) => [field, ''])) as Caller;

/**
 * The columns by which events are grouped so that each group has one caller: the identity as a
 * whole, because a scanner remembers it by its bytes.
 */
export const callerColumns = [
  'userIdentity',
  callerPaths.fromConsole,
  callerPaths.signInResult,
] as const;

/** Returns the caller of an event. */
export function callerOf(
  event: Pick<
    CloudTrailEvent,
    'userIdentity' | 'sessionCredentialFromConsole' | 'responseElements'
  >,
): Caller {
  const caller: Record<CallerField, string> = { ...noCaller };
  for (const { field, keys, column } of columns) {
    caller[field] = textAt(event, keys) ?? readCell(column, event, 'UTC');
  }
  return caller;
}

/** Returns the caller of a group of events, from the values of `callerColumns`. */
export function callerOfValues(values: readonly string[]): Caller {
  const [identity = '', fromConsole = '', signInResult = ''] = values;
  const caller = identity.startsWith('{')
    ? callerOf({ userIdentity: JSON.parse(identity) })
    : noCaller;
  return { ...caller, fromConsole, signInResult };
}

/** Returns the text at a path, empty when nothing is there; undefined for anything but texts. */
function textAt(event: CloudTrailEvent, keys: readonly string[]): string | undefined {
  let at: unknown = event;
  for (const key of keys) {
    if (!isObject(at)) return undefined;
    at = Object.hasOwn(at, key) ? at[key] : undefined;
    if (at === undefined || at === null) return '';
  }
  return typeof at === 'string' ? at : undefined;
}

/** Returns the name of the caller's session: the part of the principal ID after the colon. */
export function sessionNameOf({ principalId, arn, type }: Caller): string {
  if (type !== 'AssumedRole' && type !== 'FederatedUser') return '';
  const colon = principalId.indexOf(':');
  return colon >= 0 ? principalId.slice(colon + 1) : arn.slice(arn.lastIndexOf('/') + 1);
}

/** Returns whether the caller used credentials that expire. */
export function isTemporary({ accessKey }: Caller): boolean {
  return accessKey.startsWith('ASIA');
}
