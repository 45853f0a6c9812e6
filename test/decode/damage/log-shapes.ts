/**
 * Writes events as log files of the shapes in which they are stored most, and notes where each
 * event is.
 */
import type { Random } from '../../../bench/random.ts';
import type { VariedEvent } from './varied-event.ts';

/** An undamaged log file. */
export interface WrittenLog {
  readonly bytes: Buffer;
  readonly records: readonly WrittenRecord[];
}

/** Where an event is in the file: bytes from its start. */
export interface WrittenRecord {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Writes a log file of one shape. */
type WriteLog = (events: readonly VariedEvent[], random: Random) => WrittenLog;

/** The shapes by their names. */
export const logShapes: Readonly<Record<string, WriteLog>> = {
  'compact trail file': (events, random) => {
    const write = inOrder(random);
    return logOf(events, { before: '{"Records":[', between: ',', after: ']}', write });
  },
  'indented trail file': (events, random) => {
    const [one, indent] = random() < 0.5 ? [2, '    '] : [4, '        '];
    const write = inOrder(random);
    return logOf(events, {
      before: `{\n${' '.repeat(one)}"Records": [\n${indent}`,
      between: `,\n${indent}`,
      after: `\n${' '.repeat(one)}]\n}\n`,
      write: (event) => indented(JSON.parse(write(event)), one, indent),
    });
  },
  NDJSON: (events, random) =>
    logOf(events, { before: '', between: '\n', after: '\n', write: inOrder(random) }),
  'saved LookupEvents output': (events, random) =>
    random() < 0.5
      ? logOf(events, {
          before: '{"Events":[',
          between: ',',
          after: ']}',
          write: (event) => JSON.stringify(lookupItem(event)),
        })
      : logOf(events, {
          before: '{\n    "Events": [\n        ',
          between: ',\n        ',
          after: '\n    ],\n    "NextToken": "x"\n}\n',
          write: (event) => indented(lookupItem(event), 4, '        '),
        }),
  CSV: (events, random) => {
    const lineEnd = random() < 0.5 ? '\n' : '\r\n';
    const { header, quotesAll, row } = random() < 0.5 ? consoleTable : athenaTable;
    const line = (cells: readonly string[]) =>
      cells.map((cell) => (quotesAll || /[",\n]/.test(cell) ? quoted(cell) : cell)).join(',');
    return logOf(events, {
      before: `${line(header)}${lineEnd}`,
      between: lineEnd,
      after: lineEnd,
      write: (event) => line(row(event)),
    });
  },
};

interface LogText {
  readonly before: string;
  readonly between: string;
  readonly after: string;
  readonly write: (event: VariedEvent) => string;
}

function logOf(
  events: readonly VariedEvent[],
  { before, between, after, write }: LogText,
): WrittenLog {
  const records: WrittenRecord[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (text: string) => {
    parts.push(text);
    length += Buffer.byteLength(text);
  };
  add(before);
  for (const [index, event] of events.entries()) {
    if (index > 0) add(between);
    const start = length;
    add(write(event));
    records.push({ id: event.eventID, start, end: length });
  }
  add(after);
  return { bytes: Buffer.from(parts.join('')), records };
}

/** Writes the members as CloudTrail orders them, or by name, as tools that rewrite logs do. */
function inOrder(random: Random): (event: VariedEvent) => string {
  if (random() < 0.75) return (event) => JSON.stringify(event);
  return (event) =>
    JSON.stringify(Object.fromEntries(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function indented(value: unknown, indent: number, margin: string): string {
  return JSON.stringify(value, undefined, indent).replaceAll('\n', `\n${margin}`);
}

function lookupItem(event: VariedEvent): object {
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: 'false',
    EventTime: event.eventTime,
    EventSource: event.eventSource,
    Username: 'alice',
    Resources: [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'b' }],
    CloudTrailEvent: JSON.stringify(event),
  };
}

interface Table {
  readonly header: readonly string[];
  readonly quotesAll: boolean;
  readonly row: (event: VariedEvent) => readonly string[];
}

/** The console's "Download events". */
const consoleTable: Table = {
  header: [
    'Event name',
    'Event time',
    'User name',
    'Event source',
    'Resource type',
    'Resource name',
    'Read-only',
    'AWS region',
    'Event ID',
    'AWS access key',
    'Source IP address',
    'Error code',
  ],
  quotesAll: false,
  row: (event) => [
    event.eventName,
    event.eventTime,
    'alice',
    event.eventSource,
    'AWS::EC2::Instance, AWS::EC2::VPC',
    'i-1, vpc-1',
    'false',
    'eu-west-1',
    event.eventID,
    '',
    '198.51.100.7',
    '',
  ],
};

const athenaTable: Table = {
  header: [
    'eventversion',
    'useridentity',
    'eventtime',
    'eventsource',
    'eventname',
    'useragent',
    'requestparameters',
    'eventid',
    'recipientaccountid',
  ],
  quotesAll: true,
  row: (event) => [
    '1.08',
    '{type=IAMUser, arn=arn:aws:iam::111122223333:user/alice, username=alice}',
    event.eventTime,
    event.eventSource,
    event.eventName,
    String(event['userAgent']),
    JSON.stringify(event['requestParameters']),
    event.eventID,
    '111122223333',
  ],
};

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
