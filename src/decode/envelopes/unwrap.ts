import { ownProperty } from '../../event/own-property.ts';
import { holdsEvent } from '../json/holds-event.ts';
import { recordArrays } from '../json/record-arrays.ts';
import { skipValue } from '../json/skip-value.ts';
import { eventFromRow, hasEventColumns } from './event-from-row.ts';
import { isEventLike, isEventRow, isWholeEvent } from './event-like.ts';
import { foreignKind } from './foreign-kind.ts';
import { memberText } from './member-text.ts';
import { type UnpackLimit, unpackLimit, unpackText } from './packed-text.ts';
import { athenaRows, type Row, rowOf } from './result-rows.ts';

/** An event, or other content, found in a JSON value. */
export type Unwrapped =
  /** An event, not yet validated. `json` returns its text when the value has a text of its own. */
  | { readonly kind: 'event'; readonly value: object; readonly json: TextOf }
  /** A log record that is not CloudTrail's. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** An event was expected here, but is missing or not valid JSON. */
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Returns the JSON text of a value; undefined when it has none of its own. Only called for events.
 */
type TextOf = () => string | undefined;

/**
 * Finds the events in a JSON value, whatever envelopes they are in: EventBridge's `detail`, the
 * `CloudTrailEvent` string of LookupEvents, the messages of CloudWatch Logs, Firehose, Kinesis,
 * SNS, SQS and Lambda, rows of query results, nested record arrays; each in any other. Events in
 * members with other names are found as well.
 *
 * `text` is the JSON text of `value`. Every value is looked at once, to a limited depth.
 */
export function* unwrap(value: unknown, text: string): Generator<Unwrapped> {
  yield* unwrapValue(value, () => text, { depth: 0, limit: unpackLimit(text.length) });
}

/** How deep in a record a value is, and how much may still be unpacked in it. */
interface Position {
  readonly depth: number;
  readonly limit: UnpackLimit;
}

/** Each envelope takes one or two levels. */
const maxDepth = 40;

function below({ depth, limit }: Position): Position {
  return { depth: depth + 1, limit };
}

function hasNoText(): undefined {
  return undefined;
}

function* unwrapValue(value: unknown, text: TextOf, position: Position): Generator<Unwrapped> {
  if (position.depth > maxDepth) {
    yield { kind: 'foreign', reason: 'envelopes nested too deep' };
  } else if (typeof value === 'string') {
    yield* unwrapText(value, position);
  } else if (Array.isArray(value)) {
    yield* unwrapArray(value, position);
  } else if (typeof value === 'object' && value !== null) {
    yield* unwrapObject(value, text, position);
  } else {
    yield {
      kind: 'foreign',
      reason: value === undefined ? 'log line without JSON' : 'not a CloudTrail event',
    };
  }
}

function* unwrapArray(items: readonly unknown[], position: Position): Generator<Unwrapped> {
  const row = rowOf(items);
  if (row && hasEventColumns(row)) yield* unwrapRow(row, position);
  else if (items.length === 0) yield { kind: 'foreign', reason: 'not a CloudTrail event' };
  else for (const item of items) yield* unwrapValue(item, hasNoText, below(position));
}

function* unwrapRow(row: Row, position: Position): Generator<Unwrapped> {
  yield* unwrapValue(eventFromRow(row), hasNoText, below(position));
}

function* unwrapObject(value: object, text: TextOf, position: Position): Generator<Unwrapped> {
  // A whole event is one even if it has members of envelopes: the scanner looks no further either.
  const isTrail = isTrailEnvelope(value) && !isWholeEvent(value);
  if (!isTrail && isEventLike(value)) {
    yield { kind: 'event', value, json: text };
    return;
  }
  const foreign = isTrail ? undefined : foreignKind(value);
  if (foreign && !foreign.mayWrap) {
    yield { kind: 'foreign', reason: foreign.reason };
    return;
  }
  const rows = athenaRows(value);
  if (rows) {
    for (const row of rows) yield* unwrapRow(row, position);
    return;
  }
  let reason = foreign?.reason ?? 'not a CloudTrail event';
  for (const [key, inner] of envelopeMembers(value)) {
    const found = [...unwrapMember(key, inner, text, position)];
    if (found.some(({ kind }) => kind !== 'foreign')) {
      yield* found;
      return;
    }
    const [first] = found;
    if (!foreign && typeof inner === 'string' && first?.kind === 'foreign') reason = first.reason;
  }
  if (isTrail) {
    yield { kind: 'malformed', reason: 'the event is missing from its envelope' };
    return;
  }
  if (isEventRow(value)) {
    yield { kind: 'event', value, json: text };
    return;
  }
  for (const [key, inner] of otherMembers(value)) {
    const found = [...unwrapMember(key, inner, text, position)];
    if (found.some(({ kind }) => kind !== 'foreign')) {
      yield* found;
      return;
    }
  }
  yield { kind: 'foreign', reason };
}

function unwrapMember(
  key: string,
  inner: unknown,
  text: TextOf,
  position: Position,
): Generator<Unwrapped> {
  const textOfMember = () => {
    const whole = text();
    return whole === undefined ? undefined : memberText(whole, key);
  };
  return unwrapValue(inner, textOfMember, below(position));
}

/** Members that hold the event or another envelope, and the service that writes them. */
const envelopes: ReadonlySet<string> = new Set([
  'detail', // EventBridge
  'CloudTrailEvent', // LookupEvents
  'message', // CloudWatch Logs
  '@message', // CloudWatch Logs Insights
  'Message', // SNS
  'body', // SQS, in Lambda's events
  'Body', // SQS
  'data', // Kinesis and CloudWatch Logs, in Lambda's events; Firehose
  'Data', // Kinesis
  'value', // Kafka, in Lambda's events
  'eventData', // CloudTrail Lake
  'eventJson',
  '_raw', // Splunk
  'result',
  'event', // Splunk's HTTP event collector
  '_source', // OpenSearch
  'original', // Beats' event.original
  'event.original',
  'log', // Fluent Bit
  ...[...recordArrays].filter(([, { foreign }]) => foreign === undefined).map(([key]) => key),
]);

/** Yields the members of known envelopes, in the order of the list. */
function* envelopeMembers(value: object): Generator<[string, unknown]> {
  for (const key of envelopes) {
    const inner = ownProperty(value, key);
    if (typeof inner === 'string' || isObjectOrArray(inner)) yield [key, inner];
  }
}

/** Yields the other members that may hold events: objects, arrays, and texts with an event. */
function* otherMembers(value: object): Generator<[string, unknown]> {
  for (const [key, inner] of Object.entries(value)) {
    const isText = typeof inner === 'string' && inner.startsWith('{') && holdsEvent(inner);
    if ((isText || isObjectOrArray(inner)) && !envelopes.has(key)) yield [key, inner];
  }
}

function isObjectOrArray(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Returns whether the value can only be the envelope of a CloudTrail event: an item of
 * LookupEvents, or an EventBridge event that came via CloudTrail.
 */
function isTrailEnvelope(value: object): boolean {
  const type = ownProperty(value, 'detail-type');
  if (typeof type === 'string' && type.endsWith('via CloudTrail')) return true;
  if (!Object.hasOwn(value, 'EventId') || !Object.hasOwn(value, 'EventName')) return false;
  return Object.hasOwn(value, 'CloudTrailEvent') || !isEventRow(value);
}

function* unwrapText(text: string, position: Position): Generator<Unwrapped> {
  const trimmed = text.trim();
  const unpacked = unpackText(trimmed, position.limit);
  if (unpacked?.kind === 'malformed') {
    yield unpacked;
    return;
  }
  const json = unpacked?.text.trim() ?? trimmed;
  if (!json.startsWith('{') && !json.startsWith('[')) {
    yield hasLostBrace(json) ? malformedText : { kind: 'foreign', reason: 'log line without JSON' };
    return;
  }
  const value = parse(json);
  if (value === undefined) {
    const isProbablyEvent = json.includes('eventVersion') || json.includes('eventName');
    yield isProbablyEvent ? malformedText : { kind: 'foreign', reason: 'log line without JSON' };
    return;
  }
  yield* unwrapValue(value, () => json, below(position));
}

const malformedText: Unwrapped = {
  kind: 'malformed',
  reason: 'the event is a string that is not valid JSON',
};

/** Whether the text is an event whose opening brace is damaged or missing. */
function hasLostBrace(text: string): boolean {
  return text.slice(0, 2).includes('"') && holdsEvent(text);
}

/** Parses the text; undefined when it is not JSON, or is nested deeper than any event. */
function parse(json: string): unknown {
  const bytes = Buffer.from(json);
  if (skipValue(bytes, 0, bytes.length) !== bytes.length) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
