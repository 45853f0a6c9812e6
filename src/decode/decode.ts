import { type CloudTrailEvent, eventSchema } from '../event/event.ts';
import { createEventRecord, type EventRecord } from '../query/event-record.ts';
import { compactJson } from './compact-json.ts';
import { describeIssue } from './describe-issue.ts';
import { type BytesPart, inflate } from './inflate.ts';
import { createJsonReader, type JsonPiece } from './json-reader.ts';
import { recogniseText, sniffBytes } from './text-kind.ts';
import { toUtf8 } from './to-utf8.ts';
import { unwrap } from './unwrap.ts';

/** What a log file holds, in the file's order. */
export type Decoded =
  | { readonly kind: 'event'; readonly record: EventRecord }
  /** A record of something else than CloudTrail, or a whole file of such. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** Nothing at all: a file of no bytes, or of white space. */
  | { readonly kind: 'empty' }
  /** The file as a whole is nothing that can be read, and why. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Something that cannot be read; `record` when it stands where a record would stand. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    };

/**
 * Decodes the bytes of one log file, of any shape in which CloudTrail's events are met: inflates,
 * finds the records, takes them out of their envelopes, validates them. Yields what it found in
 * batches; damage is yielded and does not end the work. Reading from `input` may throw.
 */
export async function* decode(
  file: string,
  input: AsyncIterable<Uint8Array>,
  onInflated: (bytes: number) => void,
): AsyncGenerator<readonly Decoded[]> {
  const parts = inSlices(toUtf8(count(inflate(input), onInflated)));
  try {
    yield* decodeText(file, parts);
  } finally {
    // Whoever stops early leaves the file open otherwise.
    await parts.return(undefined);
  }
}

async function* decodeText(
  file: string,
  parts: AsyncGenerator<BytesPart>,
): AsyncGenerator<readonly Decoded[]> {
  const { start, ended, seen } = await sniff(parts);
  const text = recogniseText(start, ended);
  switch (text.kind) {
    case 'json':
      for await (const pieces of readJson(seen, parts)) yield decodePieces(file, pieces);
      return;
    case 'csv': {
      const { readCsv } = await import('./csv-reader.ts');
      for await (const piece of readCsv(chain(seen, parts))) yield decodePieces(file, [piece]);
      return;
    }
    case 'empty':
    case 'unknown':
    case 'foreign':
      yield [...seen.flatMap(damageOf), text];
      return;
    default:
      return text satisfies never;
  }
}

/** What is decoded at once: it bounds the records that are held, however large the chunks. */
const sliceBytes = 2 ** 18;

async function* inSlices(parts: AsyncIterable<BytesPart>): AsyncGenerator<BytesPart> {
  for await (const part of parts) {
    if (part.kind === 'damage') yield part;
    else {
      for (let at = 0; at < part.bytes.length; at += sliceBytes) {
        yield { kind: 'bytes', bytes: part.bytes.subarray(at, at + sliceBytes) };
      }
    }
  }
}

async function* count(
  parts: AsyncIterable<BytesPart>,
  onInflated: (bytes: number) => void,
): AsyncGenerator<BytesPart> {
  for await (const part of parts) {
    if (part.kind === 'bytes') onInflated(part.bytes.length);
    yield part;
  }
}

/** Takes the first parts, until they tell what the text is. */
async function sniff(
  parts: AsyncGenerator<BytesPart>,
): Promise<{ start: Buffer; ended: boolean; seen: readonly BytesPart[] }> {
  const seen: BytesPart[] = [];
  let start = Buffer.alloc(0);
  while (start.length < sniffBytes) {
    const { value: part } = await parts.next();
    if (!part) return { start, ended: true, seen };
    seen.push(part);
    if (part.kind === 'bytes') start = Buffer.concat([start, part.bytes.subarray(0, sniffBytes)]);
  }
  return { start, ended: false, seen };
}

/** A gzip file may be damaged before anything can be recognised in it. */
function damageOf(part: BytesPart): Decoded[] {
  if (part.kind === 'bytes') return [];
  return [{ kind: 'damage', offset: 0, reason: part.reason, record: false }];
}

async function* chain(
  seen: readonly BytesPart[],
  rest: AsyncGenerator<BytesPart>,
): AsyncGenerator<BytesPart> {
  yield* seen;
  yield* rest;
}

async function* readJson(
  seen: readonly BytesPart[],
  rest: AsyncGenerator<BytesPart>,
): AsyncGenerator<readonly JsonPiece[]> {
  const parts = chain(seen, rest);
  let pieces: JsonPiece[] = [];
  const reader = createJsonReader((piece) => pieces.push(piece));
  let damage: string | undefined;
  for (;;) {
    const { value: part } = await parts.next();
    if (!part) reader.end(damage);
    else if (part.kind === 'damage') damage = part.reason;
    else reader.push(part.bytes);

    yield pieces;
    const oversized = pieces.find((piece) => piece.kind === 'oversized');
    if (oversized) {
      const { readOversizedDocument } = await import('./oversized-document.ts');
      for await (const piece of readOversizedDocument(oversized, parts, damage)) yield [piece];
    }
    if (!part || oversized) return;
    pieces = [];
  }
}

function decodePieces(file: string, pieces: readonly JsonPiece[]): Decoded[] {
  const decoded: Decoded[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'value') decodeValue(file, piece, decoded);
    else if (piece.kind !== 'oversized') decoded.push(piece);
  }
  return decoded;
}

function decodeValue(
  file: string,
  piece: { readonly value: unknown; readonly text: string; readonly offset: number },
  decoded: Decoded[],
): void {
  const { offset } = piece;
  for (const found of unwrap(piece.value, piece.text)) {
    if (found.kind === 'malformed') {
      decoded.push({ kind: 'damage', offset, reason: found.reason, record: true });
    } else if (found.kind === 'foreign') {
      decoded.push(found);
    } else {
      const parsed = eventSchema.safeParse(found.value);
      if (parsed.success) {
        // The parsed value is a copy; the record itself keeps keys such as `__proto__`.
        const event = found.value as CloudTrailEvent;
        const json = found.json === undefined ? JSON.stringify(event) : compactJson(found.json);
        decoded.push({ kind: 'event', record: createEventRecord({ event, json, file, offset }) });
      } else {
        const reason = `not a CloudTrail event: ${describeIssue(parsed.error.issues)}`;
        decoded.push({ kind: 'damage', offset, reason, record: true });
      }
    }
  }
}
