import type { Decoder } from '../../../src/decode/decode.ts';
import type { Decoded } from '../../../src/decode/decoded.ts';
import { recordsOf } from '../../../src/query/event-record.ts';
import { chunksOf } from '../scanner/findings.ts';
import type { Reading } from './judge-reading.ts';

/** Reads the file in one call if the decoder can, else as one chunk. */
export async function readWhole(decoder: Decoder, bytes: Buffer): Promise<Reading> {
  const decoded = await decoder.decodeWhole('file', bytes, () => {});
  return decoded
    ? readingOf([...decoded, ...decoder.flush()])
    : readInChunks(decoder, bytes, bytes.length + 1);
}

/** Reads the file as a stream, in chunks of this size. */
export async function readInChunks(
  decoder: Decoder,
  bytes: Buffer,
  chunkBytes: number,
): Promise<Reading> {
  const found: Decoded[] = [];
  for await (const part of decoder.decodeStream('file', chunksOf(bytes, chunkBytes), () => {})) {
    found.push(...part);
  }
  return readingOf([...found, ...decoder.flush()]);
}

function readingOf(decoded: readonly Decoded[]): Reading {
  return {
    ids: decoded.flatMap((part) => {
      if (part.kind === 'event') return [part.record.event.eventID];
      return part.kind === 'matches'
        ? [...recordsOf(part.block)].map(({ event }) => event.eventID)
        : [];
    }),
    damage: decoded.flatMap((part) => {
      if (part.kind === 'damage') return [part.offset];
      // A file of which nothing can be read is reported as a whole.
      return part.kind === 'unknown' ? [0] : [];
    }),
  };
}
