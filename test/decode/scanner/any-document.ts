import fc from 'fast-check';
import { recordTexts } from './any-record-text.ts';
import { anyGap, gaps, inBytes, noGap, type Writing } from './any-token.ts';

/** Joins the texts of records to the text of a log file; all in bytes, see `any-token.ts`. */
export type Wrapper = (records: readonly string[], gap: string) => string;

/** Every shape in which records occur. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  'trail file': (records, gap) => `{${gap}"Records"${gap}:${gap}[${join(records, gap)}]${gap}}`,
  'trail file with more in it': (records, gap) =>
    `{"a":[[]],"b":{"Records":[]},${gap}"Records":[${join(records, gap)}]${gap},"c":"]}"}\n`,
  'LookupEvents output': (records, gap) => {
    const items = records.map(
      (record, index) =>
        `{"EventId":"${index}",${gap}"EventName":"x","EventTime":1763539200,"CloudTrailEvent":${quote(record)}}`,
    );
    return `{"Events":[${join(items, gap)}],"NextToken":"x"}`;
  },
  'records in LookupEvents output': (records, gap) => `{"Events":[${join(records, gap)}]}`,
  'EventBridge events': (records) =>
    records
      .map(
        (record) =>
          `{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":${record}}`,
      )
      .join('\n'),
  NDJSON: (records) => records.map((record) => `${record}\n`).join(''),
  'NDJSON with empty lines': (records) => records.join('\r\n\r\n'),
  'an array': (records, gap) => `[${join(records, gap)}]`,
  'concatenated documents': (records, gap) => records.join(gap),
  'concatenated trail files': (records, gap) =>
    records.map((record) => `{"Records":[${record}]}`).join(gap),
  'JSON text sequences': (records) => records.map((record) => `\x1e${record}\n`).join(''),
  'CloudWatch Logs subscription': (records, gap) => {
    const items = records.map((record) => `{"id":"1","timestamp":1,"message":${quote(record)}}`);
    return `{"messageType":"DATA_MESSAGE",${gap}"logEvents":[${join(items, gap)}]}`;
  },
  'filter-log-events output': (records, gap) => {
    const items = records.map((record) => `{"logStreamName":"s","message":${quote(record)}}`);
    return `{"events":[${join(items, gap)}],"searchedLogStreams":[]}`;
  },
  'rows of a Lake query': (records, gap) => {
    const rows = records.map((record) => `[{"eventData":${quote(record)}},{"n":"1"}]`);
    return `{"QueryStatus":"FINISHED","QueryResultRows":[${join(rows, gap)}]}`;
  },
  'lines that begin with a timestamp': (records) =>
    records.map((record) => `2026-11-19T08:00:00.000Z ${record}\n`).join(''),
  'JSON strings': (records) => records.map((record) => `${quote(record)}\n`).join(''),
  'members with other names': (records, gap) =>
    `{"hits":{"total":1,${gap}"hits":[${records.map((record) => `{"_source":${record}}`).join(',')}]}}`,
};

/** A log file of any shape with records of any sort. */
export interface AnyDocument {
  readonly shape: string;
  readonly bytes: Buffer;
  readonly [fc.toStringMethod]: () => string;
}

const compact: Writing = { gap: noGap, isDirty: false };
const spaced: Writing = { gap: anyGap, isDirty: false };

/** Documents that are valid JSON; some of their records are not events. */
export const cleanDocuments = fc.oneof(documents(compact), documents(spaced));

/** Documents; some are not JSON or not UTF-8. */
export const dirtyDocuments = fc.oneof(
  documents({ ...compact, isDirty: true }),
  documents({ ...spaced, isDirty: true }),
);

/**
 * Returns the document of a text in bytes, see `any-token.ts`; a failed property shows the text.
 */
export function asDocument(shape: string, text: string): AnyDocument {
  return {
    shape,
    bytes: Buffer.from(text, 'latin1'),
    [fc.toStringMethod]: () => `${shape}: ${JSON.stringify(text)}`,
  };
}

function documents(writing: Writing): fc.Arbitrary<AnyDocument> {
  const records = fc.array(recordTexts(writing), { maxLength: 5 });
  const shapes = fc.oneof(
    // The most common shapes, which use most branches of the scanner.
    { weight: 1, arbitrary: fc.constantFrom('trail file', 'NDJSON', 'an array') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(wrappers)) },
  );
  return fc
    .tuple(shapes, records, gaps(writing))
    .map(([shape, texts, gap]) => asDocument(shape, wrappers[shape]?.(texts, gap) ?? ''));
}

function join(texts: readonly string[], gap: string): string {
  return texts.map((text) => `${gap}${text}${gap}`).join(',');
}

/** Returns the text as a JSON string; text that is not UTF-8 is decoded first. */
function quote(text: string): string {
  return inBytes(JSON.stringify(Buffer.from(text, 'latin1').toString()));
}
