import { accessLog } from './beside-trails.ts';
import { isCutJson } from './cut-text.ts';
import { type BytesPart, type Peeked, peek } from './inflate/bytes-part.ts';

/** The kind of an inflated file, recognized by its first bytes. */
type TextKind =
  | { readonly kind: 'json' }
  | { readonly kind: 'csv' }
  | { readonly kind: 'empty' }
  /** A known format that does not hold events. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** A format that cannot be read. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly advice?: string };

/** The start of a file, and what it shows. */
interface RecognizedText extends Peeked {
  readonly text: TextKind;
}

/**
 * Recognizes a file by its first bytes: by few of them, or by enough to find the next record in a
 * log that begins inside a long one.
 */
export async function recognizeParts(parts: AsyncGenerator<BytesPart>): Promise<RecognizedText> {
  const few = await peek(parts, sniffBytes);
  const text = recognizeText(few.start, few.ended);
  const isKnown = text.kind !== 'unknown' || text.advice !== undefined;
  if (isKnown || few.ended) return { ...few, text };
  const many = await peek(few.all, cutRecordBytes);
  return { ...many, text: recognizeText(many.start, many.ended) };
}

/** The number of first bytes by which most files are recognized. */
export const sniffBytes = 4096;

/**
 * The number of first bytes in which a record begins: CloudTrail writes at most 256 KB for each.
 */
const cutRecordBytes = 2 ** 20;

/** `start` is without a byte order mark; `isWhole` says whether it is the whole file. */
function recognizeText(start: Buffer, isWhole: boolean): TextKind {
  const known = signatures.find(({ bytes }) => start.subarray(0, bytes.length).equals(bytes));
  if (known) return { kind: 'unknown', reason: known.reason, advice: known.advice };

  const text = start.toString('utf8');
  const head = text.trimStart().slice(0, 200);
  if (head === '') return { kind: isWhole ? 'empty' : 'json' };
  const log = textLogs.find(({ pattern }) => pattern.test(head));
  if (log) return { kind: 'foreign', reason: log.reason };
  // Athena quotes column names: a table may begin with a quote, as JSON does.
  if (isCsvHeader(text)) return { kind: 'csv' };
  if (jsonStarts.includes(head[0] ?? '') || isoTime.test(head)) return { kind: 'json' };
  return isCutJson(start.toString('latin1'))
    ? { kind: 'json' }
    : { kind: 'unknown', reason: 'not JSON' };
}

/**
 * Returns whether the first line is a table header with the names of event columns, in any
 * spelling. A damaged header may have one line break too many.
 */
function isCsvHeader(text: string): boolean {
  const [line = '', next = ''] = text.trimStart().split(/\r?\n|\r/, 2);
  return namesEventColumns(line) || namesEventColumns(line + next, []);
}

function namesEventColumns(line: string, wholeEvents = wholeEventColumns): boolean {
  // JSON may have the names of columns, too. A table has at most one byte of JSON, by damage; in
  // its cells, quotes are doubled.
  if (/^[{[].*[:{}[\]]|[^"]":.*[^"]":/.test(line)) return false;
  const names = line
    .toLowerCase()
    .replace(/^[{[]|["'\s_-]/g, '')
    .split(',');
  return (
    eventColumns.filter((column) => names.includes(column)).length >= 2 ||
    wholeEvents.some((name) => names.includes(name))
  );
}

const eventColumns = [
  'eventname',
  'eventtime',
  'eventsource',
  'eventid',
  'useridentity',
  'eventversion',
];
const wholeEventColumns = ['eventdata', 'eventjson', 'cloudtrailevent', '@message', 'message'];

/** The first characters of JSON texts; the last one is the record separator of RFC 7464. */
const jsonStarts = ['{', '[', '"', String.fromCharCode(0x1e)];

/** The timestamp with which a log line may begin. */
const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** Formats that are not read, by their first bytes, and how to make them readable. */
const signatures: readonly {
  readonly bytes: Buffer;
  readonly reason: string;
  readonly advice: string;
}[] = [
  signature('\x28\xb5\x2f\xfd', 'zstd data', 'decompress it first, with zstd -d'),
  signature('\xfd7zXZ\0', 'xz data', 'decompress it first, with xz -d'),
  signature('BZh', 'bzip2 data', 'decompress it first, with bzip2 -d'),
  signature('\x04\x22\x4d\x18', 'LZ4 data', 'decompress it first, with lz4 -d'),
  signature('\xff\x06\0\0sNaPpY', 'Snappy data', 'decompress it first'),
  signature('\x1f\x9d', 'data of compress', 'decompress it first, with uncompress'),
  signature('LZIP', 'lzip data', 'decompress it first, with lzip -d'),
  signature("7z\xbc\xaf'\x1c", '7-Zip archive', 'unpack it first'),
  signature('Rar!\x1a\x07', 'RAR archive', 'unpack it first'),
  signature('PAR1', 'Parquet file', 'write its rows as JSON or CSV first, for example with DuckDB'),
  signature('Obj\x01', 'Avro file', 'write its records as JSON first'),
  signature('ORC', 'ORC file', 'write its rows as JSON or CSV first'),
  signature('SQLite format 3\0', 'SQLite database', 'write its rows as JSON or CSV first'),
];

function signature(bytes: string, reason: string, advice: string) {
  return { bytes: Buffer.from(bytes, 'latin1'), reason, advice };
}

/** The first lines of other logs, from AWS's documentation. */
const textLogs: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^version account-id interface-id|^\d+ \d{12} eni-/, reason: 'VPC flow log' },
  { pattern: /^#Version: 1\.0/, reason: 'CloudFront log' },
  {
    pattern: /^(https?|h2|wss?|grpcs) \d{4}-\d\d-\d\dT\S+ (app|net)\//,
    reason: accessLog,
  },
  // Of Classic Load Balancers: time, name, address of the client and of the instance.
  {
    pattern: /^\d{4}-\d\d-\d\dT[\d:.]+Z [\w-]{1,64} [\da-f.:]+:\d+ (-|[\d.]+:\d+) /,
    reason: accessLog,
  },
  { pattern: /^tls \d\.\d \d{4}-\d\d-\d\dT/, reason: accessLog },
  { pattern: /^[0-9a-f]{64} \S+ \[\d\d\/\w{3}\/\d{4}:/, reason: 'S3 server access log' },
];
