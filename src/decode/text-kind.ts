/** The kind of an inflated file, recognized by its first bytes. */
export type TextKind =
  | { readonly kind: 'json' }
  | { readonly kind: 'csv' }
  | { readonly kind: 'empty' }
  /** A known format that does not hold events. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** A format that cannot be read. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The number of first bytes that `recognizeText` needs, unless the file is shorter. */
export const sniffBytes = 4096;

/**
 * Recognizes a file by its first bytes. `start` is its first `sniffBytes` bytes or more, without a byte
 * order mark; `isWhole` says whether that is the whole file.
 */
export function recognizeText(start: Buffer, isWhole: boolean): TextKind {
  const signature = signatures.find(({ bytes }) => start.subarray(0, bytes.length).equals(bytes));
  if (signature) return { kind: 'unknown', reason: signature.reason };

  const text = start.toString('utf8');
  const head = text.trimStart().slice(0, 200);
  if (head === '') return { kind: isWhole ? 'empty' : 'json' };
  // Athena quotes column names: a quote may begin a table as well as a JSON string.
  if (head[0] === '"' && isCsvHeader(text)) return { kind: 'csv' };
  if (jsonStarts.includes(head[0] ?? '') || isoTime.test(head)) return { kind: 'json' };
  if (isCsvHeader(text)) return { kind: 'csv' };

  const log = textLogs.find(({ pattern }) => pattern.test(head));
  if (log) return { kind: 'foreign', reason: log.reason };
  // A trail file whose first bytes are damaged still has records.
  return /[{,]\s*"eventVersion"\s*:/.test(head)
    ? { kind: 'json' }
    : { kind: 'unknown', reason: 'not JSON' };
}

/** Returns whether the first line is a table header with the names of event columns, in any spelling. */
function isCsvHeader(text: string): boolean {
  const header = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const names = header
    .toLowerCase()
    .replace(/["'\s_-]/g, '')
    .split(',');
  const eventColumns = [
    'eventname',
    'eventtime',
    'eventsource',
    'eventid',
    'useridentity',
    'eventversion',
  ];
  const wholeEventColumns = ['eventdata', 'eventjson', 'cloudtrailevent', '@message', 'message'];
  return (
    eventColumns.filter((column) => names.includes(column)).length >= 2 ||
    wholeEventColumns.some((name) => names.includes(name))
  );
}

/** The first characters of JSON texts; the last one is the record separator of RFC 7464. */
const jsonStarts = ['{', '[', '"', String.fromCharCode(0x1e)];

/** The timestamp with which a log line may begin. */
const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** The first bytes of binary formats. */
const signatures: readonly { readonly bytes: Buffer; readonly reason: string }[] = [
  { bytes: Buffer.from('PK\x03\x04', 'latin1'), reason: 'zip archive' },
  { bytes: Buffer.from('\x28\xb5\x2f\xfd', 'latin1'), reason: 'zstd data' },
  { bytes: Buffer.from('\xfd7zXZ\0', 'latin1'), reason: 'xz data' },
  { bytes: Buffer.from('BZh', 'latin1'), reason: 'bzip2 data' },
  { bytes: Buffer.from('PAR1', 'latin1'), reason: 'Parquet file' },
  { bytes: Buffer.from('Obj\x01', 'latin1'), reason: 'Avro file' },
  { bytes: Buffer.from('ORC', 'latin1'), reason: 'ORC file' },
];

/** The first lines of other logs, from AWS's documentation. */
const textLogs: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^version account-id interface-id|^\d+ \d{12} eni-/, reason: 'VPC flow log' },
  { pattern: /^#Version: 1\.0/, reason: 'CloudFront log' },
  {
    pattern: /^(https?|h2|wss?|grpcs) \d{4}-\d\d-\d\dT\S+ (app|net)\//,
    reason: 'load balancer access log',
  },
  { pattern: /^tls \d\.\d \d{4}-\d\d-\d\dT/, reason: 'load balancer access log' },
  { pattern: /^[0-9a-f]{64} \S+ \[\d\d\/\w{3}\/\d{4}:/, reason: 'S3 server access log' },
];
