import type { JsonReader } from '../../../src/decode/json/json-reader.ts';

/** Lets the reader pass on all pieces of the text that it holds, a few at a time. */
export function readPieces(reader: JsonReader): void {
  while (reader.read(5)) {
    // Each call passes on some.
  }
}
