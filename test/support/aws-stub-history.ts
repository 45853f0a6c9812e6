import { randomBytes } from 'node:crypto';
import { type AwsError, type Reply, serviceError } from './aws-stub-answers.ts';
import {
  type GivenEvent,
  type HistoryEvent,
  type LookupEvent,
  readEvent,
} from './aws-stub-events.ts';
import { isRecord, type Parameters } from './aws-stub-request.ts';

/** The Event history of a region. */
export interface History {
  add(events: Iterable<GivenEvent>): void;
  /** Answers LookupEvents. */
  lookup(parameters: Parameters, options: LookupOptions): Reply;
  /** Makes all tokens invalid that were returned so far. */
  expireTokens(): void;
}

interface LookupOptions {
  /** Seconds since 1970: events more than 90 days older are gone. */
  readonly now: number;
  /** The most events on a page, however many are requested. */
  readonly pageLength: number;
}

/** Creates a history with these events. */
export function createHistory(given: Iterable<GivenEvent>): History {
  const events = Array.from(given, readEvent);
  // A token points to an event, so that events added later do not change the following pages.
  const tokens = new Map<
    string,
    { readonly bound: string; readonly last: HistoryEvent | undefined }
  >();
  let places: Map<HistoryEvent, number> | undefined;
  return {
    add(more) {
      for (const event of more) events.push(readEvent(event));
      places = undefined;
    },
    expireTokens: () => tokens.clear(),
    lookup(parameters, { now, pageLength }) {
      const query = parseQuery(parameters, now);
      if ('code' in query) return query;
      const { token, bound, maxResults } = query;
      const from = token === undefined ? undefined : tokens.get(token);
      if (token !== undefined && from?.bound !== bound) return invalidToken;
      places ??= sort(events);
      const start = from?.last === undefined ? 0 : (places.get(from.last) ?? 0) + 1;
      const page = findPage(events, start, Math.min(maxResults, pageLength), query);
      const value = { Events: page.events.map(({ answer }) => answer) };
      if (!page.hasMore) return { kind: 'json', value };
      const NextToken = randomBytes(48).toString('base64');
      tokens.set(NextToken, { bound, last: page.events.at(-1) ?? from?.last });
      return { kind: 'json', value: { ...value, NextToken } };
    },
  };
}

/** The error for a token that the stub did not return, or that belongs to other parameters. */
export const invalidToken = serviceError(
  'InvalidNextTokenException',
  'Invalid token or token that was previously used in a request with different parameters.',
);

/** Sorts events, newest first; events of the same time keep their order. */
function sort(events: HistoryEvent[]): Map<HistoryEvent, number> {
  events.sort((a, b) => b.answer.EventTime - a.answer.EventTime);
  return new Map(events.map((event, place) => [event, place]));
}

interface Query {
  readonly token: string | undefined;
  /** All parameters but the token, to compare with those of the token. */
  readonly bound: string;
  readonly maxResults: number;
  readonly category: HistoryEvent['category'];
  /** The start and the end, both inclusive, in seconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly attribute: { readonly key: LookupKey; readonly value: string } | undefined;
}

type LookupKey = (typeof lookupKeys)[number];

const lookupKeys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

const insightKeys: ReadonlySet<LookupKey> = new Set(['EventId', 'EventName', 'EventSource']);

const retention = 90 * 24 * 60 * 60;

/** Checks the parameters. The error codes are from the API reference; the messages are invented. */
function parseQuery(parameters: Parameters, now: number): Query | AwsError {
  const { LookupAttributes, StartTime, EndTime, EventCategory, MaxResults, NextToken } = parameters;
  const maxResults = MaxResults ?? 50;
  if (typeof maxResults !== 'number' || maxResults < 1 || maxResults > 50) {
    return serviceError('InvalidMaxResultsException', 'The number of results is not 1 to 50.');
  }
  if (EventCategory !== undefined && EventCategory !== 'insight') {
    return serviceError('InvalidEventCategoryException', 'The event category is not valid.');
  }
  const start = StartTime ?? Number.NEGATIVE_INFINITY;
  const end = EndTime ?? Number.POSITIVE_INFINITY;
  if (typeof start !== 'number' || typeof end !== 'number') {
    return serviceError('SerializationException', 'A time is not a number of seconds.');
  }
  if (start > end) {
    return serviceError('InvalidTimeRangeException', 'The start time is after the end time.');
  }
  const attributes = Array.isArray(LookupAttributes) ? LookupAttributes : [];
  const attribute = attributes.length === 0 ? undefined : parseAttributes(attributes);
  const isInsight = EventCategory === 'insight';
  if (attribute === 'invalid' || (isInsight && attribute && !insightKeys.has(attribute.key))) {
    return serviceError('InvalidLookupAttributesException', 'A lookup attribute is not valid.');
  }
  return {
    token: typeof NextToken === 'string' ? NextToken : undefined,
    bound: JSON.stringify([attribute, StartTime, EndTime, EventCategory, MaxResults]),
    maxResults,
    category: isInsight ? 'insight' : 'management',
    start: Math.max(start, now - retention),
    end,
    attribute,
  };
}

/** "Currently the list can contain only one item"; its value has 1 to 2000 characters. */
function parseAttributes(attributes: readonly unknown[]): Query['attribute'] | 'invalid' {
  const [given] = attributes;
  if (attributes.length > 1 || !isRecord(given)) return 'invalid';
  const { AttributeKey, AttributeValue: value } = given;
  const key = lookupKeys.find((known) => known === AttributeKey);
  if (key === undefined || typeof value !== 'string') return 'invalid';
  return value.length < 1 || value.length > 2000 ? 'invalid' : { key, value };
}

function findPage(
  events: readonly HistoryEvent[],
  start: number,
  length: number,
  query: Query,
): { readonly events: readonly HistoryEvent[]; readonly hasMore: boolean } {
  const found: HistoryEvent[] = [];
  for (let place = start; place < events.length; place++) {
    const event = events[place];
    if (event === undefined || event.answer.EventTime < query.start) break;
    if (!isWanted(event, query)) continue;
    if (found.length === length) return { events: found, hasMore: true };
    found.push(event);
  }
  return { events: found, hasMore: false };
}

function isWanted({ answer, category }: HistoryEvent, query: Query): boolean {
  if (category !== query.category || answer.EventTime > query.end) return false;
  return query.attribute === undefined || hasAttribute(answer, query.attribute);
}

/** Whether an event has exactly this value, in the same case. */
function hasAttribute(
  answer: LookupEvent,
  { key, value }: { readonly key: LookupKey; readonly value: string },
): boolean {
  switch (key) {
    case 'ResourceName':
    case 'ResourceType':
      return answer.Resources.some((resource) => resource[key] === value);
    default:
      return answer[key] === value;
  }
}
