import { createDecoder, type Decoder } from '../../src/decode/decode.ts';

/** Creates a decoder that matches all events. */
export function createMatchAllDecoder(): Decoder {
  return createDecoder({ time: {}, tests: [], secrets: [1n, 2n] });
}
