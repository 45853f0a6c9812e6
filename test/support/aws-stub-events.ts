import { isRecord, type Parameters } from './aws-stub-request.ts';

/** The record of an event, as a trail has it. */
type EventRecord = Parameters;

/** An event, and what LookupEvents says of it where that is not what the stub makes of it. */
interface AnsweredEvent {
  readonly event: string | EventRecord;
  readonly answer: Partial<LookupEvent>;
}

/** An event of the history. A string is answered as it is; of a record, the shortest JSON is. */
export type GivenEvent = string | EventRecord | AnsweredEvent;

/** An event as LookupEvents answers it. */
export interface LookupEvent {
  readonly EventId?: string | undefined;
  readonly EventName?: string | undefined;
  readonly ReadOnly?: string | undefined;
  readonly AccessKeyId?: string | undefined;
  /** Seconds since 1970. */
  readonly EventTime: number;
  readonly EventSource?: string | undefined;
  readonly Username?: string | undefined;
  readonly Resources: readonly LookupResource[];
  readonly CloudTrailEvent: string;
}

interface LookupResource {
  readonly ResourceType?: string | undefined;
  readonly ResourceName?: string | undefined;
}

/** An event of the history, made ready. */
export interface HistoryEvent {
  readonly answer: LookupEvent;
  /** Events of data and of network activity are other ones: they are in no history. */
  readonly category: 'management' | 'insight' | 'other';
}

/** Reads what LookupEvents says of an event. Throws where there is no time. */
export function readEvent(given: GivenEvent): HistoryEvent {
  const { event, answer } = isAnswered(given) ? given : { event: given, answer: {} };
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  const record = typeof event === 'string' ? parse(event) : event;
  const made = lookupEvent(record, text);
  const whole = { ...made, ...answer };
  if (Number.isNaN(whole.EventTime)) throw new Error(`an event without a time: ${text}`);
  return { answer: whole, category: categoryOf(record) };
}

function isAnswered(given: GivenEvent): given is AnsweredEvent {
  return typeof given !== 'string' && 'event' in given && 'answer' in given;
}

/** What is no JSON needs an answer that tells all. */
function parse(text: string): EventRecord {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function lookupEvent(record: EventRecord, text: string): LookupEvent {
  const identity = part(record, 'userIdentity');
  const { readOnly } = record;
  return {
    EventId: textOf(record, 'eventID'),
    EventName: textOf(record, 'eventName'),
    ReadOnly: readOnly === undefined ? undefined : String(readOnly),
    // None where it is '', as in some records of services.
    AccessKeyId: textOf(identity, 'accessKeyId') || undefined,
    EventTime: Date.parse(textOf(record, 'eventTime') ?? '') / 1000,
    EventSource: textOf(record, 'eventSource'),
    Username: usernameOf(identity),
    Resources: resourcesOf(record),
    CloudTrailEvent: text,
  };
}

/**
 * `root`, the user's name, or that of a role's session; none for services. So it is in histories that
 * people have published, and for `root` in the user guide, "Viewing recent management events with the
 * AWS CLI".
 */
function usernameOf(identity: EventRecord): string | undefined {
  if (identity['type'] === 'Root') return textOf(identity, 'userName') ?? 'root';
  const principal = textOf(identity, 'principalId');
  const session = principal?.includes(':') ? principal.replace(/^.*?:/, '') : undefined;
  return textOf(identity, 'userName') ?? session;
}

/**
 * CloudTrail finds resources in an event's parameters too, by rules that are not published: in
 * published histories, DescribeLaunchTemplateVersions has its template, which the record's
 * `resources` lacks, and a service's Decrypt has none, whose record has the key. Here it is what
 * those have for AssumeRole and else what the record has; for more, the test gives an answer.
 */
function resourcesOf(record: EventRecord): LookupResource[] {
  const listed = Array.isArray(record['resources']) ? record['resources'].filter(isRecord) : [];
  const own = listed.map((resource) => ({
    ResourceType: textOf(resource, 'type'),
    ResourceName: textOf(resource, 'ARN'),
  }));
  const response = part(record, 'responseElements');
  const made = [
    ['AWS::IAM::AccessKey', textOf(part(response, 'credentials'), 'accessKeyId')],
    ['AWS::STS::AssumedRole', textOf(part(response, 'assumedRoleUser'), 'assumedRoleId')],
    ['AWS::STS::AssumedRole', textOf(part(record, 'requestParameters'), 'roleSessionName')],
    ['AWS::STS::AssumedRole', textOf(part(response, 'assumedRoleUser'), 'arn')],
  ];
  const assumed = record['eventName'] === 'AssumeRole' ? made : [];
  const known = assumed.filter(([, name]) => name !== undefined);
  return [...known.map(([ResourceType, ResourceName]) => ({ ResourceType, ResourceName })), ...own];
}

function categoryOf(record: EventRecord): HistoryEvent['category'] {
  const { eventCategory, eventType, managementEvent } = record;
  if (eventCategory === 'Insight' || eventType === 'AwsCloudTrailInsight') return 'insight';
  // Before version 1.06, only management events say nothing of it.
  const isManagement = eventCategory === undefined ? managementEvent !== false : false;
  return isManagement || eventCategory === 'Management' ? 'management' : 'other';
}

function part(record: EventRecord, name: string): EventRecord {
  const value = record[name];
  return isRecord(value) ? value : {};
}

function textOf(record: EventRecord, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' ? value : undefined;
}
