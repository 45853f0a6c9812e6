/**
 * Writes events as databases and shippers spell them: other names, other types, cells of a table.
 */
import { pick, type Random } from '../../../bench/random.ts';
import type { MadeEvent, MadeRecord, WrittenRecord } from './made-record.ts';

/** The ways to spell a row of JSON. */
export const respellings = ['lower-case', 'snake-case', 'nested-text', 'SQL'] as const;

/** Spells an event as a row; the event that it stands for is that of the record. */
export function respelled(way: (typeof respellings)[number], record: MadeRecord): WrittenRecord {
  const event: MadeEvent = simplified(record.event ?? {});
  const row = Object.entries(event).map(([key, value]) => respell[way](key, value));
  return { record, event, text: JSON.stringify(Object.fromEntries(row)) };
}

/** Only names that AWS documents are recognised in other spellings. */
function simplified(event: MadeEvent): MadeEvent {
  const known = Object.entries(event).filter(([key]) => documented.has(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(known)));
}

const documented: ReadonlySet<string> = new Set([
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'requestID',
  'eventID',
  'readOnly',
  'eventCategory',
  'eventType',
  'recipientAccountId',
  'insightDetails',
]);

type Respell = (key: string, value: unknown) => [string, unknown];

const respell: Readonly<Record<(typeof respellings)[number], Respell>> = {
  'lower-case': (key, value) => [key.toLowerCase(), value],
  'snake-case': (key, value) => [
    snakeCase(key),
    key === 'userIdentity' ? withSnakeKeys(value) : value,
  ],
  'nested-text': (key, value) => [
    key,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  ],
  SQL: (key, value) => {
    if (key === 'recipientAccountId') return [key, Number(value)];
    if (key !== 'eventTime') return [key, value];
    const time = new Date(String(value)).toISOString();
    return [
      key,
      time
        .replace('T', ' ')
        .replace(/\.\d+Z$/, time.endsWith('.000Z') ? '' : '$&')
        .replace('Z', ''),
    ];
  },
};

function snakeCase(key: string): string {
  return key.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (capitals) => `_${capitals.toLowerCase()}`);
}

function withSnakeKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [snakeCase(key), withSnakeKeys(inner)]),
  );
}

/** Writes events as a table with the names of Athena. */
export function csvTable(
  random: Random,
  records: readonly MadeRecord[],
): { text: string; written: readonly WrittenRecord[] } {
  const events = records.map(({ event = {} }) => tabled(event));
  const end = pick(random, ['\n', '\r\n']);
  const lines = [
    columns.map((name) => name.toLowerCase()),
    ...events.map((event) => columns.map((name) => cell(event[name]))),
  ];
  const text = lines.map((line) => `${line.map((each) => quoted(random, each)).join(',')}${end}`);
  return {
    text: text.join(''),
    written: records.map((record, index) => ({
      record,
      event: events[index] ?? {},
      text: undefined,
    })),
  };
}

const columns = [
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'requestID',
  'eventID',
  'eventType',
  'eventCategory',
  'recipientAccountId',
];

/** The columns that are not empty. */
function tabled(event: MadeEvent): MadeEvent {
  return Object.fromEntries(
    columns.flatMap((name) => {
      const value = event[name];
      // UTF-8 has no lone surrogates.
      const text = typeof value === 'string' ? Buffer.from(value).toString() : '';
      return text === '' ? [] : [[name, text]];
    }),
  );
}

function cell(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function quoted(random: Random, text: string): string {
  const isQuoted = /[",\r\n]/.test(text) || (text !== '' && random() < 0.3);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}
