import { type AwsError, commonError, type Reply, serviceError } from './aws-stub-answers.ts';
import { createHistory, type History } from './aws-stub-history.ts';
import type { Buckets } from './aws-stub-quota.ts';
import { isEnabled, listRegions, type Regions } from './aws-stub-regions.ts';
import type { AwsRequest } from './aws-stub-request.ts';
import { callerIdentity, type Sts } from './aws-stub-sts.ts';
import type { Trails } from './aws-stub-trails.ts';

/** The account, credentials and resources that the stub simulates. */
export interface World {
  readonly account: string;
  /** The ARN of callers that have not assumed a role. */
  readonly callerArn: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly regions: Regions;
  /** The histories of the regions that have one. */
  readonly histories: Map<string, History>;
  lookups: Buckets;
  readonly trails: Trails;
  readonly sts: Sts;
  /** The valid access keys; undefined when all are valid. */
  readonly accessKeys: ReadonlySet<string> | undefined;
  readonly expiredAccessKeys: ReadonlySet<string>;
  readonly deniedActions: ReadonlySet<string>;
}

/** Replies to a request as AWS does. `pageLength` is the most events on a page of the history. */
export function replyTo(request: AwsRequest, world: World, pageLength = 50): Reply {
  const error = credentialError(request, world);
  if (error) return error;
  const operation = operations[actionOf(request)];
  if (request.malformed) {
    return serviceError('SerializationException', 'The body cannot be read.');
  }
  if (operation === undefined) return unknownOperation(request);
  if (operation.isOpen !== true && world.deniedActions.has(actionOf(request))) {
    return notAuthorized(request, world, 'because no identity-based policy allows the');
  }
  return operation.reply(request, world, pageLength);
}

/** Returns AWS's error for an action that a policy explicitly denies. */
export function explicitlyDenied(request: AwsRequest, world: World): AwsError {
  return notAuthorized(request, world, 'with an explicit deny in a service control policy');
}

function notAuthorized(request: AwsRequest, world: World, reason: string): AwsError {
  const action = actionOf(request);
  const arn = operations[action]?.resource?.(request, world);
  const resource = arn === undefined ? '' : ` on resource: ${arn}`;
  const end = reason.endsWith('the') ? `${reason} ${action} action` : reason;
  const message = `User: ${callerOf(request, world).arn} is not authorized to perform: ${action}${resource} ${end}`;
  return commonError('denied', request.protocol, message);
}

/**
 * Returns the error for credentials that are missing, unknown, expired or not valid in this region.
 */
function credentialError(request: AwsRequest, world: World): AwsError | undefined {
  const { accessKeyId, service, region, protocol } = request;
  const { accessKeys, expiredAccessKeys, sts, regions } = world;
  if (accessKeyId === undefined) return commonError('unsigned', protocol);
  const session = sts.sessionOf(accessKeyId);
  const isKnown = session
    ? session.sessionToken === request.sessionToken
    : (accessKeys?.has(accessKeyId) ?? true);
  // Account Management is in one region only, but with an endpoint, the SDK signs for the client's
  // region.
  const isThere = service === 'account' || isEnabled(regions, region);
  if (!isKnown || !isThere) return commonError('unknown-access-key', protocol);
  const isOver = session !== undefined && session.expiration.getTime() <= Date.now();
  return isOver || expiredAccessKeys.has(accessKeyId)
    ? commonError('expired', protocol)
    : undefined;
}

interface Operation {
  reply(request: AwsRequest, world: World, pageLength: number): Reply;
  /** Returns the ARN of its resource, where AWS names that in errors. */
  resource?(request: AwsRequest, world: World): string;
  /** Whether no policy can deny it. */
  readonly isOpen?: boolean;
}

const ofTrail: Pick<Operation, 'resource'> = {
  resource: (request, { trails }) => trails.arnOf(request),
};

/** The operations by the actions that they need. */
const operations: Readonly<Record<string, Operation>> = {
  'cloudtrail:LookupEvents': { reply: lookupEvents },
  'cloudtrail:DescribeTrails': { reply: (request, { trails }) => trails.describe(request) },
  'cloudtrail:ListTrails': { reply: (_, { trails }) => trails.list() },
  'cloudtrail:GetTrail': { ...ofTrail, reply: (request, { trails }) => trails.get(request) },
  'cloudtrail:GetTrailStatus': {
    ...ofTrail,
    reply: (request, { trails, now }) => trails.getStatus(request, now),
  },
  'cloudtrail:GetEventSelectors': {
    ...ofTrail,
    reply: (request, { trails }) => trails.getEventSelectors(request),
  },
  // "No permissions are required to perform this operation", says the API reference of STS.
  'sts:GetCallerIdentity': {
    isOpen: true,
    reply(request, world) {
      const { arn, userId } = callerOf(request, world);
      return callerIdentity(arn, userId);
    },
  },
  'sts:AssumeRole': {
    reply: (request, world) => world.sts.assumeRole(request, callerOf(request, world).arn),
    resource: ({ parameters }) => String(parameters['RoleArn']),
  },
  'account:ListRegions': {
    reply: ({ parameters }, { regions }) => listRegions(regions, parameters),
    resource: (_, { account }) => `arn:aws:account::${account}:account`,
  },
};

function actionOf({ service, operation }: AwsRequest): string {
  return `${service}:${operation}`;
}

function unknownOperation({ operation, protocol }: AwsRequest): AwsError {
  const code = protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
  return serviceError(code, `The stub does not know ${operation}.`);
}

function callerOf({ accessKeyId }: AwsRequest, { sts, callerArn }: World) {
  const session = sts.sessionOf(accessKeyId);
  return session ?? { arn: callerArn, userId: 'AIDASTUBEXAMPLEUSER00' };
}

function lookupEvents(request: AwsRequest, world: World, pageLength: number): Reply {
  const { region, parameters } = request;
  if (!world.lookups.take(region)) return commonError('throttled', request.protocol);
  return historyOf(world, region).lookup(parameters, { now: world.now, pageLength });
}

/** Returns the history of a region; creates an empty one if necessary. */
export function historyOf({ histories }: World, region: string): History {
  const history = histories.get(region) ?? createHistory([]);
  histories.set(region, history);
  return history;
}
