/**
 * Turns the bytes of log files into results: inflates them, recognizes what they contain, finds the
 * records, and lets the scanner decide which of them match. Small files are decoded in one call,
 * others as a stream.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isGzip } from '../gzip.ts';
import { type ArchiveKind, archiveKind } from './archives/archive-kind.ts';
import { type ArchiveLimits, createArchiveLimits } from './archives/archive-limits.ts';
import { decodeArchive, maxArchiveDepth } from './archives/decode-archive.ts';
import type { StoredArchive } from './archives/open-archive.ts';
import type { Decoded } from './decoded.ts';
import { type BytesPart, peek } from './inflate/bytes-part.ts';
import { createGunzip } from './inflate/gunzip.ts';
import { inflate } from './inflate/inflate.ts';
import { createInflateWhole } from './inflate/inflate-whole.ts';
import { isWhitespace } from './json/json-bytes.ts';
import { createJsonReader, type JsonPiece, type JsonReader } from './json/json-reader.ts';
import { createRecordScanner, type RecordScanner } from './scanner/record-scanner.ts';
import type { ScanJob, ScanSink } from './scanner/scan-job.ts';
import { createScannerMemory } from './scanner/scanner-memory.ts';
import { recognizeParts, sniffBytes } from './text-kind.ts';
import { toUtf8 } from './to-utf8.ts';

/** Decodes log files, one after another. */
export interface Decoder {
  /**
   * Decodes a file that is complete in memory, and passes its parts to `take`. Returns true when it
   * has done so in one go, a promise when it goes on in further turns of the event loop, and false
   * when the file must be streamed, because it is large, damaged, or in one of the rarer shapes.
   */
  decodeWhole(
    file: string,
    stored: Buffer,
    onInflated: OnInflated,
    take: TakeDecoded,
  ): boolean | Promise<true>;
  /**
   * Decodes a file while it arrives; an archive, member by member. `path` is the regular file on
   * disk that is read, if it is one. Reading from `input` may throw.
   */
  decodeStream(
    file: string,
    input: AsyncIterable<Uint8Array>,
    onInflated: OnInflated,
    path?: string,
  ): AsyncGenerator<readonly Decoded[]>;
  /** Returns the matches that have not been returned yet. */
  flush(): readonly Decoded[];
  /** See `RecordScanner`. */
  forgetGroups: RecordScanner['forgetGroups'];
  /** See `RecordScanner`. */
  hashOf: RecordScanner['hashOf'];
}

/** Called with the inflated size of a file, or of a part of it, in bytes. */
type OnInflated = (bytes: number) => void;

/** Takes decoded parts of a file. An error that it throws ends the decoding. */
type TakeDecoded = (parts: readonly Decoded[]) => void;

/** Decoded parts of a file; a promise of them while the module that validates events is loading. */
type DecodedParts = readonly Decoded[] | Promise<readonly Decoded[]>;

/**
 * Creates a decoder for log files of any shape in which CloudTrail events occur. It decides from
 * the bytes of a record whether it matches. Where it cannot, it takes the event out of its
 * envelope, validates it, and returns it for the caller to test. Damage is reported and does not
 * stop the decoding.
 */
export function createDecoder(job: ScanJob): Decoder {
  let pieces: Piece[] = [];
  const memory = createScannerMemory();
  const inflateWhole = createInflateWhole(createGunzip(memory));
  const sink: ScanSink = {
    onBlock: (block) => pieces.push({ kind: 'matches', block }),
    onCounted: (rows) => pieces.push({ kind: 'counted', rows }),
  };
  const scanner = createRecordScanner(job, sink, memory);
  const openReader = (file: string) => {
    scanner.openFile(file);
    return createJsonReader((piece) => {
      // Earlier matches must be returned before this piece.
      if (piece.kind === 'value') scanner.flush();
      pieces.push(piece);
    }, scanner);
  };
  const takePieces = (): readonly Piece[] => {
    const { matched, notMatched } = scanner.counts();
    if (matched + notMatched > 0) pieces.push({ kind: 'tested', matched, notMatched });
    const taken = pieces;
    if (taken.length > 0) pieces = [];
    return taken;
  };
  /** Opens a file that is complete in memory; undefined when it must be streamed. */
  const openWhole = (file: string, stored: Buffer, onInflated: OnInflated) => {
    const text = textOf(stored, scanner, inflateWhole);
    if (!text || !beginsAsJson(text)) return undefined;
    onInflated(text.length);
    const reader = openReader(file);
    reader.push(text);
    reader.end();
    return reader;
  };
  /** Decodes what the reader has been given. */
  async function* decodeRead(file: string, reader: JsonReader) {
    for await (const pieces of piecesOf(reader, takePieces)) yield await decodePieces(file, pieces);
  }
  /** Decodes a log file, or all of them in an archive. */
  async function* decodeLog(log: StreamedLog): AsyncGenerator<readonly Decoded[]> {
    const { file, onInflated, depth } = log;
    const stored = noteStart(log.input);
    const inflated = countInflated(inflate(stored.bytes), onInflated);
    try {
      const { start, all: parts } = await peek(inflated, sniffBytes);
      const kind = archiveKind(start);
      if (kind && depth <= maxArchiveDepth) {
        yield* decodeMembers(log, { kind, parts, path: stored.isZip() ? log.path : undefined });
        return;
      }
      if (depth > 0) yield [{ kind: 'member', name: file }];
      if (kind) yield [tooDeep(kind)];
      else yield* decodeText(file, inSlices(toUtf8(parts)));
    } finally {
      // Without this, a caller that stops early would leave the file open.
      await inflated.return(undefined);
    }
  }
  async function* decodeMembers(
    { file, onInflated, depth, limits }: StreamedLog,
    archive: StoredArchive,
  ): AsyncGenerator<readonly Decoded[]> {
    const onAllInflated = (bytes: number) => {
      onInflated(bytes);
      limits.addInflated(bytes);
    };
    yield* decodeArchive({ ...archive, name: file, depth, limits }, async function* (name, bytes) {
      const { whole, rest } = await readSmall(bytes);
      if (whole?.length === 0) {
        yield [{ kind: 'member', name }];
        yield [{ kind: 'empty' }];
        return;
      }
      const reader = whole && openWhole(name, whole, onAllInflated);
      if (reader) {
        yield [{ kind: 'member', name }];
        yield* decodeRead(name, reader);
        return;
      }
      const inner = { onInflated: onAllInflated, depth: depth + 1, limits };
      yield* decodeLog({ file: name, input: rest, path: undefined, ...inner });
    });
  }
  async function* decodeText(
    file: string,
    parts: AsyncGenerator<BytesPart>,
  ): AsyncGenerator<readonly Decoded[]> {
    const { text, seen, all } = await recognizeParts(parts);
    switch (text.kind) {
      case 'json': {
        const reader = openReader(file);
        for await (const part of readJson(reader, takePieces, all)) {
          yield await decodePieces(file, part);
        }
        return;
      }
      case 'csv': {
        const { readCsv } = await import('./table/csv-reader.ts');
        for await (const pieces of readCsv(all)) yield await decodePieces(file, pieces);
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
  return {
    decodeWhole(file, stored, onInflated, take) {
      const reader = openWhole(file, stored, onInflated);
      if (!reader) return false;
      const isMore = reader.read(maxPieces);
      const decoded = decodePieces(file, takePieces());
      if (!isMore && !(decoded instanceof Promise)) {
        take(decoded);
        return true;
      }
      const takeRest = async (): Promise<true> => {
        take(await decoded);
        if (isMore) for await (const parts of decodeRead(file, reader)) take(parts);
        return true;
      };
      return takeRest();
    },
    async *decodeStream(file, input, onInflated, path) {
      // Matches of earlier files must come out before this file.
      scanner.flush();
      const before = takePieces();
      if (before.length > 0) yield await decodePieces(file, before);
      const limits = createArchiveLimits();
      yield* decodeLog({
        file,
        input: countStored(input, limits),
        onInflated,
        path,
        depth: 0,
        limits,
      });
    },
    flush() {
      scanner.flush();
      return takePieces() as readonly Decoded[];
    },
    forgetGroups: scanner.forgetGroups,
    hashOf: scanner.hashOf,
  };
}

/** A log file or an archive that is read as a stream. */
interface StreamedLog {
  readonly file: string;
  readonly input: AsyncIterable<Uint8Array>;
  readonly onInflated: OnInflated;
  readonly path?: string | undefined;
  /** How many archives it is in. */
  readonly depth: number;
  readonly limits: ArchiveLimits;
}

async function* countStored(
  input: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    limits.addStored(chunk.length);
    yield chunk;
  }
}

/** Passes the bytes on, and notes whether they begin as a zip archive: not as gzip of one. */
function noteStart(input: AsyncIterable<Uint8Array>) {
  let first: number | undefined;
  const pass = async function* () {
    for await (const chunk of input) {
      first ??= chunk[0];
      yield chunk;
    }
  };
  return { bytes: pass(), isZip: () => first === zipStart };
}

/** The letter P. */
const zipStart = 0x50;

/** Larger members are streamed. */
const maxWholeMember = 2 ** 23;

/** Reads a member that is small as a whole; `rest` yields all of its bytes in any case. */
async function readSmall(
  bytes: AsyncGenerator<Uint8Array>,
): Promise<{ readonly whole?: Buffer; readonly rest: AsyncGenerator<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const rest = async function* () {
    yield* chunks;
    yield* bytes;
  };
  while (length <= maxWholeMember) {
    const { done, value } = await bytes.next();
    if (done) return { whole: Buffer.concat(chunks), rest: rest() };
    chunks.push(value);
    length += value.length;
  }
  return { rest: rest() };
}

function tooDeep(kind: ArchiveKind): Decoded {
  const reason = `${kind} archive in more than ${maxArchiveDepth} others`;
  return { kind: 'unknown', reason, advice: 'unpack it first' };
}

/** A part of a file, decoded or still to be decoded by `decodePieces`. */
type Piece = JsonPiece | Extract<Decoded, { kind: 'matches' | 'counted' | 'tested' }>;

/** Larger files that are not gzip are streamed. */
const maxWholeText = 2 ** 24;

/** Returns the text of a file in the scanner's memory; undefined when the file must be streamed. */
function textOf(
  stored: Buffer,
  scanner: RecordScanner,
  inflateWhole: ReturnType<typeof createInflateWhole>,
): Buffer | undefined {
  if (isGzip(stored)) return inflateWhole(stored, scanner.window);
  if (stored.length > maxWholeText) return undefined;
  const text = scanner.window(stored.length);
  text.set(stored);
  return text;
}

/**
 * Returns whether the text begins as JSON in UTF-8: with a member of an object, or with an object
 * in an array. Any other text, also in other encodings, is left to `recognizeText`.
 */
function beginsAsJson(text: Buffer): boolean {
  let at = 0;
  while (isWhitespace(text[at])) at++;
  return jsonStart.test(text.toString('latin1', at, at + 200));
}

const jsonStart = /^(?:\{\s*(?:\}|"[^"]*(?:"\s*(?::|$)|$)|$)|\[\s*(?:[{[\]]|$))/;

/**
 * The number of bytes that are decoded in one step. It limits the records in memory, however large
 * the chunks are.
 */
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

async function* countInflated(
  parts: AsyncIterable<BytesPart>,
  onInflated: (bytes: number) => void,
): AsyncGenerator<BytesPart> {
  for await (const part of parts) {
    if (part.kind === 'bytes') onInflated(part.bytes.length);
    yield part;
  }
}

/** Returns the damage in a part: a gzip file may be damaged before its content is recognized. */
function damageOf(part: BytesPart): Decoded[] {
  if (part.kind === 'bytes') return [];
  return [{ kind: 'damage', offset: 0, reason: part.reason, record: false }];
}

async function* readJson(
  reader: JsonReader,
  takePieces: () => readonly Piece[],
  parts: AsyncGenerator<BytesPart>,
): AsyncGenerator<readonly Piece[]> {
  let damage: string | undefined;
  for (;;) {
    const { value: part } = await parts.next();
    if (!part) reader.end(damage);
    else if (part.kind === 'damage') damage = part.reason;
    else reader.push(part.bytes);

    for await (const pieces of piecesOf(reader, takePieces)) {
      yield pieces;
      const oversized = pieces.find((piece) => piece.kind === 'oversized');
      if (!oversized) continue;
      const { beginsAsDocument, readOversizedDocument } = await import('./oversized-document.ts');
      if (beginsAsDocument(oversized.start)) {
        yield* readOversizedDocument(oversized, parts, damage);
        return;
      }
      reader.takeBack(oversized);
    }
    if (!part) return;
  }
}

/**
 * The number of pieces that are decoded in one turn of the event loop: some milliseconds' worth,
 * and few enough to hold.
 */
const maxPieces = 2 ** 10;

/** Yields the pieces of the text that the reader holds; the last list may be empty. */
async function* piecesOf(
  reader: JsonReader,
  takePieces: () => readonly Piece[],
): AsyncGenerator<readonly Piece[]> {
  for (let isMore = true; isMore; ) {
    isMore = reader.read(maxPieces);
    yield takePieces();
    if (isMore) await nextTurn();
  }
}

let loaded: typeof import('./envelopes/decode-value.ts') | undefined;

/**
 * Decodes the values among the pieces. Loads the code for that only when there is one: most files
 * need none.
 */
function decodePieces(file: string, pieces: readonly Piece[]): DecodedParts {
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
