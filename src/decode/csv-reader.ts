import { finished } from 'node:stream/promises';
import { type Info, parse } from 'csv-parse';
import { eventFromRow } from './event-from-row.ts';
import type { BytesPart } from './inflate.ts';
import type { JsonPiece } from './json-reader.ts';

/**
 * Reads a table of events: the console's "Download events", results of Athena or CloudTrail Lake.
 * Each row becomes an event with what its columns tell (see `eventFromRow`). Rows before damage are
 * read.
 */
export async function* readCsv(parts: AsyncIterable<BytesPart>): AsyncGenerator<JsonPiece> {
  const table = createTable();
  const parser = parse({
    bom: true,
    relaxQuotes: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    onRecord: table.add,
  });
  let damage: string | undefined;
  const done = finished(parser.resume()).catch((error: Error) => {
    damage = `not valid CSV: ${error.message}`;
  });
  for await (const part of parts) {
    if (part.kind === 'damage') damage ??= part.reason;
    else if (!parser.destroyed) await new Promise((taken) => parser.write(part.bytes, taken));
    yield* table.takePieces();
  }
  if (!parser.destroyed) parser.end();
  await done;
  yield* table.takePieces();
  if (damage !== undefined) {
    yield { kind: 'damage', offset: table.offset(), reason: damage, record: true };
  }
}

/** Collects rows; the first names the columns. */
function createTable() {
  let header: readonly string[] | undefined;
  let offset = 0;
  const pieces: JsonPiece[] = [];
  return {
    offset: () => offset,
    takePieces: () => pieces.splice(0),
    /** Takes a row for itself: the parser is to keep none. */
    add: (row: readonly string[], { bytes }: Info): null => {
      if (header) {
        const cells = header.map((name, index): [string, string] => [name, row[index] ?? '']);
        const value = eventFromRow(new Map(cells));
        pieces.push({ kind: 'value', value, text: JSON.stringify(value), offset });
      } else {
        header = row;
      }
      offset = bytes;
      return null;
    },
  };
}
