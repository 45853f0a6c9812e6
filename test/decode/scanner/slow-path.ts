import { decodeValue } from '../../../src/decode/envelopes/decode-value.ts';
import type { BytesPart } from '../../../src/decode/inflate/bytes-part.ts';
import { inflate } from '../../../src/decode/inflate/inflate.ts';
import { createJsonReader, type JsonPiece } from '../../../src/decode/json/json-reader.ts';
import { readOversizedDocument } from '../../../src/decode/oversized-document.ts';
import { readCsv } from '../../../src/decode/table/csv-reader.ts';
import { recognizeParts } from '../../../src/decode/text-kind.ts';
import { toUtf8 } from '../../../src/decode/to-utf8.ts';
import type { EventRecord } from '../../../src/query/event-record.ts';
import { readPieces } from '../json/read-pieces.ts';
import { asFound, chunksOf, type Findings, type FoundDamage } from './findings.ts';

/** The results of the slow path, with the complete records. */
export interface SlowFindings extends Findings {
  readonly records: readonly EventRecord[];
}

/**
 * Reads a log file without a scanner: every record is parsed and validated by the schema. The file
 * comes in chunks of `size` bytes.
 */
export async function readOnSlowPath(
  stored: Buffer,
  { file = 'file', size = Number.POSITIVE_INFINITY } = {},
): Promise<SlowFindings> {
  const records: EventRecord[] = [];
  const damage: FoundDamage[] = [];
  const others: string[] = [];
  const addDamage = (found: FoundDamage) => {
    damage.push({ offset: found.offset, reason: found.reason, record: found.record });
  };
  for await (const piece of piecesOf(chunksOf(stored, size))) {
    if (piece.kind === 'damage') addDamage(piece);
    else if (piece.kind === 'other') others.push(piece.reason);
    else {
      for (const found of decodeValue(file, piece)) {
        if (found.kind === 'event') records.push(found.record);
        else if (found.kind === 'damage') addDamage(found);
        else if ('reason' in found) others.push(found.reason);
      }
    }
  }
  return { records, events: records.map(asFound), damage, others };
}

type Piece =
  | Extract<JsonPiece, { kind: 'value' | 'damage' }>
  | { readonly kind: 'other'; readonly reason: string };

async function* piecesOf(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const parts: BytesPart[] = [];
  for await (const part of toUtf8(inflate(stored))) parts.push(...slicesOf(part));
  const { text } = await recognizeParts(each(parts));
  const { kind, reason }: { kind: string; reason?: string } = text;
  switch (kind) {
    case 'json':
      yield* jsonPiecesOf(parts);
      return;
    case 'csv':
      for await (const some of readCsv(each(parts))) {
        for (const piece of some) yield* asPieces(piece);
      }
      return;
    default:
      for (const part of parts) {
        if (part.kind === 'damage') yield { ...part, offset: 0, record: false };
      }
      yield { kind: 'other', reason: reason ?? kind };
  }
}

/** Bytes decoded in one step, as in the decoder. */
const sliceBytes = 2 ** 18;

function slicesOf(part: BytesPart): BytesPart[] {
  if (part.kind === 'damage') return [part];
  const slices: BytesPart[] = [];
  for (let at = 0; at < part.bytes.length; at += sliceBytes) {
    slices.push({ kind: 'bytes', bytes: part.bytes.subarray(at, at + sliceBytes) });
  }
  return slices;
}

async function* jsonPiecesOf(parts: readonly BytesPart[]): AsyncGenerator<Piece> {
  let found: JsonPiece[] = [];
  let damage: string | undefined;
  const reader = createJsonReader((piece) => found.push(piece));
  const rest = each(parts);
  for (;;) {
    const { value: part } = await rest.next();
    if (!part) reader.end(damage);
    else if (part.kind === 'damage') damage = part.reason;
    else reader.push(part.bytes);
    readPieces(reader);

    const pieces = found;
    found = [];
    for (const piece of pieces) yield* asPieces(piece);
    const oversized = pieces.find((piece) => piece.kind === 'oversized');
    if (oversized) {
      for await (const some of readOversizedDocument(oversized, rest, damage)) {
        for (const piece of some) yield* asPieces(piece);
      }
    }
    if (!part || oversized) return;
  }
}

function asPieces(piece: JsonPiece): Piece[] {
  if (piece.kind === 'oversized') return [];
  return [piece.kind === 'foreign' ? { kind: 'other', reason: piece.reason } : piece];
}

async function* each(parts: readonly BytesPart[]): AsyncGenerator<BytesPart, void> {
  yield* parts;
}
