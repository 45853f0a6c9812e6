import { type AwsError, type Reply, serviceError } from './aws-stub-answers.ts';
import type { AwsRequest } from './aws-stub-request.ts';

/** A trail as DescribeTrails answers it, and what else is asked of it. */
export interface StubTrail {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly S3KeyPrefix?: string;
  readonly SnsTopicARN?: string;
  /** True when absent. */
  readonly IncludeGlobalServiceEvents?: boolean;
  /** False when absent, as the next ones. */
  readonly IsMultiRegionTrail?: boolean;
  readonly LogFileValidationEnabled?: boolean;
  readonly IsOrganizationTrail?: boolean;
  readonly HasCustomEventSelectors?: boolean;
  readonly HasInsightSelectors?: boolean;
  /** `us-east-1` when absent. */
  readonly HomeRegion?: string;
  /** Made of the account, the region and the name when absent. */
  readonly TrailARN?: string;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly CloudWatchLogsRoleArn?: string;
  readonly KmsKeyId?: string;
  /** What GetTrailStatus says; when absent, the trail logs and has delivered lately. */
  readonly status?: TrailStatus;
  /** When absent, and no advanced ones are given: all management events. */
  readonly eventSelectors?: readonly object[];
  readonly advancedEventSelectors?: readonly object[];
}

/** Times are seconds since 1970. */
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
  /** `now`: seconds since 1970. */
  getStatus(request: AwsRequest, now: number): Reply;
  list(): Reply;
  getEventSelectors(request: AwsRequest): Reply;
  /** The ARN that a request names, or that its name would have. */
  arnOf(request: AwsRequest): string;
}

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
 * By the API reference of DescribeTrails: a name is one of this region and this account, an ARN finds
 * trails of others too, and what is not found is not in the answer. Without any: all trails of this
 * region, and, unless they are not wanted, those of others that record it.
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

/** Trails of an organization are shadows in all accounts but its own. */
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
  // GetTrail says it of the name, GetTrailStatus and GetEventSelectors of the ARN that it would have.
  const unknown = request.operation === 'GetTrail' ? name : arnOf(name, request.region, account);
  const message = `Unknown trail: ${unknown} for the user: ${account}`;
  return serviceError('TrailNotFoundException', message);
}

/** GetEventSelectors calls it otherwise. */
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
