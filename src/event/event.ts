/** A field that CloudTrail leaves out or writes as null where it has no value. */
type Text = string | null | undefined;
/** CloudTrail writes some booleans as text in older records. */
type Flag = boolean | string | null | undefined;
/** CloudTrail may write HIDDEN_DUE_TO_SECURITY_REASONS in place of the object. */
type Hideable<T> = T | string | null | undefined;

/**
 * A CloudTrail event as its JSON has it (CloudTrail User Guide, "CloudTrail record contents"). The type of
 * fields such as requestParameters differs from call to call; fields that AWS adds later are kept.
 */
export interface CloudTrailEvent {
  readonly [field: string]: unknown;
  readonly eventVersion?: Text;
  /** ISO 8601; absent in aggregated events, which have a timeWindow. */
  readonly eventTime?: Text;
  /** The service, such as `ec2.amazonaws.com`. */
  readonly eventSource?: Text;
  /** The API call, such as `RunInstances`. */
  readonly eventName?: Text;
  readonly eventID?: Text;
  readonly eventType?: Text;
  readonly eventCategory?: Text;
  readonly awsRegion?: Text;
  readonly userIdentity?: Hideable<UserIdentity>;
  /** An IP address, or the DNS name of a service. */
  readonly sourceIPAddress?: Text;
  readonly userAgent?: Text;
  readonly errorCode?: Text;
  readonly errorMessage?: Text;
  readonly requestID?: Text;
  readonly sharedEventID?: Text;
  readonly recipientAccountId?: Text;
  readonly requestParameters?: unknown;
  readonly responseElements?: unknown;
  readonly additionalEventData?: unknown;
  readonly serviceEventDetails?: unknown;
  readonly insightDetails?: Hideable<InsightDetails>;
  readonly resources?: readonly EventResource[] | string | null | undefined;
  readonly readOnly?: Flag;
  readonly managementEvent?: Flag;
  readonly apiVersion?: Text;
  readonly vpcEndpointId?: Text;
  readonly vpcEndpointAccountId?: Text;
  readonly tlsDetails?: unknown;
  readonly edgeDeviceDetails?: unknown;
  readonly addendum?: unknown;
  readonly sessionCredentialFromConsole?: Flag;
  readonly eventContext?: unknown;
  /** The ID of an aggregated event. */
  readonly eventId?: Text;
  /** Only in aggregated events. */
  readonly accountId?: Text;
  /** Only in aggregated events. */
  readonly timeWindow?: Hideable<TimeWindow>;
  /** Only in aggregated events. */
  readonly summary?: unknown;
}

/** The caller of an event as CloudTrail records it ("CloudTrail userIdentity element"). */
export interface UserIdentity {
  readonly [field: string]: unknown;
  readonly type?: Text;
  readonly principalId?: Text;
  readonly arn?: Text;
  readonly accountId?: Text;
  readonly accessKeyId?: Text;
  readonly userName?: Text;
  readonly invokedBy?: Text;
  readonly identityProvider?: Text;
  readonly credentialId?: Text;
  readonly sessionContext?: Hideable<SessionContext>;
  readonly onBehalfOf?: Hideable<{
    readonly [field: string]: unknown;
    readonly userId?: Text;
    readonly identityStoreArn?: Text;
  }>;
  readonly inScopeOf?: unknown;
}

/** The session that temporary credentials belong to. */
export interface SessionContext {
  readonly [field: string]: unknown;
  readonly attributes?: Hideable<{
    readonly [field: string]: unknown;
    readonly mfaAuthenticated?: Flag;
    readonly creationDate?: Text;
  }>;
  readonly sessionIssuer?: Hideable<{
    readonly [field: string]: unknown;
    readonly type?: Text;
    readonly principalId?: Text;
    readonly arn?: Text;
    readonly accountId?: Text;
    readonly userName?: Text;
  }>;
  readonly webIdFederationData?: unknown;
  readonly sourceIdentity?: Text;
  readonly ec2RoleDelivery?: Text;
  readonly assumedRoot?: Flag;
}

/** The API call that an Insight event is about. */
export interface InsightDetails {
  readonly [field: string]: unknown;
  readonly eventSource?: Text;
  readonly eventName?: Text;
  readonly state?: Text;
}

/** A resource that an event names in `resources`. */
export interface EventResource {
  readonly [field: string]: unknown;
  readonly ARN?: Text;
  readonly arn?: Text;
  readonly ARNPrefix?: Text;
  readonly accountId?: Text;
  readonly type?: Text;
}

/** The window of an aggregated event, ISO 8601. */
export interface TimeWindow {
  readonly [field: string]: unknown;
  readonly windowStart?: Text;
  readonly windowEnd?: Text;
}

/**
 * Returns when the event happened, in epoch milliseconds; for an aggregated event, the start of its
 * window. NaN when it has no valid time.
 */
export function timeOf(event: CloudTrailEvent): number {
  return Date.parse(event.eventTime ?? objectOf(event.timeWindow)?.windowStart ?? '');
}

/**
 * Returns the name of the API call; for an Insight event, the call that it is about; empty when it
 * has no name.
 */
export function eventNameOf(event: CloudTrailEvent): string {
  return event.eventName ?? insightOf(event)?.eventName ?? '';
}

/**
 * Returns the service as CloudTrail records it, such as `ec2.amazonaws.com`; empty when the event
 * has none.
 */
export function eventSourceOf(event: CloudTrailEvent): string {
  return event.eventSource ?? insightOf(event)?.eventSource ?? '';
}

/**
 * Returns the eventID (in aggregated events `eventId`), by which a second delivery is recognized.
 */
export function eventIdOf(event: CloudTrailEvent): string | undefined {
  return event.eventID || event.eventId || undefined;
}

/** Returns the caller, or undefined when the event has none or hides it. */
export function identityOf(event: CloudTrailEvent): UserIdentity | undefined {
  return objectOf(event.userIdentity);
}

/** Returns the caller's session, or undefined when the event has none or hides it. */
export function sessionContextOf(event: CloudTrailEvent): SessionContext | undefined {
  return objectOf(identityOf(event)?.sessionContext);
}

/** Returns the account of the first resource that has one. */
export function resourceAccountOf({ resources }: CloudTrailEvent): string | undefined {
  if (!Array.isArray(resources)) return undefined;
  const [account] = resources
    .map((resource: EventResource) => resource.accountId)
    .filter((id) => id && /^\d{12}$/.test(id));
  return account ?? undefined;
}

function insightOf(event: Pick<CloudTrailEvent, 'insightDetails'>) {
  return objectOf(event.insightDetails);
}

/**
 * Returns the object, or undefined where CloudTrail wrote a word such as
 * HIDDEN_DUE_TO_SECURITY_REASONS.
 */
function objectOf<T extends object>(value: T | string | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
