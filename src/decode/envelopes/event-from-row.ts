import { parseStructText } from './struct-text.ts';

/**
 * Builds an event from a row of a table, such as the console's CSV download or results of Athena or
 * CloudTrail Lake. Columns are recognized by their names in any spelling (`Event time`, `eventtime`,
 * `event_time`); `useridentity.arn` sets a member. Unknown and empty columns are left out, so the event has
 * only the fields that the table has. If a column holds the whole event as JSON, its text is returned
 * instead.
 */
export function eventFromRow(row: ReadonlyMap<string, string>): object | string {
  const event: Members = {};
  for (const [name, cell] of row) {
    const [top = '', ...inner] = name.split('.');
    const path = columns.get(normalized(top));
    if (path !== undefined && !absent.has(cell)) assign(event, [...path, ...inner], cell);
  }
  const whole = event['event'];
  return typeof whole === 'string' ? whole : event;
}

interface Members {
  [key: string]: unknown;
}

/** The cells with which the console, Athena and Lake express a missing value. */
const absent = new Set(['', '-', 'null', 'NULL']);

/** The fields of an event that a table can have as columns. */
const fields = [
  ...['eventVersion', 'eventTime', 'eventSource', 'eventName', 'eventID', 'eventType'],
  ...['eventCategory', 'awsRegion', 'userIdentity', 'sourceIPAddress', 'userAgent', 'errorCode'],
  ...['errorMessage', 'requestID', 'sharedEventID', 'recipientAccountId', 'requestParameters'],
  ...['responseElements', 'additionalEventData', 'serviceEventDetails', 'insightDetails'],
  ...['resources', 'readOnly', 'managementEvent', 'apiVersion', 'vpcEndpointId', 'tlsDetails'],
  ...['vpcEndpointAccountId', 'edgeDeviceDetails', 'addendum', 'sessionCredentialFromConsole'],
];

/** Column name in lower case without punctuation → path in the event. */
const columns: ReadonlyMap<string, readonly string[]> = new Map([
  ...fields.map((field): [string, string[]] => [normalized(field), [field]]),
  ['username', ['userIdentity', 'userName']],
  ['awsaccesskey', ['userIdentity', 'accessKeyId']],
  ['resourcetype', ['resources', 'type']],
  ['resourcename', ['resources', 'name']],
  // Columns with the whole event as JSON: Lake's eventData, exports of log groups.
  ['eventdata', ['event']],
  ['eventjson', ['event']],
  ['cloudtrailevent', ['event']],
  ['message', ['event']],
]);

/** The fields that are objects or lists in an event; all others are text. */
const structured = new Set([
  ...['userIdentity', 'requestParameters', 'responseElements', 'additionalEventData'],
  ...['serviceEventDetails', 'insightDetails', 'resources', 'tlsDetails', 'addendum'],
]);

/** The spelling of members of structs, which Athena writes in lower case. */
const camelCase: ReadonlyMap<string, string> = new Map(
  [
    ...['principalId', 'accountId', 'accessKeyId', 'userName', 'invokedBy', 'sessionContext'],
    ...['mfaAuthenticated', 'creationDate', 'sessionIssuer', 'identityProvider', 'onBehalfOf'],
    ...['sourceIdentity', 'ec2RoleDelivery', 'webIdFederationData', 'federatedProvider'],
    ...['credentialId', 'identityStoreArn', 'userId', 'tlsVersion', 'cipherSuite'],
    'clientProvidedHostHeader',
  ].map((name) => [name.toLowerCase(), name]),
);

function assign(event: Members, path: readonly string[], cell: string): void {
  const [field = '', ...inner] = path.map((key) => camelCase.get(key) ?? key);
  if (field === 'resources' && inner.length > 0) assignResource(event, inner[0], cell);
  else if (inner.length > 0) assignMember(event, [field, ...inner], cell);
  else if (field === 'eventTime') event[field] = isoTime(cell);
  else if (structured.has(field)) event[field] = parseCell(cell);
  else event[field] = cell;
}

/** Sets the names or the types of all resources: the console lists each in a single cell. */
function assignResource(event: Members, part: string | undefined, cell: string): void {
  const known = Array.isArray(event['resources']) ? event['resources'] : [];
  event['resources'] = cell.split(/,\s*/).map((text, index) => {
    const resource: Members = { ...known[index] };
    if (part === 'type') resource['type'] = text;
    else resource[text.startsWith('arn:') ? 'ARN' : 'resourceName'] = text;
    return resource;
  });
}

function assignMember(event: Members, path: readonly string[], cell: string): void {
  let at = event;
  for (const key of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, key) ? at[key] : undefined;
    const next: Members = isMembers(inner) ? inner : {};
    Object.defineProperty(at, key, {
      value: next,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    at = next;
  }
  const last = path.at(-1);
  if (last !== undefined && last !== '__proto__') at[last] = cell;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a cell as JSON or as Athena's struct notation; returns other text as it is. */
function parseCell(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return parseStructText(cell, (key) => camelCase.get(key) ?? key) ?? cell;
  }
}

/**
 * Converts a time to ISO 8601. Athena writes `2026-11-19 08:00:00.000`, in UTC. Returns other text as it is.
 */
function isoTime(cell: string): string {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?\s?(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(
    cell,
  );
  if (!match) return cell;
  const zone = match[3] === undefined || match[3] === 'UTC' ? 'Z' : match[3];
  return `${match[1]}T${match[2]}${zone}`;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
