import { createDecoder, type Decoder } from '../../../src/decode/decode.ts';
import type { Decoded } from '../../../src/decode/decoded.ts';
import type { ScanJob } from '../../../src/decode/scanner/scan-job.ts';
import { type EventRecord, recordsOf } from '../../../src/query/event-record.ts';
import { countRecords } from '../../../src/query/record-block.ts';
import { decodeWhole } from '../decode-whole.ts';
import { asFound, chunksOf, type Findings } from './findings.ts';

/** The results of the fast path: the scanner with the code around it. */
export interface FastFindings extends Findings {
  /** How many of the events the scanner took without parsing them. */
  readonly taken: number;
  /** How many records a test of the scanner rejected. */
  readonly notMatched: number;
}

/** Reads log files one after another, as a run does. */
export interface FastPath {
  /** Reads a file in one call; undefined when the file must be streamed. */
  readWhole(stored: Buffer): Promise<FastFindings | undefined>;
  /** Reads a file in chunks of `size` bytes. */
  readStream(stored: Buffer, size: number): Promise<FastFindings>;
}

/**
 * Creates a reader that uses one decoder for all files. `matches` tests the events that the decoder
 * leaves to the caller, as the job's tests do for the others.
 */
export function createFastPath(
  job: Partial<ScanJob> = {},
  matches: (record: EventRecord) => boolean = () => true,
): FastPath {
  const decoder = createDecoder({
    time: {},
    tests: [],
    secrets: [1n, 2n],
    ...job,
  });
  return {
    async readWhole(stored) {
      const found = await decodeWhole(decoder, 'file', stored);
      return found && gather([...found, ...decoder.flush()], matches);
    },
    async readStream(stored, size) {
      return gather(await streamed(decoder, stored, size), matches);
    },
  };
}

async function streamed(decoder: Decoder, stored: Buffer, size: number): Promise<Decoded[]> {
  const found: Decoded[] = [];
  for await (const part of decoder.decodeStream('file', chunksOf(stored, size), () => {})) {
    found.push(...part);
  }
  return [...found, ...decoder.flush()];
}

function gather(
  decoded: readonly Decoded[],
  matches: (record: EventRecord) => boolean,
): FastFindings {
  const records = decoded.flatMap((found) => {
    if (found.kind === 'matches') return [...recordsOf(found.block)];
    return found.kind === 'event' && matches(found.record) ? [found.record] : [];
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const taken = sum(
    decoded.map((found) => (found.kind === 'matches' ? countRecords(found.block) : 0)),
  );
  const tested = decoded.filter((found) => found.kind === 'tested');
  const matched = sum(tested.map((found) => found.matched));
  if (matched !== taken) throw new Error(`${matched} records matched, and ${taken} were handed on`);
  return {
    events: records.map(asFound),
    damage: decoded.flatMap((found) => {
      if (found.kind !== 'damage') return [];
      const { offset, reason, record } = found;
      return [{ offset, reason, record }];
    }),
    others: decoded.flatMap((found) => {
      if (found.kind === 'foreign' || found.kind === 'unknown') return [found.reason];
      return found.kind === 'empty' ? ['empty'] : [];
    }),
    taken,
    notMatched: sum(tested.map((found) => found.notMatched)),
  };
}
