import { readAhead } from '../streams/read-ahead.ts';
import type { Decoded } from './decoded.ts';
import { type BytesPart, inflate } from './inflate.ts';
import { createInflateWhole } from './inflate-whole.ts';
import { isWhitespace, openBrace, openBracket } from './json/json-bytes.ts';
import { createJsonReader, type JsonPiece, type JsonReader } from './json/json-reader.ts';
import { createRecordScanner, type RecordScanner } from './scanner/record-scanner.ts';
import type { ScanJob } from './scanner/scan-job.ts';
import { recogniseText, sniffBytes } from './text-kind.ts';
import { toUtf8 } from './to-utf8.ts';

/** Decodes log files, one after the other. */
export interface Decoder {
  /**
   * Decodes a file that is all there, in one go. Undefined when it must be streamed, because it is
   * large, or damaged, or in one of the rarer shapes.
   */
  decodeWhole(file: string, stored: Buffer, onInflated: OnInflated): Found | undefined;
  /** Decodes a file as it comes. Reading from `input` may throw. */
  decodeStream(
    file: string,
    input: AsyncIterable<Uint8Array>,
    onInflated: OnInflated,
  ): AsyncGenerator<readonly Decoded[]>;
  /** The matches that have not been handed out. */
  flush(): readonly Decoded[];
  forgetGroups: RecordScanner['forgetGroups'];
  hashOf: RecordScanner['hashOf'];
}

/** Told how many bytes a file, or a part of it, inflates to. */
type OnInflated = (bytes: number) => void;

/** Some of what a file holds; to be waited for when events must be parsed for the first time. */
type Found = readonly Decoded[] | Promise<readonly Decoded[]>;

/**
 * Creates a decoder of log files of any shape in which CloudTrail's events are met: it inflates,
 * finds the records, and decides by their bytes which of them match. Of the other sort of records, the
 * events are taken out of their envelopes and validated, and left to the caller to decide. Damage is
 * handed out and does not end the work.
 */
export function createDecoder(job: ScanJob): Decoder {
  let pieces: Piece[] = [];
  const scanner = createRecordScanner(job, {
    onBlock: (block) => pieces.push({ kind: 'matches', block }),
    onCounted: (rows) => pieces.push({ kind: 'counted', rows }),
  });
  const inflateWhole = createInflateWhole();
  const openReader = (file: string) => {
    scanner.openFile(file);
    return createJsonReader((piece) => {
      // What was matched before comes before it.
      if (piece.kind === 'value') scanner.flush();
      pieces.push(piece);
    }, scanner);
  };
  const take = (): readonly Piece[] => {
    const { matched, notMatched } = scanner.counts();
    if (matched + notMatched > 0) pieces.push({ kind: 'tested', matched, notMatched });
    const taken = pieces;
    if (taken.length > 0) pieces = [];
    return taken;
  };
  return {
    decodeWhole(file, stored, onInflated) {
      const text = textOf(stored, scanner, inflateWhole);
      if (!text || !beginsAsJson(text)) return undefined;
      onInflated(text.length);
      const reader = openReader(file);
      reader.push(text);
      reader.end();
      return decodePieces(file, take());
    },
    async *decodeStream(file, input, onInflated) {
      const parts = inSlices(toUtf8(count(readAhead(inflate(input), 1), onInflated)));
      try {
        // What was matched in other files comes before it.
        scanner.flush();
        const before = take();
        if (before.length > 0) yield await decodePieces(file, before);
        const { start, ended, seen } = await sniff(parts);
        const text = recogniseText(start, ended);
        switch (text.kind) {
          case 'json': {
            const reader = openReader(file);
            for await (const part of readJson(reader, take, chain(seen, parts))) {
              yield await decodePieces(file, part);
            }
            return;
          }
          case 'csv': {
            const { readCsv } = await import('./csv-reader.ts');
            for await (const piece of readCsv(chain(seen, parts))) {
              yield await decodePieces(file, [piece]);
            }
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
      } finally {
        // Whoever stops early leaves the file open otherwise.
        await parts.return(undefined);
      }
    },
    flush() {
      scanner.flush();
      return take() as readonly Decoded[];
    },
    forgetGroups: scanner.forgetGroups,
    hashOf: scanner.hashOf,
  };
}

type Piece = JsonPiece | Extract<Decoded, { kind: 'matches' | 'counted' | 'tested' }>;

/** A larger file that is not gzip is better streamed. */
const maxWholeText = 2 ** 24;

/** The text of a stored file, in the scanner's memory; undefined when it takes more than one step. */
function textOf(
  stored: Buffer,
  scanner: RecordScanner,
  inflateWhole: ReturnType<typeof createInflateWhole>,
): Buffer | undefined {
  if (stored[0] === 0x1f && stored[1] === 0x8b) return inflateWhole(stored, scanner.window);
  if (stored.length > maxWholeText) return undefined;
  const text = scanner.window(stored.length);
  text.set(stored);
  return text;
}

/** Anything else, also an encoding other than UTF-8, has to be looked at more closely. */
function beginsAsJson(text: Buffer): boolean {
  let at = 0;
  while (isWhitespace(text[at])) at++;
  return text[at] === openBrace || text[at] === openBracket;
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
  reader: JsonReader,
  take: () => readonly Piece[],
  parts: AsyncGenerator<BytesPart>,
): AsyncGenerator<readonly Piece[]> {
  let damage: string | undefined;
  for (;;) {
    const { value: part } = await parts.next();
    if (!part) reader.end(damage);
    else if (part.kind === 'damage') damage = part.reason;
    else reader.push(part.bytes);

    const pieces = take();
    if (pieces.length > 0) yield pieces;
    const oversized = pieces.find((piece) => piece.kind === 'oversized');
    if (oversized) {
      const { readOversizedDocument } = await import('./oversized-document.ts');
      for await (const piece of readOversizedDocument(oversized, parts, damage)) yield [piece];
    }
    if (!part || oversized) return;
  }
}

let loaded: typeof import('./envelopes/decode-value.ts') | undefined;

/** Most files hold no value that must be parsed, and then nothing that validates is loaded. */
function decodePieces(file: string, pieces: readonly Piece[]): Found {
  if (pieces.every(isDecoded)) return pieces;
  if (loaded) return decodeWith(loaded, file, pieces);
  return import('./envelopes/decode-value.ts').then((module) => {
    loaded = module;
    return decodeWith(module, file, pieces);
  });
}

function isDecoded(piece: Piece): piece is Exclude<Piece, { kind: 'value' | 'oversized' }> {
  return piece.kind !== 'value' && piece.kind !== 'oversized';
}

function decodeWith(
  { decodeValue }: typeof import('./envelopes/decode-value.ts'),
  file: string,
  pieces: readonly Piece[],
): readonly Decoded[] {
  const decoded: Decoded[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'value') for (const found of decodeValue(file, piece)) decoded.push(found);
    else if (isDecoded(piece)) decoded.push(piece);
  }
  return decoded;
}
