import type { Decoder } from '../../../src/decode/decode.ts';
import type { Decoded } from '../../../src/decode/decoded.ts';
import { recordsOf } from '../../../src/query/event-record.ts';
import { decodeWhole } from '../decode-whole.ts';
import { chunksOf } from '../scanner/findings.ts';
import { type DamagedLog, makeDamagedLog } from './damaged-log.ts';
import { judgeReading, type Reading, type Verdict } from './judge-reading.ts';

/** A damaged log file, and what came of reading it. */
export interface Trial {
  readonly log: DamagedLog;
  readonly results: readonly TrialResult[];
}

interface TrialResult {
  readonly way: 'whole' | 'in chunks';
  readonly reading: Reading;
  readonly verdict: Verdict;
}

/** Makes the log file with this number, and reads it in both ways that a decoder has. */
export async function tryDamagedLog(decoder: Decoder, seed: number): Promise<Trial> {
  const log = makeDamagedLog(seed);
  const { bytes, chunkBytes } = log;
  const whole = await readWhole(decoder, bytes);
  const inChunks = await readInChunks(decoder, bytes, chunkBytes);
  return {
    log,
    results: [
      { way: 'whole', reading: whole, verdict: judgeReading(log, whole) },
      { way: 'in chunks', reading: inChunks, verdict: judgeReading(log, inChunks) },
    ],
  };
}

/** Reads the file in one call if the decoder can, else as one chunk. */
async function readWhole(decoder: Decoder, bytes: Buffer): Promise<Reading> {
  const decoded = await decodeWhole(decoder, 'file', bytes);
  return decoded
    ? readingOf([...decoded, ...decoder.flush()])
    : readInChunks(decoder, bytes, bytes.length + 1);
}

async function readInChunks(decoder: Decoder, bytes: Buffer, chunkBytes: number): Promise<Reading> {
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
      if (part.kind !== 'matches') return [];
      return [...recordsOf(part.block)].map(({ event }) => event.eventID);
    }),
    damage: decoded.flatMap((part) => (part.kind === 'damage' ? [part.offset] : [])),
  };
}
