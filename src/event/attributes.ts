import { isoTime } from '../iso-time.ts';
import { accessOf } from './access.ts';
import { actorOf } from './actor.ts';
import { agentOf } from './agent.ts';
import { categoryOf } from './category.ts';
import {
  type CloudTrailEvent,
  eventIdOf,
  eventNameOf,
  eventSourceOf,
  identityOf,
  resourceAccountOf,
  sessionContextOf,
  timeOf,
} from './event.ts';
import { withoutVersion } from './event-name.ts';
import type { FieldKeys } from './field-path.ts';
import { logAccountOf } from './log-account.ts';
import {
  outcomeOf,
  outcomeOfErrorCode,
  outcomeOfPlainCall,
  outcomeWithoutRequest,
} from './outcome.ts';
import {
  iamUserOf,
  identityRoleOf,
  mfaOf,
  type Principal,
  personIdOf,
  personNameOf,
  principalOf,
} from './principal.ts';
import { lastPartOf } from './resources/arn.ts';
import {
  countedResourcesOf,
  distinctResourcesOf,
  mayAddResources,
  resourcesOf,
  resourceTypesOf,
  typesOfResources,
  whatOf,
} from './resources-and-what.ts';
import { serviceNameOf, servicePrefixOf } from './services.ts';
import { sourceAddressesOf } from './source-addresses.ts';
import { type TimeUnit, timeUnits } from './time-units.ts';
import type { KnownAccounts } from './what/call.ts';

/** The names of the attributes that can be filtered by, shown as columns and grouped by. */
export type AttributeName =
  | 'time'
  | 'hour'
  | 'day'
  | 'month'
  | 'weekday'
  | 'event'
  | 'what'
  | 'service'
  | 'service-name'
  | 'principal'
  | 'identity'
  | 'principal-type'
  | 'user'
  | 'role'
  | 'session'
  | 'credential'
  | 'mfa'
  | 'actor'
  | 'source-identity'
  | 'access-key'
  | 'account'
  | 'region'
  | 'source-ip'
  | 'user-agent'
  | 'agent'
  | 'outcome'
  | 'error'
  | 'resource'
  | 'resource-type'
  | 'access'
  | 'identity-type'
  | 'category'
  | 'event-id';

/**
 * A property that is derived from an event. Its values are as hostile as the event: escape them.
 */
export interface Attribute {
  readonly name: AttributeName;
  /** One line for help. */
  readonly describe: string;
  /**
   * The fields that are read from an ordinary event: one with an eventTime, an eventSource and an
   * eventName that is not empty. Reduced to these fields, such an event gives the same answers. A
   * value above one of these fields that is not an object counts as missing.
   */
  readonly reads: readonly FieldKeys[];
  /**
   * Whether it also depends on the log file of an event (`log-account.ts`), unless a shortcut finds
   * the value.
   */
  readonly readsFile?: true;
  /** Ways to find the shown value of most events from fewer fields, tried in this order. */
  readonly shortcuts?: readonly Shortcut[];
  /**
   * Returns the whole value on one line; empty when the event has none. Only `what` depends on the
   * known accounts.
   */
  show(event: CloudTrailEvent, known?: KnownAccounts): string;
  /** Returns the values one by one, if an event can have several. */
  list?(event: CloudTrailEvent): readonly string[];
  /** Returns the values of `list` with the keys that they are counted by, if those are others. */
  counted?(event: CloudTrailEvent): readonly { readonly text: string; readonly key: string }[];
  /** Fields that are enough for `list`, `counted` and `beside` of most events. */
  readonly listShortcut?: {
    readonly reads: readonly FieldKeys[];
    /** Returns whether these fields, which are all that the event has, are enough for it. */
    readonly isEnough: (event: CloudTrailEvent) => boolean;
  };
  /** Its values at the places of another attribute's `list`, which they belong to. */
  readonly beside?: {
    readonly name: AttributeName;
    /** Returns a value for each element of the other list, empty where it has none; then others. */
    readonly list: (event: CloudTrailEvent) => readonly string[];
  };
  /**
   * Returns the values that a filter matches against: the shown value and other ways to write it,
   * none of them empty.
   */
  values(event: CloudTrailEvent): readonly string[];
}

/**
 * A way to find the shown value from some of the fields that an attribute reads. If it finds the
 * shown value, `values` needs no other fields either.
 */
interface Shortcut {
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure (`failure-words.ts`). */
  readonly ifNoHint?: true;
  /** Returns the shown value; undefined when these fields are not enough. */
  readonly show: (event: CloudTrailEvent) => string | undefined;
}

/** The fields in which most events name their resources. */
const usualResourceFields: readonly FieldKeys[] = [
  ['resources'],
  ['eventSource'],
  ['eventName'],
  ['eventType'],
  ['requestParameters'],
  ['responseElements'],
  ['serviceEventDetails'],
  // It names the resource of a denied call, whose request is withheld.
  ['errorMessage'],
  // A call that names its own account does not share anything with it.
  ['recipientAccountId'],
];
/** Additional data differ from event to event, and hardly any name resources. */
const resourceFields: readonly FieldKeys[] = [...usualResourceFields, ['additionalEventData']];

/** The fields from which the caller is found, with the name of a person of IAM Identity Center. */
const namedPersonFields: readonly FieldKeys[] = [
  ['userIdentity'],
  ['additionalEventData', 'UserName'],
];
/** The address shows whether a person or a service used root. */
const namedIdentityFields: readonly FieldKeys[] = [...namedPersonFields, ['sourceIPAddress']];

/** The fields in which an event says how it ended, apart from the response. */
const detailFields: readonly FieldKeys[] = [
  ['errorCode'],
  ['errorMessage'],
  ['eventSource'],
  ['eventName'],
  ['serviceEventDetails'],
];

/** Every attribute by its name. */
export const attributes: Readonly<Record<AttributeName, Attribute>> = {
  time: plain({
    name: 'time',
    describe: 'when it happened, in UTC',
    reads: [['eventTime']],
    read: isoTimeOf,
  }),
  hour: timeUnit('hour', 'the hour in which it happened: 2026-11-19 08:00'),
  day: timeUnit('day', 'the day on which it happened: 2026-11-19'),
  month: timeUnit('month', 'the month in which it happened: 2026-11'),
  weekday: timeUnit('weekday', 'the day of the week on which it happened: Thursday'),
  event: {
    name: 'event',
    describe: 'the API call or event, without a version at the end of its name',
    reads: [['eventName']],
    show: (event) => withoutVersion(eventLabelOf(event)),
    values: (event) => compact([withoutVersion(eventLabelOf(event)), eventLabelOf(event)]),
  },
  what: {
    name: 'what',
    describe: 'what the call did: AdministratorAccess → alice',
    reads: [...resourceFields, ['userIdentity'], ['errorCode']],
    show: whatOf,
    values: (event) => compact([whatOf(event)]),
  },
  service: {
    name: 'service',
    describe: 'the first part of the eventSource: ec2, logs',
    reads: [['eventSource']],
    show: (event) => servicePrefixOf(eventSourceOf(event)),
    values: (event) => compact([servicePrefixOf(eventSourceOf(event)), eventSourceOf(event)]),
  },
  'service-name': plain({
    name: 'service-name',
    describe: 'the AWS name of the service: CloudWatch Logs',
    reads: [['eventSource']],
    read: (event) => serviceNameOf(eventSourceOf(event)),
  }),
  principal: {
    name: 'principal',
    describe: 'who did it: root, alice, deploy/ci-session',
    reads: namedIdentityFields,
    shortcuts: [
      { reads: namedPersonFields, show: (event) => unlessRoot(event, principalOf(event).label) },
    ],
    show: (event) => principalOf(event).label,
    values: principalValues,
  },
  identity: plain({
    name: 'identity',
    describe: 'the principal without session, except people: root, alice, deploy',
    reads: namedIdentityFields,
    // There are few roles, with many sessions.
    shortcuts: [
      {
        reads: [
          ['userIdentity', 'type'],
          ['userIdentity', 'sessionContext', 'sessionIssuer', 'userName'],
        ],
        show: identityRoleOf,
      },
      // There are few users, with many access keys and sessions.
      {
        reads: [
          ['userIdentity', 'type'],
          ['userIdentity', 'userName'],
          ['userIdentity', 'accountId'],
          ['userIdentity', 'principalId'],
        ],
        show: iamUserOf,
      },
      { reads: namedPersonFields, show: (event) => unlessRoot(event, bareIdentityOf(event)) },
    ],
    read: bareIdentityOf,
  }),
  'principal-type': plain({
    name: 'principal-type',
    describe: 'the identity type, inferred where the record has none',
    reads: [['userIdentity']],
    read: (event) => principalOf(event).type,
  }),
  user: {
    name: 'user',
    describe: 'the user, or the name of a role session',
    reads: namedIdentityFields,
    shortcuts: [
      { reads: namedPersonFields, show: (event) => unlessRoot(event, usersOf(event)[0] ?? '') },
    ],
    show: (event) => usersOf(event)[0] ?? '',
    values: usersOf,
  },
  role: {
    name: 'role',
    describe: 'the role whose permissions were used',
    reads: [['userIdentity']],
    show: (event) => rolesOf(event)[0] ?? '',
    values: rolesOf,
  },
  session: plain({
    name: 'session',
    describe: 'the name of the role session or federated session',
    reads: [['userIdentity']],
    read: (event) => principalOf(event).session,
  }),
  credential: plain({
    name: 'credential',
    describe: 'kind of credentials: root, iam-user, role-session, aws-service …',
    reads: [['userIdentity'], ['sourceIPAddress']],
    shortcuts: [
      {
        reads: [['userIdentity']],
        show: (event) => unlessRoot(event, principalOf(event).credential),
      },
    ],
    read: (event) => principalOf(event).credential,
  }),
  mfa: plain({
    name: 'mfa',
    describe: 'whether the caller had signed in with MFA: yes, no',
    reads: [
      ['userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated'],
      ['additionalEventData', 'MFAUsed'],
    ],
    read: mfaOf,
  }),
  actor: plain({
    name: 'actor',
    describe: 'if the event proves it: person, agent, service, workload',
    reads: [
      ['userIdentity'],
      ['eventType'],
      ['sourceIPAddress'],
      ['sessionCredentialFromConsole'],
      ['additionalEventData', 'MFAUsed'],
    ],
    read: actorOf,
  }),
  'source-identity': plain({
    name: 'source-identity',
    describe: 'the identity that the first role session was given, and kept since',
    reads: [['userIdentity', 'sessionContext', 'sourceIdentity']],
    read: (event) => sessionContextOf(event)?.sourceIdentity,
  }),
  'access-key': plain({
    name: 'access-key',
    describe: 'the access key ID: AKIA… long-term, ASIA… temporary',
    reads: [['userIdentity', 'accessKeyId']],
    read: (event) => identityOf(event)?.accessKeyId,
  }),
  account: plain({
    name: 'account',
    describe: 'the account whose trail recorded it',
    reads: [
      ['recipientAccountId'],
      ['accountId'],
      ['userIdentity', 'accountId'],
      ['userIdentity', 'type'],
      ['resources'],
    ],
    readsFile: true,
    shortcuts: [
      {
        reads: [['recipientAccountId']],
        show: (event) => event.recipientAccountId || undefined,
      },
    ],
    read: accountOf,
  }),
  region: plain({
    name: 'region',
    describe: 'the Region that was called',
    reads: [['awsRegion']],
    read: (event) => event.awsRegion,
  }),
  'source-ip': {
    name: 'source-ip',
    describe: 'the IP address of the caller, or the AWS service',
    reads: [['sourceIPAddress']],
    show: (event) => event.sourceIPAddress ?? '',
    values: (event) => compact([event.sourceIPAddress, ...sourceAddressesOf(event)]),
  },
  'user-agent': plain({
    name: 'user-agent',
    describe: 'the user agent: the program that made the call',
    reads: [['userAgent']],
    read: (event) => event.userAgent,
  }),
  agent: plain({
    name: 'agent',
    describe: 'the user agent without version: aws-cli, Boto3, Terraform, browser',
    reads: [['userAgent']],
    read: (event) => agentOf(event.userAgent),
  }),
  outcome: plain({
    name: 'outcome',
    describe: 'the outcome of the call: ok, denied, failed',
    // Services report outcomes under names of their own, so no path can name them in advance.
    reads: [...detailFields, ['responseElements'], ['requestParameters']],
    // Messages differ from call to call, and few responses report failures.
    shortcuts: [
      { reads: [['errorCode'], ['eventSource']], show: outcomeOfErrorCode },
      {
        reads: [['errorCode'], ['errorMessage'], ['serviceEventDetails']],
        ifNoHint: true,
        show: outcomeOfPlainCall,
      },
      { reads: [...detailFields, ['responseElements']], show: outcomeWithoutRequest },
    ],
    read: outcomeOf,
  }),
  error: plain({
    name: 'error',
    describe: 'the error code, or the error message if there is no code',
    reads: [['errorCode'], ['errorMessage']],
    // Messages contain the caller and the call, so there are many different ones.
    shortcuts: [{ reads: [['errorCode']], show: (event) => event.errorCode || undefined }],
    read: (event) => event.errorCode || event.errorMessage,
  }),
  resource: {
    name: 'resource',
    describe: 'the resources involved, the one that the call is about first',
    // In another Region, a name means another thing.
    reads: [...resourceFields, ['awsRegion']],
    show: (event) => distinctResourcesOf(event).join(', '),
    list: distinctResourcesOf,
    counted: countedResourcesOf,
    listShortcut: {
      reads: [...usualResourceFields, ['awsRegion']],
      isEnough: (event) => !mayAddResources(event),
    },
    values: (event) => compact(resourcesOf(event).flatMap(resourceSpellings)),
  },
  'resource-type': {
    name: 'resource-type',
    describe: 'the types of the resources involved, where known: AWS::EC2::Instance',
    reads: resourceFields,
    show: (event) => resourceTypesOf(event).join(', '),
    list: resourceTypesOf,
    listShortcut: { reads: usualResourceFields, isEnough: (event) => !mayAddResources(event) },
    beside: { name: 'resource', list: typesOfResources },
    values: resourceTypesOf,
  },
  access: plain({
    name: 'access',
    describe: 'read, or write for calls that may change something',
    reads: [['readOnly'], ['eventName']],
    read: accessOf,
  }),
  'identity-type': plain({
    name: 'identity-type',
    describe: 'the identity type as recorded: IAMUser, AssumedRole …',
    reads: [['userIdentity', 'type']],
    read: (event) => identityOf(event)?.type,
  }),
  category: plain({
    name: 'category',
    describe: 'management, data, network-activity, insight, aggregated',
    reads: [['eventCategory'], ['eventType'], ['managementEvent'], ['eventSource'], ['eventName']],
    read: categoryOf,
  }),
  'event-id': plain({
    name: 'event-id',
    describe: 'the ID of the event',
    reads: [['eventID'], ['eventId']],
    read: eventIdOf,
  }),
};

interface PlainAttribute
  extends Pick<Attribute, 'name' | 'describe' | 'reads' | 'readsFile' | 'shortcuts'> {
  readonly read: (event: CloudTrailEvent) => string | null | undefined;
}

/** Creates an attribute with at most one value, which is shown and matched unchanged. */
function plain({ read, ...attribute }: PlainAttribute): Attribute {
  return {
    ...attribute,
    show: (event) => read(event) ?? '',
    values: (event) => compact([read(event)]),
  };
}

/** Creates an attribute for the hour, day, month or weekday of an event, in UTC. */
function timeUnit(name: TimeUnit, describe: string): Attribute {
  return plain({
    name,
    describe,
    reads: [['eventTime']],
    read: (event) => timeUnits[name](isoTimeOf(event).replace('T', ' ')),
  });
}

/**
 * Marks Insight events: each is about many calls of one name and must not be taken for one of those
 * calls.
 */
function eventLabelOf(event: CloudTrailEvent): string {
  if (event.eventName) return event.eventName;
  const name = eventNameOf(event);
  return name ? `Insight:${name}` : (event.eventType ?? '');
}

function isoTimeOf(event: CloudTrailEvent): string {
  const time = timeOf(event);
  return Number.isNaN(time) ? '' : isoTime(time);
}

/**
 * Records before version 1.02 and some events of services have no recipientAccountId; aggregated
 * events have accountId instead. The caller's account is the next best, unless the caller is known
 * to be of another account than the resources.
 */
function accountOf(event: CloudTrailEvent): string | undefined {
  const { account } = principalOf(event);
  const isOther = identityOf(event)?.type === 'AWSAccount';
  return (
    event.recipientAccountId ||
    event.accountId ||
    logAccountOf(event) ||
    (isOther ? undefined : account) ||
    resourceAccountOf(event) ||
    account
  );
}

function principalValues(event: CloudTrailEvent): readonly string[] {
  const { label, arn, name, session } = principalOf(event);
  return compact([
    label,
    arn,
    name,
    session,
    name && session && `${name}/${session}`,
    identityOf(event)?.principalId,
    sessionContextOf(event)?.sourceIdentity,
    personIdOf(event),
    personNameOf(event),
  ]);
}

function bareIdentityOf(event: CloudTrailEvent): string {
  return identityRoleOf(event) ?? principalOf(event).label;
}

/** The address matters only for root. */
function unlessRoot(event: CloudTrailEvent, shown: string): string | undefined {
  return identityOf(event)?.type === 'Root' ? undefined : shown;
}

/** The ID of a person of IAM Identity Center finds all events of that person. */
function usersOf(event: CloudTrailEvent): readonly string[] {
  return compact([...namedUsersOf(principalOf(event)), personIdOf(event), personNameOf(event)]);
}

/**
 * Role sessions are usually named after their users, federated sessions after the user who issued
 * them.
 */
function namedUsersOf({ credential, name, session }: Principal): readonly string[] {
  switch (credential) {
    case 'root':
    case 'iam-user':
    case 'identity-center':
      return compact([name]);
    case 'federated':
      return compact([session, name]);
    case 'role-session':
    case 'other-account':
      return compact([session]);
    case 'assumed-root':
    case 'aws-service':
    case 'anonymous':
      return [];
    case 'unknown':
      return compact([name]);
    default:
      return credential satisfies never;
  }
}

function rolesOf(event: CloudTrailEvent): readonly string[] {
  const { credential, name } = principalOf(event);
  if (credential !== 'role-session') return [];
  const issuer = sessionContextOf(event)?.sessionIssuer;
  return compact([name, typeof issuer === 'object' ? issuer?.arn : undefined]);
}

/**
 * Returns the ways to write a resource: an ARN also matches by its end, as `role/ci/deploy`,
 * `deploy` or `bucket/key`.
 */
function resourceSpellings(resource: string): readonly string[] {
  if (!resource.startsWith('arn:')) return [resource];
  const part = resource.split(':').slice(5).join(':');
  return compact([resource, part, lastPartOf(resource)]);
}

function compact(values: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))];
}
