/** Text that CloudTrail leaves out, or writes as null, when there is none. */
type Text = string | null | undefined;
/** A boolean, which CloudTrail writes as text in some fields and in older records. */
type Flag = boolean | string | null | undefined;
/** An object, for which CloudTrail may write the text HIDDEN_DUE_TO_SECURITY_REASONS instead. */
type Hideable<T> = T | string | null | undefined;

/**
 * A CloudTrail event, exactly as in its JSON (CloudTrail User Guide, "CloudTrail record contents").
 * Older versions of the format lack many fields. Fields that AWS adds later are kept, without a
 * type of their own.
 */
export interface CloudTrailEvent {
  readonly [field: string]: unknown;
  /** The version of the record format, such as `1.11`. */
  readonly eventVersion?: Text;
  /** The time of the call, in ISO 8601. Aggregated events have a `timeWindow` instead. */
  readonly eventTime?: Text;
  /** The service that was called, such as `ec2.amazonaws.com`. */
  readonly eventSource?: Text;
  /**
   * The API call, such as `RunInstances`, or the name of another kind of event, such as
   * `ConsoleLogin`.
   */
  readonly eventName?: Text;
  /** The unique ID of the event. All deliveries of an event have the same one. */
  readonly eventID?: Text;
  /** The type of event, such as `AwsApiCall`, `AwsServiceEvent` or `AwsConsoleSignIn`. */
  readonly eventType?: Text;
  /** The category: `Management`, `Data`, `NetworkActivity`, `Insight` or `Aggregated`. */
  readonly eventCategory?: Text;
  /** The region that was called, such as `eu-west-1`. */
  readonly awsRegion?: Text;
  /** The caller. Insight events have none. */
  readonly userIdentity?: Hideable<UserIdentity>;
  /** The IP address from which the call came, or the DNS name of an AWS service that made it. */
  readonly sourceIPAddress?: Text;
  /** The program that made the call, such as `aws-cli/2.31.0`. Long ones are truncated. */
  readonly userAgent?: Text;
  /**
   * The error code of a failed call, such as `AccessDenied`. Failed sign-ins have none: see
   * `outcomeOf`.
   */
  readonly errorCode?: Text;
  /** The description of the error. */
  readonly errorMessage?: Text;
  /** The ID that the called service gave the request. */
  readonly requestID?: Text;
  /** The ID that the events of one call share when they are delivered to several accounts. */
  readonly sharedEventID?: Text;
  /** The account that received the event, which may differ from the account of the caller. */
  readonly recipientAccountId?: Text;
  /**
   * The parameters of the call. Their types differ from call to call; very large ones are omitted.
   */
  readonly requestParameters?: unknown;
  /**
   * The response to a call that changes something; null for other calls. Very large ones are
   * omitted.
   */
  readonly responseElements?: unknown;
  /** More data about the event, such as whether a console sign-in used MFA. */
  readonly additionalEventData?: unknown;
  /** Details of an event that was not caused by a call, including its trigger and result. */
  readonly serviceEventDetails?: unknown;
  /** The API call that an Insight event is about. */
  readonly insightDetails?: Hideable<InsightDetails>;
  /** The resources that the call accessed. Only some services list them: see `resourcesOf`. */
  readonly resources?: readonly EventResource[] | string | null | undefined;
  /** Whether the call only reads. */
  readonly readOnly?: Flag;
  /** Whether the event is a management event. */
  readonly managementEvent?: Flag;
  /** The version of the API that was called. */
  readonly apiVersion?: Text;
  /** The ID of the VPC endpoint through which the call was made. */
  readonly vpcEndpointId?: Text;
  /** The account that owns the VPC endpoint. */
  readonly vpcEndpointAccountId?: Text;
  /** The TLS version, the cipher suite and the host name of the call. */
  readonly tlsDetails?: unknown;
  /** The edge devices that the call was about, such as S3 on Outposts. */
  readonly edgeDeviceDetails?: unknown;
  /** The reason why the event was delivered late, or again with more data. */
  readonly addendum?: unknown;
  /** Whether the call was made in a session of the console; absent if not. */
  readonly sessionCredentialFromConsole?: Flag;
  /** Tags of resources and values of condition keys, with which CloudTrail Lake enriches events. */
  readonly eventContext?: unknown;
  /** The ID of an aggregated event, in place of `eventID`. */
  readonly eventId?: Text;
  /** The account of an aggregated event. Other events do not have this field. */
  readonly accountId?: Text;
  /** The time that an aggregated event covers. Other events do not have this field. */
  readonly timeWindow?: Hideable<TimeWindow>;
  /** The counts of an aggregated event. Other events do not have this field. */
  readonly summary?: unknown;
}

/**
 * The caller of an event, as CloudTrail records it (CloudTrail User Guide, "CloudTrail userIdentity
 * element").
 */
export interface UserIdentity {
  readonly [field: string]: unknown;
  /** The type of caller, such as `IAMUser`, `AssumedRole` or `AWSService`. */
  readonly type?: Text;
  /** The unique ID of the caller. For a role, the name of the session follows after a colon. */
  readonly principalId?: Text;
  /** The ARN of the caller. */
  readonly arn?: Text;
  /** The account of the caller, which may differ from the account that received the event. */
  readonly accountId?: Text;
  /** The ID of the access key that signed the call: `AKIA…` is long-term, `ASIA…` temporary. */
  readonly accessKeyId?: Text;
  /** The name of the user. Sessions of roles have none: see `sessionContext.sessionIssuer`. */
  readonly userName?: Text;
  /** The AWS service that made the call for the caller, such as `cloudformation.amazonaws.com`. */
  readonly invokedBy?: Text;
  /** The identity provider with which a federated user signed in. */
  readonly identityProvider?: Text;
  /** The ID of the bearer token with which an IAM Identity Center user made the call. */
  readonly credentialId?: Text;
  /** The session of temporary credentials. */
  readonly sessionContext?: Hideable<SessionContext>;
  /** The IAM Identity Center user who made the call. */
  readonly onBehalfOf?: Hideable<{
    readonly [field: string]: unknown;
    /** The ID of the user in the identity store. */
    readonly userId?: Text;
    /** The ARN of the identity store. */
    readonly identityStoreArn?: Text;
  }>;
  /** The resource of a service, such as a Lambda function, in whose scope the call was made. */
  readonly inScopeOf?: unknown;
}

/** The session of temporary credentials. */
export interface SessionContext {
  readonly [field: string]: unknown;
  /** How and when the session began. */
  readonly attributes?: Hideable<{
    readonly [field: string]: unknown;
    /**
     * Whether the caller had signed in with MFA. CloudTrail writes it as text: `true` or `false`.
     */
    readonly mfaAuthenticated?: Flag;
    /** The time at which the credentials were issued, in ISO 8601. */
    readonly creationDate?: Text;
  }>;
  /** The role or user for which the credentials were issued. */
  readonly sessionIssuer?: Hideable<{
    readonly [field: string]: unknown;
    /** The type of issuer, such as `Role`, `IAMUser` or `Root`. */
    readonly type?: Text;
    /** The unique ID of the issuer. */
    readonly principalId?: Text;
    /** The ARN of the issuer. */
    readonly arn?: Text;
    /** The account of the issuer. */
    readonly accountId?: Text;
    /** The name of the role or user. */
    readonly userName?: Text;
  }>;
  /** The provider and the attributes of a web identity federation. */
  readonly webIdFederationData?: unknown;
  /**
   * The identity that was set when the first role was assumed. It stays the same for roles assumed
   * from there.
   */
  readonly sourceIdentity?: Text;
  /**
   * The version of the instance metadata service that delivered the credentials: `1.0` or `2.0`.
   */
  readonly ec2RoleDelivery?: Text;
  /**
   * Whether a management or delegated account acts as the root user of a member account
   * (AssumeRoot).
   */
  readonly assumedRoot?: Flag;
}

/** The API call that an Insight event is about. */
export interface InsightDetails {
  readonly [field: string]: unknown;
  /** The service of the unusual calls, such as `ec2.amazonaws.com`. */
  readonly eventSource?: Text;
  /** The API call that was made unusually often, or failed unusually often. */
  readonly eventName?: Text;
  /** Whether the event marks the start or the end of the unusual activity: `Start` or `End`. */
  readonly state?: Text;
}

/** A resource that an event lists in `resources`. */
export interface EventResource {
  readonly [field: string]: unknown;
  /** The ARN of the resource. */
  readonly ARN?: Text;
  /** The ARN of the resource, as some services spell the field. */
  readonly arn?: Text;
  /** The beginning of the ARNs of several resources, in calls that list S3 objects. */
  readonly ARNPrefix?: Text;
  /** The account that owns the resource. */
  readonly accountId?: Text;
  /** The type of the resource, such as `AWS::S3::Object`. */
  readonly type?: Text;
}

/** The time that an aggregated event covers. */
export interface TimeWindow {
  readonly [field: string]: unknown;
  /** The start of the window, in ISO 8601. */
  readonly windowStart?: Text;
  /** The end of the window, in ISO 8601. */
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
 * Returns the `eventID`, or the `eventId` of an aggregated event, by which a second delivery is
 * recognized; undefined when the event has none.
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
    .filter(isAccountId);
  return account;
}

/** Returns whether the text is the ID of an account. */
export function isAccountId(text: string | null | undefined): text is string {
  return /^\d{12}$/.test(text ?? '');
}

function insightOf(event: Pick<CloudTrailEvent, 'insightDetails'>) {
  return objectOf(event.insightDetails);
}

/**
 * Returns the object; undefined when it is missing, or when CloudTrail wrote a text such as
 * HIDDEN_DUE_TO_SECURITY_REASONS.
 */
function objectOf<T extends object>(value: T | string | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
