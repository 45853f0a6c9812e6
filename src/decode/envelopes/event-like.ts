import { ownProperty, ownText } from '../../event/own-property.ts';
import { plainName } from '../../event/spelling/levels.ts';

/**
 * Whether the value looks like an event as CloudTrail writes it. Lambda's triggers (S3
 * notifications, SQS, DynamoDB streams) use the names of CloudTrail's fields too.
 */
export function isEventLike(value: object): boolean {
  if (isTriggerSource(ownProperty(value, 'eventSource'))) return false;
  return eventSigns.filter((key) => isScalar(ownProperty(value, key))).length >= 2;
}

/** Whether the value has everything that every event has, whatever else it has. */
export function isWholeEvent(value: object): boolean {
  return isEventLike(value) && everyEventHas.every((key) => ownText(value, key) !== undefined);
}

/**
 * Whether the value looks like a row of a table of events: an event whose fields have names in
 * another spelling. Other logs have fields called `event_name` and `event_time`, so it needs more.
 */
export function isEventRow(value: object): boolean {
  const found = new Set<string>();
  for (const [key, inner] of Object.entries(value)) {
    const name = key.length > maxNameLength ? '' : plainName(key);
    if (rowSigns.has(name) && inner !== null && inner !== '') found.add(name);
    if (name === 'eventsource' && isTriggerSource(inner)) return false;
  }
  return rowNames.some((name) => found.has(name)) && found.size >= 3;
}

function isTriggerSource(source: unknown): boolean {
  return typeof source === 'string' && source.startsWith('aws:');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

const maxNameLength = 100;

const eventSigns = [
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'eventCategory',
  'awsRegion',
];

const everyEventHas = ['eventTime', 'eventSource', 'eventName'];

/** Each event has one of these; Insight events and aggregated ones have no name. */
const rowNames = ['eventname', 'insightdetails', 'timewindow'];

const rowSigns: ReadonlySet<string> = new Set([
  ...eventSigns.map(plainName),
  ...rowNames,
  ...['useridentity', 'eventid', 'sourceipaddress', 'username', 'recipientaccountid'],
]);
