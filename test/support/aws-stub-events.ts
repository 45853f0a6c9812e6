import { isRecord, type Parameters } from './aws-stub-request.ts';

/** The record of an event in a trail. */
type EventRecord = Parameters;

/**
 * An event, with the fields of LookupEvents that differ from those that the stub derives from it.
 */
interface AnsweredEvent {
  readonly event: string | EventRecord;
  readonly answer: Partial<LookupEvent>;
}

/** An event of the history. A string is returned as it is, a record as compact JSON. */
export type GivenEvent = string | EventRecord | AnsweredEvent;

/** An event in the answer of LookupEvents. */
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

/** An event of the history, ready to be returned. */
export interface HistoryEvent {
  readonly answer: LookupEvent;
  /** Data and network activity events are `other`: no history holds them. */
  readonly category: 'management' | 'insight' | 'other';
}

/** Derives the fields of LookupEvents from an event. Throws when the event has no time. */
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

/**
 * Parses a record. Text that is not JSON gives an empty one, so its `answer` must have all fields.
 */
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
    // Absent when it is '', as in some records of services.
    AccessKeyId: textOf(identity, 'accessKeyId') || undefined,
    EventTime: Date.parse(textOf(record, 'eventTime') ?? '') / 1000,
    EventSource: textOf(record, 'eventSource'),
    Username: usernameOf(identity),
    Resources: resourcesOf(record),
    CloudTrailEvent: text,
  };
}

/**
 * Returns `root`, the user's name, or that of a role session; undefined for services. This matches
 * published histories and, for `root`, the user guide, "Viewing recent management events with the
 * AWS CLI".
 */
function usernameOf(identity: EventRecord): string | undefined {
  if (identity['type'] === 'Root') return textOf(identity, 'userName') ?? 'root';
  const principal = textOf(identity, 'principalId');
  const session = principal?.includes(':') ? principal.replace(/^.*?:/, '') : undefined;
  return textOf(identity, 'userName') ?? session;
}

/**
 * Returns the resources of an event. CloudTrail also finds resources in an event's parameters, by
 * rules that are not published: in published histories, DescribeLaunchTemplateVersions has its
 * template, which is not in the record's `resources`, and a service's Decrypt has none although its
 * record has the key. The stub follows those histories for AssumeRole and else the record; for
 * more, a test gives an answer.
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
  // Before version 1.06, only management events have neither field.
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
