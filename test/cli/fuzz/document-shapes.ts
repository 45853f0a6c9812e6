/** The shapes of documents, as docs/files.md lists them. */
import { gzipSync } from 'node:zlib';
import { pick, type Random } from '../../../bench/random.ts';
import { spacedText } from './json-text.ts';
import { isTooDeep, type MadeRecord, type WrittenRecord } from './made-record.ts';
import { csvTable, respelled, respellings } from './respelled-rows.ts';

interface WrittenDocument {
  readonly text: string;
  readonly written: readonly WrittenRecord[];
}

type WriteDocument = (random: Random, records: readonly MadeRecord[]) => WrittenDocument;

type Frame = readonly [before: string, between: string, after: string];

const subscription: Frame = [
  '{"messageType":"DATA_MESSAGE","owner":"444455556666","logGroup":"g","logEvents":[',
  ',',
  ']}',
];

/** The shapes by their names. */
export const documentShapes: Readonly<Record<string, WriteDocument>> = {
  'compact trail file': list(['{"Records":[', ',', ']}']),
  'indented trail file': indented(['{"Records":[', ',', ']}']),
  'trail file with other members': withoutDamage(
    list(['{"note":{"a":[1]},"Records":[', ',\n', '],"z":"x"}\n']),
  ),
  // A line that is not an object is not a record, but damage.
  NDJSON: (random, records) => list(['', '\n', '\n'])(random, records.filter(isObject)),
  'NDJSON with CRLF': (random, records) => list(['', '\r\n', ''])(random, records.filter(isObject)),
  array: list(['[', ',', ']']),
  'indented array': indented(['[', ',', ']']),
  'one after the other': (random, records) => list(['', '', ''])(random, records.filter(isObject)),
  'indented, one after the other': withoutDamage((random, records) => {
    const spaced = records.filter(isObject).map((record) => ({
      ...record,
      text: spacedText(random, record.text, ''),
    }));
    return list(['', '\n', '\n'])(random, spaced);
  }),
  'LookupEvents output': wrapped(['{"Events":[', ',', '],"NextToken":"x"}'], ({ text, event }) =>
    JSON.stringify({
      EventId: String(event?.['eventID']),
      EventName: String(event?.['eventName']),
      EventTime: 1794996900,
      Username: 'someone',
      Resources: [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'b' }],
      CloudTrailEvent: text,
    }),
  ),
  EventBridge: withoutDamage(wrapped(['', '\n', '\n'], ({ text }) => eventBridge(text))),
  'CloudWatch Logs subscription': wrapped(subscription, ({ text }) => logEvent(text)),
  'subscription in a Lambda event': (random, records) => {
    const document = wrapped(subscription, ({ text }) => logEvent(text))(random, records);
    const data = gzipSync(document.text).toString('base64');
    return { ...document, text: JSON.stringify({ awslogs: { data } }, undefined, 2) };
  },
  'filter-log-events': wrapped(['{"events":[', ',', ']}'], ({ text }) => logEvent(text)),
  'CloudWatch Logs export': (random, records) =>
    list(['', '\n', '\n'], '2026-11-18T10:15:00.000Z ')(random, records.filter(isObject)),
  'SQS messages': wrapped(['{"Messages":[', ',', ']}'], ({ text }) =>
    JSON.stringify({ MessageId: 'm', Body: eventBridge(text) }),
  ),
  'SNS notifications': wrapped(['', '\n', ''], ({ text }) =>
    JSON.stringify({ Type: 'Notification', MessageId: 'm', Message: text }),
  ),
  ...Object.fromEntries(respellings.map((name) => [`${name} rows`, rows(name)])),
  CSV: (random, records) => csvTable(random, records.filter(isCall)),
};

/** Records as they are, each after a prefix. */
function list([before, between, after]: Frame, prefix = ''): WriteDocument {
  return (_random, records) => ({
    text: `${before}${records.map(({ text }) => prefix + text).join(between)}${after}`,
    written: records.map((record) => ({ record, text: record.text })),
  });
}

/** The same, with white space between the tokens. */
function indented(frame: Frame): WriteDocument {
  return withoutDamage((random, records) => {
    const document = list(frame)(random, records);
    return { ...document, text: spacedText(random, document.text, '') };
  });
}

/**
 * Without records that are too deep to be read: parts of them, or what is around them, may be taken
 * for records and be counted, too.
 */
function withoutDamage(write: WriteDocument): WriteDocument {
  return (random, records) =>
    write(
      random,
      records.filter(({ text }) => !isTooDeep(text)),
    );
}

/** Records in envelopes, which hold only events. */
function wrapped(
  [before, between, after]: Frame,
  wrap: (record: MadeRecord) => string,
): WriteDocument {
  return (_random, records) => {
    const events = records.filter(isObject).filter(({ kind }) => kind !== 'foreign');
    return {
      text: `${before}${events.map(wrap).join(between)}${after}`,
      written: events.map((record) => ({ record, text: record.text })),
    };
  };
}

/** Rows whose names and values are spelled in another way, one a line or in an array. */
function rows(name: (typeof respellings)[number]): WriteDocument {
  return (random, records) => {
    const written = records.filter(isRow).map((record) => respelled(name, record));
    const [before, between, after] = pick<Frame>(random, [
      ['', '\n', '\n'],
      ['[', ',', ']'],
    ]);
    const texts = written.map(({ text }) => text);
    return { text: `${before}${texts.join(between)}${after}`, written };
  };
}

function isObject({ text }: MadeRecord): boolean {
  return text.startsWith('{');
}

/** Aggregated events have no row. */
function isRow({ event }: MadeRecord): boolean {
  return event?.['eventTime'] !== undefined;
}

function isCall({ event }: MadeRecord): boolean {
  return event?.['eventTime'] !== undefined && event['eventName'] !== undefined;
}

function eventBridge(text: string): string {
  const head = { version: '0', id: 'i', 'detail-type': 'AWS API Call via CloudTrail' };
  return `${JSON.stringify(head).slice(0, -1)},"source":"aws.s3","detail":${text}}`;
}

function logEvent(text: string): string {
  return JSON.stringify({ id: '1', timestamp: 1794996900000, message: text });
}
