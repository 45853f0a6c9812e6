import { recordShape } from '../../event/record-shape.ts';
import { FIRST_KEYS } from '../scanner/layout.ts';
import type { RecordScanner } from '../scanner/record-scanner.ts';
import { holdsEvent } from './holds-event.ts';
import {
  closeBrace,
  closeBracket,
  colon,
  isBetweenDocuments,
  isBetweenRecords,
  isByteOrderMark,
  isGap,
  isWhitespace,
  openBrace,
  openBracket,
  quote,
} from './json-bytes.ts';
import { recordArrays } from './record-arrays.ts';
import { type BoundaryFinder, braceBefore, createBoundaryFinder } from './record-boundary.ts';
import { incomplete, malformed, skipString, skipValue, tooDeep } from './skip-value.ts';

/**
 * A part of JSON text; parts are passed on in the order of the text. Offsets are bytes from the
 * start of the input.
 */
export type JsonPiece =
  /**
   * One element of a record array, or a whole document that is not a wrapper around such an array.
   */
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly text: string;
      readonly offset: number;
    }
  /** Content other than events, recognized by its outermost key; it is not read further. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** Text that is not JSON. `record` is true when a record was expected there. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    }
  /**
   * A document too large to hold, without a known record array. `start` is the part that has been
   * read; other code must read everything after it.
   */
  | { readonly kind: 'oversized'; readonly start: Uint8Array; readonly offset: number };

/** Reads JSON that arrives in chunks. */
export interface JsonReader {
  /** Takes the next bytes. */
  push(chunk: Uint8Array): void;
  /** Takes the end of the input; `damage` says why the input ended early, if it did. */
  end(damage?: string): void;
  /**
   * Passes pieces to the sink: all that the bytes so far complete, or about `maxPieces`. Returns
   * whether there may be more.
   */
  read(maxPieces: number): boolean;
  /** Takes an oversized document back: its start is not JSON, and is read as damaged text. */
  takeBack(oversized: Oversized): void;
}

/** The start of a document, and its offset. */
type Oversized = Extract<JsonPiece, { kind: 'oversized' }>;

/**
 * The longest record, in bytes: far longer than any of CloudTrail, which omits values over 100 KB.
 */
export const maxRecordBytes = 16 * 2 ** 20;
/** The reason why a longer record is not read. */
export const tooLong = `longer than ${maxRecordBytes / 2 ** 20} MiB`;

/**
 * Creates a reader of any sequence of JSON documents: one trail file, NDJSON, concatenated objects,
 * an array, lines that begin with a timestamp. It finds where each record begins and ends and
 * passes its text to JSON.parse.
 *
 * Damage does not end the reading. Where brackets do not match or a record does not parse, the
 * reader reports damage and continues where the next record begins. From then on, the start of a
 * record also ends an incomplete one before it. The amount of text that is tried without success is
 * limited by the amount of text read, so that every input takes linear time.
 *
 * As long as nothing is damaged, the scanner, if there is one, handles the records that it can
 * decide; these are not passed to the sink.
 */
export function createJsonReader(
  sink: (piece: JsonPiece) => void,
  scanner?: ReaderScanner,
): JsonReader {
  return new ChunkedJsonReader(sink, scanner);
}

/** The functions of a scanner that the reader uses. */
type ReaderScanner = Pick<RecordScanner, 'scan' | 'join'>;

/** Where in the text the reader is. */
type Context =
  /** Between documents. */
  | 'documents'
  /** Between the members of an outermost object. */
  | 'members'
  /** Between the elements of a record array. */
  | 'elements'
  /** In a log line without JSON. */
  | 'line'
  /** After damage, when the start of the next record is not known yet. */
  | 'lost'
  /** Other code reads the rest. */
  | 'handed-over';

/** The outermost object that is being read. */
interface OpenDocument {
  /** Where it begins in the window. */
  start: number;
  /** Whether a record array was found in it: then the rest of the document does not matter. */
  isWrapper: boolean;
  /** Whether a record array without records was found in it. */
  isEmptyWrapper: boolean;
  /** Whether its record array holds records other than events. */
  isForeign: boolean;
  /** Whether it has a key that only events have: then it is itself a record. */
  isEventLike: boolean;
}

/**
 * The next item in an object; `at` is where the member's value begins, or the index after the
 * object.
 */
type FoundMember =
  | { readonly kind: 'member'; readonly key: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'incomplete' };

/** Keys that only events have at their top level. */
const eventKeys = new Set([
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'userIdentity',
]);

/** Keys that follow the record array in wrappers; damage may have separated them from it. */
const trailingKeys = new Set([
  'NextToken',
  'nextToken',
  'searchedLogStreams',
  'QueryStatus',
  'QueryStatistics',
]);

const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const maxLinePrefix = 4096;

/**
 * After damage, a record may extend past the beginnings of other records by this many bytes before
 * it is abandoned; at first, fewer are tried.
 */
const maxTrial = 2 ** 20;
const minTrial = 2 ** 10;

/** The first key of a record, by which records are recognized, has fewer bytes than this. */
const boundaryBytes = 256;

const cutOff = 'the input ends in the middle of a record';
const nestedTooDeep = 'nested too deep';
/**
 * A result in addition to those of `skipValue`: the end was not reached, but may be in the next
 * bytes.
 */
const unknownYet = -4;

/** The brackets of a value that is nested deeper than usual; only few inputs have one. */
let deepNesting: Uint8Array | undefined;

class ChunkedJsonReader implements JsonReader {
  readonly #sink: (piece: JsonPiece) => void;
  /** The number of pieces that may still be passed on before the reader pauses. */
  #piecesLeft = 0;
  readonly #scanner: ReaderScanner | undefined;
  /** The window: bytes that were read and are still needed. */
  #bytes: Buffer = Buffer.alloc(0);
  /** Offset of the window in the input. */
  #base = 0;
  #at = 0;
  /**
   * Chunks that are not in the window yet: the reader continues a long record only when the window
   * would double.
   */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** The size that the window must have before the reader continues. */
  #wanted = 0;
  #ended = false;
  /** Why the input ended early, if it did. */
  #cutOffBy: string | undefined;
  /** The same until it is reported. */
  #endReason: string | undefined;
  #context: Context = 'documents';
  #document: OpenDocument | undefined;
  /** The first keys of the first valid records, by which other records are recognized. */
  readonly #keys = new Set<string>();
  /** The number of further records whose first keys are collected. */
  #keysWanted = FIRST_KEYS;
  /** Finds the next record; set after damage. */
  #finder: BoundaryFinder | undefined;
  /** Finds the next string at the start of a line, which may hold a record. */
  readonly #stringFinder = createBoundaryFinder([], '"');
  /** The number of bytes that were tried without success. */
  #tried = 0;

  constructor(sink: (piece: JsonPiece) => void, scanner: ReaderScanner | undefined) {
    this.#sink = (piece) => {
      this.#piecesLeft--;
      sink(piece);
    };
    this.#scanner = scanner;
  }

  push(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
  }

  end(damage?: string): void {
    this.#ended = true;
    this.#cutOffBy = damage;
    this.#endReason = damage;
  }

  read(maxPieces: number): boolean {
    const hasEnough = this.#bytes.length + this.#waitingBytes >= this.#wanted;
    if (!hasEnough && !this.#ended) return false;
    if (this.#waiting.length > 0) this.#takeWaiting();
    this.#piecesLeft = maxPieces;
    while (this.#piecesLeft > 0) {
      // Each step advances by one value, key or gap.
      if (this.#step()) continue;
      this.#dropRead();
      if (this.#ended) this.#reportEnd();
      return false;
    }
    return true;
  }

  #takeWaiting(): void {
    this.#bytes = this.#join(this.#bytes, this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #reportEnd(): void {
    if (this.#context === 'handed-over') return;
    if (this.#context === 'elements' || this.#context === 'members') {
      this.#report(
        this.#at,
        this.#cutOffBy ?? 'the input ends before the list of records does',
        false,
      );
    } else if (this.#endReason !== undefined) {
      this.#report(this.#at, this.#endReason, false);
    }
  }

  takeBack({ start, offset }: Oversized): void {
    this.#bytes = Buffer.from(start);
    this.#base = offset;
    this.#at = 0;
    this.#damage(0, 'not valid JSON', true);
  }

  /** Drops the bytes that are no longer needed from the window. */
  #dropRead(): void {
    const keep = this.#document?.isWrapper === false ? this.#document.start : this.#at;
    if (this.#document) this.#document.start -= keep;
    this.#finder?.dropped(keep);
    this.#stringFinder.dropped(keep);
    this.#bytes = this.#bytes.subarray(keep);
    this.#base += keep;
    this.#at -= keep;
    this.#wanted = 2 * this.#bytes.length;
  }

  /** Joins the chunks. A single chunk is not copied: it may already be in the scanner's memory. */
  #join(before: Buffer, chunks: readonly Uint8Array[]): Buffer {
    const [chunk] = chunks;
    if (before.length === 0 && chunks.length === 1 && Buffer.isBuffer(chunk)) return chunk;
    return this.#scanner?.join(before, chunks) ?? Buffer.concat([before, ...chunks]);
  }

  /**
   * Reads the next item. Returns false when it needs more bytes, or when everything has been read.
   */
  #step(): boolean {
    switch (this.#context) {
      case 'documents':
        return this.#readDocument();
      case 'members':
        return this.#document !== undefined && this.#readMember(this.#document);
      case 'elements':
        return this.#readElement();
      case 'line':
        return this.#skipLine();
      case 'lost':
        return this.#findRecord();
      case 'handed-over':
        this.#at = this.#bytes.length;
        return false;
    }
  }

  #readDocument(): boolean {
    this.#at = this.#skip(this.#at, this.#finder ? isBetweenRecords : isBetweenDocuments);
    if (this.#bytes[this.#at] === openBrace) {
      const scanned = this.#scan(true);
      if (scanned !== undefined) return scanned;
    }
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return false;
    if (byte === quote) return this.#finder ? this.#readTrailingMember() : this.#readValue();
    if (byte === 0xef && this.#skipByteOrderMark()) return true;
    if (byte !== openBrace && byte !== openBracket) return this.#readLinePrefix();

    if (this.#finder) {
      const end = this.#tryWhole(this.#at);
      if (end === unknownYet) return false;
      if (end > 0) return this.#takeValue(this.#at, end);
    }
    if (byte === openBrace) {
      this.#document = {
        start: this.#at,
        isWrapper: false,
        isEmptyWrapper: false,
        isForeign: false,
        isEventLike: false,
      };
    }
    this.#context = byte === openBrace ? 'members' : 'elements';
    this.#at++;
    return true;
  }

  /**
   * Skips a byte order mark, which concatenated files have in the middle. Returns whether there was
   * one.
   */
  #skipByteOrderMark(): boolean {
    const found = isByteOrderMark(this.#bytes, this.#at);
    if (found) this.#at += 3;
    return found;
  }

  /**
   * Reads the start of a line: lines of CloudWatch Logs exports and of `aws logs tail` begin with a
   * time.
   */
  #readLinePrefix(): boolean {
    const lineEnd = this.#bytes.indexOf('\n', this.#at);
    const line = this.#bytes.subarray(this.#at, lineEnd === -1 ? undefined : lineEnd);
    const brace = line.indexOf(openBrace);
    if (brace === -1 && lineEnd === -1 && !this.#ended && line.length < maxLinePrefix) return false;

    if (!timestamp.test(line.toString('latin1', 0, 20))) {
      return this.#damage(this.#at, 'not JSON', true);
    }
    if (brace !== -1 && brace <= maxLinePrefix) {
      this.#at += line[brace - 1] === openBracket ? brace - 1 : brace;
    } else {
      this.#sink({ kind: 'value', value: undefined, text: '', offset: this.#base + this.#at });
      this.#context = 'line';
    }
    return true;
  }

  #skipLine(): boolean {
    const lineEnd = this.#bytes.indexOf('\n', this.#at);
    this.#at = lineEnd === -1 ? this.#bytes.length : lineEnd;
    if (lineEnd !== -1) this.#context = 'documents';
    return lineEnd !== -1;
  }

  #readMember(document: OpenDocument): boolean {
    const start = document.isWrapper ? this.#at : document.start;
    const record = !document.isWrapper;
    const limit = this.#limit(start);
    const member = this.#findMember(limit);
    if (member.kind === 'end') return this.#closeDocument(document, member.at);
    if (member.kind === 'malformed') {
      // After the record array, a record may begin here.
      return this.#damage(start, 'not valid JSON', record, record ? start + 1 : start);
    }
    if (member.kind === 'incomplete')
      return this.#handleMissingEnd(incomplete, start, limit, record);

    const { key, at } = member;
    // A record has lost its brace, or the array has one bracket too many.
    if (document.isWrapper && !document.isForeign && this.#isRecordKey(key)) {
      return this.#damage(start, 'not valid JSON', true);
    }
    const array = this.#bytes[at] === openBracket ? recordArrays.get(key) : undefined;
    if (array && !document.isEventLike) {
      const first = this.#skip(at + 1, isGap);
      const mayBeEmpty = first === this.#bytes.length && first - at < boundaryBytes;
      if (mayBeEmpty && !this.#ended) return false;
      // Without records, keys of an event may follow.
      document.isEmptyWrapper = this.#bytes[first] === closeBracket && !array.foreign;
      if (!document.isEmptyWrapper) return this.#enterArray(document, array.foreign, at + 1);
    }

    document.isEventLike ||= eventKeys.has(key);
    const end = skipValue(this.#bytes, at, limit);
    if (end < 0) return this.#handleMissingEnd(end, start, limit, record);
    if (end - start > maxRecordBytes) return this.#tooLong(start, record);
    if (this.#isNearWindowEnd(end)) return false;
    this.#at = end;
    return true;
  }

  #isRecordKey(key: string): boolean {
    return this.#keys.has(key) || Object.hasOwn(recordShape, key) || key === 'EventId';
  }

  /** Returns the next member, or the end of the object. */
  #findMember(limit: number): FoundMember {
    const keyStart = this.#skip(this.#at, isGap);
    if (keyStart >= limit) return { kind: 'incomplete' };
    if (this.#bytes[keyStart] === closeBrace) return { kind: 'end', at: keyStart + 1 };
    if (this.#bytes[keyStart] !== quote) return { kind: 'malformed' };
    const keyEnd = skipString(this.#bytes, keyStart, limit);
    const colonAt = keyEnd < 0 ? limit : this.#skip(keyEnd, isWhitespace);
    if (colonAt < limit && this.#bytes[colonAt] !== colon) return { kind: 'malformed' };
    const at = this.#skip(colonAt + 1, isWhitespace);
    if (at >= limit) return { kind: 'incomplete' };
    return { kind: 'member', key: this.#bytes.toString('latin1', keyStart + 1, keyEnd - 1), at };
  }

  #enterArray(document: OpenDocument, foreign: string | undefined, at: number): boolean {
    document.isWrapper = true;
    document.isForeign = foreign !== undefined;
    if (foreign !== undefined) this.#sink({ kind: 'foreign', reason: foreign });
    this.#at = at;
    this.#context = 'elements';
    return true;
  }

  #closeDocument(document: OpenDocument, end: number): boolean {
    this.#document = undefined;
    this.#context = 'documents';
    this.#at = end;
    const isEmpty = document.isEmptyWrapper && !document.isEventLike;
    return document.isWrapper || isEmpty || this.#parse(document.start, end);
  }

  #readElement(): boolean {
    this.#at = this.#skip(this.#at, isGap);
    if (this.#bytes[this.#at] === openBrace && this.#document?.isForeign !== true) {
      const scanned = this.#scan(false);
      if (scanned !== undefined) return scanned;
    }
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return false;
    if (byte !== closeBracket) return this.#readValue();
    this.#at++;
    this.#context = this.#document ? 'members' : 'documents';
    return true;
  }

  /**
   * Lets the scanner continue at an object. Returns the same as `#step`, or undefined when the
   * reader itself must read on where the scanner stopped.
   */
  #scan(isDocument: boolean): boolean | undefined {
    if (!this.#scanner || this.#finder) return undefined;
    const first = this.#at;
    const scanned = this.#scanner.scan({
      bytes: this.#bytes,
      at: first,
      base: this.#base,
      keysWanted: this.#keysWanted,
      isDocument,
    });
    for (const key of scanned.firstKeys) this.#keys.add(key);
    this.#keysWanted = scanned.keysWanted;
    this.#at = scanned.at;
    if (scanned.kind === 'record') return this.#takeValue(scanned.at, scanned.end);
    const isTooLong = this.#bytes.length - scanned.at > maxRecordBytes;
    if (scanned.kind === 'more' && !this.#ended && !isTooLong) return false;
    return scanned.at > first ? true : undefined;
  }

  #readValue(): boolean {
    const start = this.#at;
    const whole = this.#finder ? this.#tryWhole(start) : malformed;
    if (whole === unknownYet) return false;
    if (whole > 0) return this.#takeValue(start, whole);

    const limit = this.#limit(start);
    const end = skipValue(this.#bytes, start, limit);
    if (end < 0) return this.#handleMissingEnd(end, start, limit, true);
    if (end - start > maxRecordBytes) return this.#tooLong(start, true);
    if (this.#isNearWindowEnd(end)) return false;
    return this.#takeValue(start, end);
  }

  #takeValue(start: number, end: number): boolean {
    if (this.#bytes[start] === quote) {
      if (end === this.#bytes.length && !this.#ended) return false;
      // Damage may have turned a quote around: then this is not a string, but lies between two.
      const next = this.#bytes[end];
      const isString = next === undefined || isBetweenRecords(next);
      if (!isString) return this.#damage(start, 'not valid JSON', true);
    }
    this.#at = end;
    return this.#document?.isForeign === true || this.#parse(start, end);
  }

  #parse(start: number, end: number): boolean {
    const text = this.#bytes.toString('utf8', start, end);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return this.#damage(start, 'not valid JSON', true);
    }
    this.#learnKey(start, text);
    this.#sink({ kind: 'value', value, text, offset: this.#base + start });
    return true;
  }

  /**
   * Learns how records begin, from those with events: a fragment of a damaged record begins in
   * other ways.
   */
  #learnKey(start: number, text: string): void {
    if (this.#keysWanted === 0 || !holdsEvent(text)) return;
    this.#keysWanted--;
    const key = firstKey(this.#bytes, start);
    if (key === undefined || this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#finder?.add(key);
  }

  /**
   * Used after damage, when records seem to begin inside the value that begins at `start`. Returns
   * its end if the whole value is accepted (if not stated otherwise, because it is valid JSON) and
   * ends before `limit`; otherwise `unknownYet` or another negative number. Tries twice as many
   * bytes each time, so that damage near the start costs little, wherever the window ends.
   */
  #tryWhole(start: number, accepts = isJson, limit = Infinity, length = minTrial): number {
    const most = Math.min(maxTrial, 4 * (maxTrial + this.#base + start) - this.#tried);
    const to = Math.min(start + Math.min(length, most), limit);
    const end = skipValue(this.#bytes, start, Math.min(to, this.#bytes.length));
    if (end > 0 && accepts(this.#bytes.toString('utf8', start, end))) return end;
    if (end === incomplete) {
      if (this.#bytes.length < to && !this.#ended) return unknownYet;
      if (length < most && to < limit) return this.#tryWhole(start, accepts, limit, 2 * length);
    }
    this.#tried += (end > 0 ? end : Math.min(to, this.#bytes.length)) - start;
    return malformed;
  }

  /** Returns whether another record seems to begin inside this one. */
  #swallowsAnother(start: number, end: number): boolean {
    const inside = this.#bytes.subarray(start + 1, end);
    return createBoundaryFinder(this.#keysFor(start)).next(inside, 0) !== undefined;
  }

  /** Returns the keys with which records begin; before the first valid record, probable ones. */
  #keysFor(start: number): Iterable<string> {
    const key = firstKey(this.#bytes, start);
    return this.#keys.size > 0 ? this.#keys : new Set(['eventVersion', ...(key ? [key] : [])]);
  }

  /**
   * Handles a value that begins at `start` and whose end was not found. Returns the same as
   * `#step`.
   */
  #handleMissingEnd(why: number, start: number, limit: number, record: boolean): boolean {
    if (why === tooDeep) return this.#handleTooDeep(start, limit, record);
    if (why === malformed) return this.#damage(start, 'not valid JSON', record);
    if (limit < this.#bytes.length) return this.#damage(start, 'the record does not end', record);
    if (this.#bytes.length - start > maxRecordBytes) return this.#tooLong(start, record);
    if (!this.#ended) return false;
    const reason = this.#swallowsAnother(start, this.#bytes.length)
      ? 'the record does not end'
      : (this.#endReason ?? cutOff);
    return this.#damage(start, reason, record);
  }

  /**
   * Skips a value whose brackets match at any depth: what is inside must not be tried as records.
   */
  #handleTooDeep(start: number, limit: number, record: boolean): boolean {
    deepNesting ??= new Uint8Array(maxRecordBytes);
    const end = skipValue(this.#bytes, start, limit, deepNesting);
    const mayEnd = end === incomplete && limit === this.#bytes.length && !this.#ended;
    if (mayEnd && limit - start <= maxRecordBytes) return false;
    if (end < 0) return this.#damage(start, nestedTooDeep, record);
    if (this.#context === 'members') return this.#damage(start, nestedTooDeep, record, end);
    this.#report(start, nestedTooDeep, record);
    this.#at = end;
    return true;
  }

  #tooLong(start: number, record: boolean): boolean {
    const document = this.#document;
    if (
      this.#context !== 'members' ||
      document?.isWrapper ||
      document?.isEventLike ||
      this.#finder
    ) {
      return this.#damage(start, tooLong, record);
    }
    // A copy: these bytes may be in the scanner's memory.
    const bytes = Buffer.from(this.#bytes.subarray(start));
    this.#document = undefined;
    this.#context = 'handed-over';
    this.#sink({ kind: 'oversized', start: bytes, offset: this.#base + start });
    // Pauses: the document may be taken back.
    this.#piecesLeft = 0;
    return true;
  }

  /** Reports damage at `start` and starts to look for the next record, from the index `from` on. */
  #damage(start: number, reason: string, record: boolean, from = start + 1): true {
    this.#report(start, reason, record);
    this.#finder ??= createBoundaryFinder(this.#keysFor(start));
    this.#document = undefined;
    this.#context = 'lost';
    this.#at = from;
    return true;
  }

  /** Reports damage; the reason why the input ended early is reported only once. */
  #report(at: number, reason: string, record: boolean): void {
    if (reason === this.#endReason) this.#endReason = undefined;
    this.#sink({ kind: 'damage', offset: this.#base + at, reason, record });
  }

  #findRecord(): boolean {
    const known = this.#finder?.next(this.#bytes, this.#at);
    const unknown = this.#findUnknown(known);
    if (unknown === unknownYet) return false;
    const found = unknown ?? known;
    if (found !== undefined) {
      this.#at = found;
      this.#context = 'documents';
      return true;
    }
    this.#at = this.#ended ? this.#bytes.length : Math.max(this.#at, this.#lastBoundary());
    return false;
  }

  /**
   * Finds a whole record before the known one that does not begin as others do, or before it is
   * known how they begin: an object, or a string on a line of its own. Returns `unknownYet` when
   * the next bytes may complete one.
   */
  #findUnknown(known: number | undefined): number | undefined {
    const to = known ?? this.#bytes.length;
    for (;;) {
      const brace = this.#bytes.indexOf(openBrace, this.#at);
      const string = this.#stringFinder.next(this.#bytes, this.#at) ?? to;
      const start = Math.min(brace === -1 ? to : brace, string);
      if (start >= to) return undefined;
      this.#at = start;
      const isKeyRead = this.#bytes.length - this.#skip(start + 1, isWhitespace) >= boundaryBytes;
      if (!isKeyRead && !this.#ended) return unknownYet;
      const end = this.#tryWhole(start, isRecord, known);
      if (end === unknownYet) return unknownYet;
      if (end > 0) return start;
      this.#at++;
    }
  }

  /** Returns where a record may begin at the earliest that continues in the next bytes. */
  #lastBoundary(): number {
    const end = this.#bytes.length;
    const key = end - boundaryBytes;
    return Math.max(braceBefore(this.#bytes, key) ?? key, end - maxRecordBytes);
  }

  /** Reads a member outside documents: after damage, only the end of a wrapper may be left. */
  #readTrailingMember(): boolean {
    const member = this.#findMember(this.#bytes.length);
    if (member.kind === 'incomplete' && !this.#ended) return false;
    if (member.kind !== 'member' || !trailingKeys.has(member.key)) return this.#readValue();
    const end = skipValue(this.#bytes, member.at, this.#bytes.length);
    if (end < 0) return this.#handleMissingEnd(end, this.#at, this.#bytes.length, false);
    this.#at = end;
    return true;
  }

  /**
   * Returns how far a value that begins at `start` may extend: after damage, to the next record.
   */
  #limit(start: number): number {
    return this.#finder?.next(this.#bytes, start + 1) ?? this.#bytes.length;
  }

  /**
   * Returns, after damage, whether another record may begin before `end` whose first key has not
   * been read yet.
   */
  #isNearWindowEnd(end: number): boolean {
    return this.#finder !== undefined && !this.#ended && this.#bytes.length - end < boundaryBytes;
  }

  #skip(from: number, skipped: (byte: number) => boolean): number {
    let at = from;
    while (at < this.#bytes.length && skipped(this.#bytes[at] ?? 0)) at++;
    return at;
  }
}

/**
 * Returns the first key of an object (`{"key"`), by which other records may be recognized, with a
 * character for each byte.
 */
function firstKey(bytes: Buffer, start: number): string | undefined {
  if (bytes[start] !== openBrace) return undefined;
  let at = start + 1;
  while (isWhitespace(bytes[at])) at++;
  return /^"([^"\\]{1,64})"/.exec(bytes.toString('latin1', at, at + boundaryBytes))?.[1];
}

/** Returns whether the text is JSON with an event in it. Parsing what is not JSON takes long. */
function isRecord(text: string): boolean {
  return holdsEvent(text) && isJson(text);
}

function isJson(text: string): boolean {
  // An exception takes far longer than this test.
  if (/^\{\s*[^"}\s]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
