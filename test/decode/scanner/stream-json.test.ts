import { Readable } from 'node:stream';
import fc from 'fast-check';
import { pick } from 'stream-json/filters/pick.js';
import { parser } from 'stream-json/parser.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { expect, test } from 'vitest';
import { createJsonReader } from '../../../src/decode/json/json-reader.ts';
import { createRecordScanner } from '../../../src/decode/scanner/record-scanner.ts';
import { recordsOf } from '../../../src/query/event-record.ts';
import { runs } from '../../support/runs.ts';
import { readPieces } from '../json/read-pieces.ts';
import { asDocument, wrappers } from './any-document.ts';
import { recordTexts } from './any-record-text.ts';
import { anyGap, noGap } from './any-token.ts';

/**
 * The shapes in which records are elements of an array, with the key of that array; the key is
 * empty for the outermost array.
 */
const arrays: Readonly<Record<string, string>> = {
  'trail file': 'Records',
  'trail file with more in it': 'Records',
  'LookupEvents output': 'Events',
  'records in LookupEvents output': 'Events',
  'CloudWatch Logs subscription': 'logEvents',
  'filter-log-events output': 'events',
  'rows of a Lake query': 'QueryResultRows',
  'an array': '',
};

const records = fc.oneof(
  fc.array(recordTexts({ gap: noGap, isDirty: false }), { maxLength: 5 }),
  fc.array(recordTexts({ gap: anyGap, isDirty: false }), { maxLength: 5 }),
);

test('the scanner and the parser find the same elements of record arrays as stream-json', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.entries(arrays)),
      records,
      fc.nat(500),
      async ([shape, key], texts, size) => {
        // stream-json would set prototypes with this key.
        fc.pre(texts.every((text) => !text.includes('__proto__')));
        const { bytes } = asDocument(shape, wrappers[shape]?.(texts, ' ') ?? '');
        expect(elementsOf(bytes, size + 1)).toEqual(await streamedElementsOf(bytes, key));
      },
    ),
    { numRuns: runs(500) },
  );
});

/**
 * Returns the elements that the scanner takes and those that it leaves to the parser, in their
 * order.
 */
function elementsOf(bytes: Buffer, size: number): unknown[] {
  const found: { readonly offset: number; readonly json: string }[] = [];
  const scanner = createScanner((record) => found.push(record));
  const reader = createJsonReader((piece) => {
    if (piece.kind !== 'value') throw new Error(`${piece.kind} in sound JSON`);
    found.push({ offset: piece.offset, json: piece.text });
  }, scanner);
  for (let at = 0; at < bytes.length; at += size) {
    reader.push(bytes.subarray(at, at + size));
    readPieces(reader);
  }
  reader.end();
  readPieces(reader);
  scanner.flush();
  return found.sort((a, b) => a.offset - b.offset).map(({ json }) => JSON.parse(json));
}

function createScanner(sink: (record: { offset: number; json: string }) => void) {
  const scanner = createRecordScanner(
    { time: {}, tests: [], secrets: [1n, 2n] },
    {
      onBlock: (block) => {
        for (const { offset, json } of recordsOf(block)) sink({ offset, json });
      },
      onCounted: () => {},
    },
  );
  scanner.openFile('file');
  return scanner;
}

async function streamedElementsOf(bytes: Buffer, key: string): Promise<unknown[]> {
  const tokens = Readable.from([bytes]).pipe(parser.asStream());
  const picked = key === '' ? tokens : tokens.pipe(pick.asStream({ filter: key, once: true }));
  const elements: unknown[] = [];
  for await (const { value } of picked.pipe(streamArray.asStream())) elements.push(value);
  return elements;
}
