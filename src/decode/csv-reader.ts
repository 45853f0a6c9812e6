import { finished } from 'node:stream/promises';
import { type Info, parse } from 'csv-parse';
import { eventFromRow } from './envelopes/event-from-row.ts';
import type { BytesPart } from './inflate/bytes-part.ts';
import { isWhitespace } from './json/json-bytes.ts';
import { type JsonPiece, maxRecordBytes } from './json/json-reader.ts';

/**
 * Reads a table of events: the console's "Download events", or results of Athena or CloudTrail
 * Lake. Each row becomes an event with the values of its columns (see `eventFromRow`). Rows before
 * any damage are still read.
 */
export async function* readCsv(parts: AsyncIterable<BytesPart>): AsyncGenerator<JsonPiece> {
  const table = createTable();
  const parser = parse({
    relaxQuotes: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: maxRecordBytes,
    onRecord: table.add,
  });
  let damage: string | undefined;
  let started = false;
  const done = finished(parser.resume()).catch((error: Error) => {
    damage = `not valid CSV: ${error.message}`;
  });
  for await (const part of parts) {
    if (part.kind === 'damage') damage ??= part.reason;
    else if (!parser.destroyed) {
      const bytes: Uint8Array = started ? part.bytes : table.skipBlanks(part.bytes);
      started ||= bytes.length > 0;
      await new Promise((taken) => parser.write(bytes, taken));
    }
    yield* table.takePieces();
  }
  if (!parser.destroyed) parser.end();
  await done;
  yield* table.takePieces();
  if (damage !== undefined) {
    yield { kind: 'damage', offset: table.offset(), reason: damage, record: true };
  }
}

/** Collects rows and turns them into pieces; the first row names the columns. */
function createTable() {
  let header: readonly string[] | undefined;
  let blanks = 0;
  let offset = 0;
  const pieces: JsonPiece[] = [];
  return {
    /** Drops white space at the start: nothing may come before the quote of the first column. */
    skipBlanks: (bytes: Uint8Array) => {
      const first = bytes.findIndex((byte) => !isWhitespace(byte));
      const rest = bytes.subarray(first === -1 ? bytes.length : first);
      blanks += bytes.length - rest.length;
      return rest;
    },
    offset: () => offset,
    takePieces: () => pieces.splice(0),
    /** Takes a row and returns null, so that the parser does not keep it. */
    add: (row: readonly string[], { bytes }: Info): null => {
      if (header) {
        const cells = header.map((name, index): [string, string] => [name, row[index] ?? '']);
        const value = eventFromRow(new Map(cells));
        pieces.push({ kind: 'value', value, text: JSON.stringify(value), offset });
      } else {
        header = row;
      }
      offset = blanks + bytes;
      return null;
    },
  };
}
