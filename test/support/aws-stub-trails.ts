import { type AwsError, type Reply, serviceError } from './aws-stub-answers.ts';
import type { AwsRequest } from './aws-stub-request.ts';

/** A trail as DescribeTrails returns it, with its status and event selectors. */
export interface StubTrail {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly S3KeyPrefix?: string;
  readonly SnsTopicARN?: string;
  /** True when absent. */
  readonly IncludeGlobalServiceEvents?: boolean;
  /** False when absent, like the next four. */
  readonly IsMultiRegionTrail?: boolean;
  readonly LogFileValidationEnabled?: boolean;
  readonly IsOrganizationTrail?: boolean;
  readonly HasCustomEventSelectors?: boolean;
  readonly HasInsightSelectors?: boolean;
  /** `us-east-1` when absent. */
  readonly HomeRegion?: string;
  /** Built from account, region and name when absent. */
  readonly TrailARN?: string;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly CloudWatchLogsRoleArn?: string;
  readonly KmsKeyId?: string;
  /** The answer of GetTrailStatus; when absent, the trail is logging and has delivered recently. */
  readonly status?: TrailStatus;
  /** When absent, and without advanced selectors: all management events. */
  readonly eventSelectors?: readonly object[];
  readonly advancedEventSelectors?: readonly object[];
}

/** The answer of GetTrailStatus. Times are in seconds since 1970. */
interface TrailStatus {
  readonly IsLogging?: boolean;
  readonly LatestDeliveryError?: string;
  readonly LatestDeliveryTime?: number;
  readonly LatestDigestDeliveryError?: string;
  readonly LatestDigestDeliveryTime?: number;
  readonly StartLoggingTime?: number;
  readonly StopLoggingTime?: number;
}

/** The trails that an account sees. */
export interface Trails {
  describe(request: AwsRequest): Reply;
  get(request: AwsRequest): Reply;
  /** Answers GetTrailStatus. `now` is in seconds since 1970. */
  getStatus(request: AwsRequest, now: number): Reply;
  list(): Reply;
  getEventSelectors(request: AwsRequest): Reply;
  /** Returns the ARN that a request names, or that its name would have. */
  arnOf(request: AwsRequest): string;
}

/** Creates the trails of an account. */
export function createTrails(given: readonly StubTrail[], account: string): Trails {
  const trails = given.map((trail) => readTrail(trail, account));
  return {
    describe: (request) => describeTrails(trails, request, account),
    get(request) {
      const trail = findTrail(trails, request, account);
      return 'code' in trail ? trail : { kind: 'json', value: { Trail: trail.answer } };
    },
    getStatus(request, now) {
      const trail = findTrail(trails, request, account);
      if ('code' in trail) return trail;
      const delivered = { LatestDeliveryTime: now - 300, StartLoggingTime: now - 86_400 };
      return { kind: 'json', value: trail.status ?? { IsLogging: true, ...delivered } };
    },
    list() {
      const Trails = trails.map(({ answer: { Name, TrailARN, HomeRegion } }) => {
        return { Name, TrailARN, HomeRegion };
      });
      return { kind: 'json', value: { Trails } };
    },
    getEventSelectors(request) {
      const trail = findTrail(trails, request, account);
      if ('code' in trail) return trail;
      const { TrailARN } = trail.answer;
      return { kind: 'json', value: { TrailARN, ...trail.selectors } };
    },
    arnOf: (request) => arnOf(nameIn(request), request.region, account),
  };
}

interface Trail {
  readonly answer: StubTrail & { readonly HomeRegion: string; readonly TrailARN: string };
  readonly status: TrailStatus | undefined;
  readonly selectors: object;
}

function readTrail(given: StubTrail, account: string): Trail {
  const { status, eventSelectors, advancedEventSelectors, ...properties } = given;
  const { HomeRegion = 'us-east-1', Name } = properties;
  const answer = {
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    LogFileValidationEnabled: false,
    IsOrganizationTrail: false,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    TrailARN: arnOf(Name, HomeRegion, account),
    ...properties,
    HomeRegion,
  };
  const selectors = advancedEventSelectors
    ? { AdvancedEventSelectors: advancedEventSelectors }
    : { EventSelectors: eventSelectors ?? [managementEvents] };
  return { answer, status, selectors };
}

const managementEvents = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

/**
 * Answers DescribeTrails as its API reference says: a name finds only trails of this region and
 * account, an ARN also others, and trails that are not found are not in the answer. Without names,
 * it returns all trails of this region and, unless they are excluded, those of other regions that
 * record it.
 */
function describeTrails(trails: readonly Trail[], request: AwsRequest, account: string): Reply {
  const { region, parameters } = request;
  const { trailNameList, includeShadowTrails } = parameters;
  const names = Array.isArray(trailNameList) ? trailNameList.map(String) : [];
  const wrong = names.map(nameError).find((error) => error !== undefined);
  if (wrong) return wrong;
  const isShadow = ({ answer }: Trail): boolean => !isOwn(answer, region, account);
  const found = trails.filter((trail) => {
    const { Name, TrailARN, IsMultiRegionTrail } = trail.answer;
    if (includeShadowTrails === false && isShadow(trail)) return false;
    if (names.length === 0) return IsMultiRegionTrail || trail.answer.HomeRegion === region;
    return names.includes(TrailARN) || (names.includes(Name) && !isShadow(trail));
  });
  return { kind: 'json', value: { trailList: found.map(({ answer }) => answer) } };
}

/**
 * Whether a trail is from this region and account. An organization's trail is a shadow in all other
 * accounts.
 */
function isOwn(trail: Trail['answer'], region: string, account: string): boolean {
  return trail.HomeRegion === region && trail.TrailARN.split(':')[4] === account;
}

function findTrail(
  trails: readonly Trail[],
  request: AwsRequest,
  account: string,
): Trail | AwsError {
  const name = nameIn(request);
  const wrong = nameError(name);
  if (wrong) return wrong;
  const trail = trails.find(({ answer }) => {
    return (
      answer.TrailARN === name || (answer.Name === name && isOwn(answer, request.region, account))
    );
  });
  if (trail) return trail;
  // GetTrail reports the name, GetTrailStatus and GetEventSelectors the ARN that it would have.
  const unknown = request.operation === 'GetTrail' ? name : arnOf(name, request.region, account);
  const message = `Unknown trail: ${unknown} for the user: ${account}`;
  return serviceError('TrailNotFoundException', message);
}

/** Returns the name or ARN in a request; GetEventSelectors has another parameter for it. */
function nameIn({ parameters: { Name, TrailName } }: AwsRequest): string {
  return String(Name ?? TrailName ?? '');
}

function nameError(name: string): AwsError | undefined {
  if (name.startsWith('arn:')) {
    if (/^arn:[\w-]+:cloudtrail:[\w-]+:\d{12}:trail\/./.test(name)) return undefined;
    return serviceError('CloudTrailARNInvalidException', `The trail ARN is not valid: ${name}`);
  }
  if (name.length >= 3) return undefined;
  const message = `Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`;
  return serviceError('InvalidTrailNameException', message);
}

function arnOf(name: string, region: string, account: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
}
