import { ownProperty } from '../../event/own-property.ts';
import { recordArrays } from '../json/record-arrays.ts';
import { skipValue } from '../json/skip-value.ts';
import { eventFromRow } from './event-from-row.ts';
import { foreignKind } from './foreign-kind.ts';
import { memberText } from './member-text.ts';

/** An event, or other content, found in a JSON value. */
export type Unwrapped =
  /** An event, not yet validated. `json` is its text, if that is part of the text of the value. */
  | { readonly kind: 'event'; readonly value: object; readonly json: string | undefined }
  /** A log record that is not a CloudTrail event. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** An event was expected here, but is missing or not valid JSON. */
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Finds the events in a JSON value, whatever envelope they are in: EventBridge's `detail`, the
 * `CloudTrailEvent` string of LookupEvents, the `message` of CloudWatch Logs, Firehose and SNS envelopes,
 * rows of query results, nested record arrays. Events in members with other names are found as well.
 *
 * `text` is the JSON text of `value`. `depth` counts the envelopes around the value, which are limited.
 */
export function* unwrap(value: unknown, text: string | undefined, depth = 0): Generator<Unwrapped> {
  if (depth > maxDepth) {
    yield { kind: 'foreign', reason: 'envelopes nested too deep' };
  } else if (typeof value === 'string') {
    yield* unwrapText(value, depth);
  } else if (Array.isArray(value)) {
    const row = rowOf(value);
    if (row) yield* unwrap(eventFromRow(row), undefined, depth + 1);
    else if (value.length === 0) yield { kind: 'foreign', reason: 'not a CloudTrail event' };
    else for (const item of value) yield* unwrap(item, undefined, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    yield* unwrapObject(value, text, depth);
  } else {
    yield {
      kind: 'foreign',
      reason: value === undefined ? 'log line without JSON' : 'not a CloudTrail event',
    };
  }
}

const maxDepth = 8;

/** The members that hold an event or another envelope, with the service that writes them. */
const envelopes: readonly string[] = [
  'detail', // EventBridge
  'CloudTrailEvent', // LookupEvents
  'message', // CloudWatch Logs
  'Message', // SNS
  'body', // SQS
  'eventData', // CloudTrail Lake
  'eventJson',
  '_raw', // Splunk
  'result',
  '_source', // OpenSearch
  ...[...recordArrays].filter(([, { foreign }]) => foreign === undefined).map(([key]) => key),
];

function* unwrapObject(
  value: object,
  text: string | undefined,
  depth: number,
): Generator<Unwrapped> {
  if (isEventLike(value)) {
    yield { kind: 'event', value, json: text };
    return;
  }
  const foreign = isTrailEnvelope(value) ? undefined : foreignKind(value);
  if (foreign !== undefined) {
    yield { kind: 'foreign', reason: foreign };
    return;
  }
  let reason = 'not a CloudTrail event';
  for (const [key, inner] of innerValues(value)) {
    const innerText = typeof inner === 'object' && text ? memberText(text, key) : undefined;
    const found = [...unwrap(inner, innerText, depth + 1)];
    if (found.some(({ kind }) => kind !== 'foreign')) {
      yield* found;
      return;
    }
    const [first] = found;
    if (typeof inner === 'string' && first?.kind === 'foreign') reason = first.reason;
  }
  if (isTrailEnvelope(value))
    yield { kind: 'malformed', reason: 'the event is missing from its envelope' };
  else yield { kind: 'foreign', reason };
}

/**
 * Yields the members that may hold events: the known envelopes first, then all objects and arrays.
 */
function* innerValues(value: object): Generator<[string, unknown]> {
  for (const key of envelopes) {
    const inner = ownProperty(value, key);
    if (typeof inner === 'string' || isObjectOrArray(inner)) yield [key, inner];
  }
  for (const [key, inner] of Object.entries(value)) {
    if (isObjectOrArray(inner) && !envelopes.includes(key)) yield [key, inner];
  }
}

function isObjectOrArray(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Returns whether the value can only be the envelope of a CloudTrail event: an item of LookupEvents, or an
 * EventBridge event that came via CloudTrail.
 */
function isTrailEnvelope(value: object): boolean {
  const type = ownProperty(value, 'detail-type');
  if (typeof type === 'string' && type.endsWith('via CloudTrail')) return true;
  return Object.hasOwn(value, 'EventId') && Object.hasOwn(value, 'EventName');
}

function* unwrapText(text: string, depth: number): Generator<Unwrapped> {
  const json = text.trim();
  if (!json.startsWith('{') && !json.startsWith('[')) {
    yield { kind: 'foreign', reason: 'log line without JSON' };
    return;
  }
  const value = parse(json);
  if (value === undefined) {
    const isProbablyEvent = json.includes('eventVersion') || json.includes('eventName');
    yield isProbablyEvent
      ? { kind: 'malformed', reason: 'the event is a string that is not valid JSON' }
      : { kind: 'foreign', reason: 'log line without JSON' };
    return;
  }
  yield* unwrap(value, json, depth + 1);
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

/**
 * Returns whether the value has at least two of an event's typical fields. Lambda triggers (S3 notifications,
 * SQS, DynamoDB streams) use the same names, but with an eventSource such as `aws:s3`.
 */
function isEventLike(value: object): boolean {
  const source = ownProperty(value, 'eventSource');
  if (typeof source === 'string' && source.startsWith('aws:')) return false;
  return typicalFields.filter((key) => typeof ownProperty(value, key) === 'string').length >= 2;
}

const typicalFields = [
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'eventCategory',
  'awsRegion',
];

/**
 * Returns the cells of a row of query results, by column, from the form in which CloudTrail Lake writes it:
 * an array of objects with one column each. Undefined for any other array.
 */
function rowOf(items: readonly unknown[]): Map<string, string> | undefined {
  const row = new Map<string, string>();
  for (const item of items) {
    if (typeof item !== 'object' || item === null) return undefined;
    const [cell, ...others] = Object.entries(item);
    if (!cell || others.length > 0 || row.has(cell[0])) return undefined;
    if (typeof cell[1] === 'string') row.set(cell[0], cell[1]);
    else if (cell[1] !== null) return undefined;
  }
  return row.size > 0 ? row : undefined;
}
