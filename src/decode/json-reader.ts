import { recordArrays } from './record-arrays.ts';
import { type BoundaryFinder, createBoundaryFinder, isWhitespace } from './record-boundary.ts';
import { incomplete, malformed, skipString, skipValue, tooDeep } from './skip-value.ts';

/** What is found in JSON text, in its order. Offsets are bytes from the start of the input. */
export type JsonPiece =
  /** One element of a record array, or a whole document that is no wrapper around one. */
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly text: string;
      readonly offset: number;
    }
  /** Something else than events, by its outermost keys; it is not looked into. */
  | { readonly kind: 'foreign'; readonly reason: string }
  /** Something that is no JSON; `record` when it stands where a record would stand. */
  | {
      readonly kind: 'damage';
      readonly offset: number;
      readonly reason: string;
      readonly record: boolean;
    }
  /**
   * A document too large to hold, without a record array that is known. `start` is what has been
   * read of it; all that is pushed afterwards belongs to whoever takes it from here.
   */
  | { readonly kind: 'oversized'; readonly start: Uint8Array; readonly offset: number };

/** Reads JSON that arrives in chunks. */
export interface JsonReader {
  /** Takes the next bytes and hands on every piece that they complete. */
  push(chunk: Uint8Array): void;
  /** Takes the end of the input; `damage` says why the input ended early, if it did. */
  end(damage?: string): void;
}

/** No CloudTrail record comes near: CloudTrail omits what is over 100 KB. */
export const maxRecordBytes = 16 * 2 ** 20;

/**
 * Creates a reader of any sequence of JSON documents: one trail file, NDJSON, concatenated objects,
 * an array, lines that begin with a time stamp. It finds where each record begins and ends and
 * hands it to JSON.parse.
 *
 * Damage does not end the reading. Where brackets do not match or a record does not parse, that is
 * handed on as damage, and reading goes on where the next record begins. From then on the start of
 * a record also ends an unfinished one, so that every byte is looked at twice at most, whatever
 * the input.
 */
export function createJsonReader(sink: (piece: JsonPiece) => void): JsonReader {
  return new ChunkedJsonReader(sink);
}

type Context =
  /** Between documents. */
  | 'documents'
  /** Between the members of an outermost object. */
  | 'members'
  /** Between the elements of a record array. */
  | 'elements'
  /** After damage: where the next record begins is not known. */
  | 'lost'
  /** Somebody else reads the rest. */
  | 'handed-over';

/** Keys that only events have at their top. */
const eventKeys = new Set([
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'userIdentity',
]);

const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const maxLinePrefix = 4096;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
/** After a value: a comma, a closing bracket, or the next value where the comma is missing. */
const mayFollowValue = new Set([comma, closeBracket, closeBrace, openBrace, openBracket, quote]);

/** The outermost object that is being read. */
interface OpenDocument {
  start: number;
  /** A record array was found in it: what is left of it is of no interest. */
  wrapper: boolean;
  /** Its record array holds something else than events. */
  foreign: boolean;
  /** One of its keys is that of an event: it is a record itself. */
  eventLike: boolean;
}

class ChunkedJsonReader implements JsonReader {
  readonly #sink: (piece: JsonPiece) => void;
  #bytes: Buffer = Buffer.alloc(0);
  /** Offset of the first of `#bytes` in the input. */
  #base = 0;
  #at = 0;
  /** Chunks not yet joined to `#bytes`: a long record is joined when its bytes have doubled. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #wanted = 0;
  #ended = false;
  #endReason = 'the input ends in the middle of a record';
  #context: Context = 'documents';
  #document: OpenDocument | undefined;
  /** Set after damage. */
  #finder: BoundaryFinder | undefined;

  constructor(sink: (piece: JsonPiece) => void) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#bytes.length + this.#waitingBytes >= this.#wanted) this.#read();
  }

  end(damage?: string): void {
    this.#ended = true;
    this.#endReason = damage ?? this.#endReason;
    this.#read();
    if (this.#context === 'elements' || this.#context === 'members') {
      this.#report(this.#at, damage ?? 'the input ends before the list of records does', false);
    } else if (damage !== undefined && this.#endReason === damage) {
      this.#report(this.#at, damage, false);
    }
  }

  #read(): void {
    this.#bytes = Buffer.concat([this.#bytes, ...this.#waiting]);
    this.#waiting = [];
    this.#waitingBytes = 0;
    while (this.#step()) {
      // Each step gets one value, key or gap further.
    }
    const keep = this.#document?.wrapper === false ? this.#document.start : this.#at;
    if (this.#document) this.#document.start -= keep;
    this.#finder?.dropped(keep);
    this.#bytes = this.#bytes.subarray(keep);
    this.#base += keep;
    this.#at -= keep;
    this.#wanted = 2 * this.#bytes.length;
  }

  /** Gets further if it can: false when it takes more bytes, or when all is read. */
  #step(): boolean {
    switch (this.#context) {
      case 'documents':
        return this.#readDocument();
      case 'members':
        return this.#document !== undefined && this.#readMember(this.#document);
      case 'elements':
        return this.#readElement();
      case 'lost':
        return this.#findRecord();
      case 'handed-over':
        this.#at = this.#bytes.length;
        return false;
    }
  }

  #readDocument(): boolean {
    this.#skip(isBetweenDocuments, this.#finder !== undefined);
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return false;
    if (byte === openBrace) {
      this.#document = { start: this.#at++, wrapper: false, foreign: false, eventLike: false };
      this.#context = 'members';
      return true;
    }
    if (byte === openBracket) {
      this.#at++;
      this.#context = 'elements';
      return true;
    }
    return byte === quote ? this.#readValue() : this.#readLinePrefix();
  }

  /** The lines of CloudWatch Logs exports and of `aws logs tail` begin with a time. */
  #readLinePrefix(): boolean {
    const lineEnd = this.#bytes.indexOf('\n', this.#at);
    const line = this.#bytes.subarray(this.#at, lineEnd === -1 ? undefined : lineEnd);
    const brace = line.indexOf(openBrace);
    if (brace === -1 && lineEnd === -1 && !this.#ended && line.length < maxLinePrefix) return false;

    const isLogLine = timestamp.test(line.toString('latin1', 0, 20));
    if (!isLogLine || brace > maxLinePrefix) return this.#damage(this.#at, 'not JSON', true);
    if (brace !== -1) {
      this.#at += brace;
    } else {
      this.#sink({ kind: 'value', value: undefined, text: '', offset: this.#base + this.#at });
      this.#at += line.length;
    }
    return true;
  }

  #readMember(document: OpenDocument): boolean {
    const start = document.wrapper ? this.#at : document.start;
    const record = !document.wrapper;
    const limit = this.#limit(start);
    let at = this.#next(this.#at, isGap);
    if (at < limit && this.#bytes[at] === closeBrace) return this.#closeDocument(document, at + 1);

    if (at < limit && this.#bytes[at] !== quote)
      return this.#damage(start, 'not valid JSON', record);
    const keyEnd = at < limit ? skipString(this.#bytes, at, limit) : incomplete;
    if (keyEnd < 0) return this.#stuck(keyEnd, start, limit, record);
    const key = this.#bytes.toString('latin1', at + 1, keyEnd - 1);
    at = this.#next(keyEnd, isWhitespace);
    if (at < limit && this.#bytes[at] !== colon)
      return this.#damage(start, 'not valid JSON', record);
    at = this.#next(at + 1, isWhitespace);
    if (at >= limit) return this.#stuck(incomplete, start, limit, record);

    const array = this.#bytes[at] === openBracket ? recordArrays.get(key) : undefined;
    if (array && !document.eventLike) return this.#enterArray(document, array.foreign, at + 1);

    document.eventLike ||= eventKeys.has(key);
    const end = skipValue(this.#bytes, at, limit);
    if (end < 0) return this.#stuck(end, start, limit, record);
    if (end - start > maxRecordBytes) return this.#tooLong(start, record);
    this.#at = end;
    return true;
  }

  #enterArray(document: OpenDocument, foreign: string | undefined, at: number): boolean {
    document.wrapper = true;
    document.foreign = foreign !== undefined;
    if (foreign !== undefined) this.#sink({ kind: 'foreign', reason: foreign });
    this.#at = at;
    this.#context = 'elements';
    return true;
  }

  #closeDocument(document: OpenDocument, end: number): boolean {
    const next = this.#bytes[end];
    if (next === undefined && !this.#ended) return false;
    if (next !== undefined && !isBetweenDocuments(next, true) && next !== openBrace) {
      return this.#damage(document.start, 'text stands after the closing brace', !document.wrapper);
    }
    this.#document = undefined;
    this.#context = 'documents';
    this.#at = end;
    return document.wrapper || this.#parse(document.start, end);
  }

  #readElement(): boolean {
    this.#skip(isGap);
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return false;
    if (byte !== closeBracket) return this.#readValue();
    this.#at++;
    this.#context = this.#document ? 'members' : 'documents';
    return true;
  }

  #readValue(): boolean {
    const start = this.#at;
    const limit = this.#limit(start);
    const end = skipValue(this.#bytes, start, limit);
    if (end < 0) return this.#stuck(end, start, limit, true);
    if (end - start > maxRecordBytes) return this.#tooLong(start, true);

    const next = this.#bytes[this.#next(end, isWhitespace)];
    if (next === undefined && !this.#ended) return false;
    if (next !== undefined && !mayFollowValue.has(next)) {
      return this.#damage(start, 'text stands after the end of the record', true);
    }
    this.#at = end;
    return this.#document?.foreign === true || this.#parse(start, end);
  }

  #parse(start: number, end: number): boolean {
    const text = this.#bytes.toString('utf8', start, end);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      const reason = 'not valid JSON';
      const swallowed = createBoundaryFinder().next(this.#bytes.subarray(start + 1, end), 0);
      if (swallowed !== undefined) return this.#damage(start, reason, true);
      this.#report(start, reason, true);
      return true;
    }
    this.#sink({ kind: 'value', value, text, offset: this.#base + start });
    return true;
  }

  /** What to do when the end of the value that began at `start` is not in sight. */
  #stuck(why: number, start: number, limit: number, record: boolean): boolean {
    if (why === tooDeep) return this.#damage(start, 'nested too deep', record);
    if (why === malformed) return this.#damage(start, 'not valid JSON', record);
    if (limit < this.#bytes.length) return this.#damage(start, 'the record does not end', record);
    if (this.#bytes.length - start > maxRecordBytes) return this.#tooLong(start, record);
    if (!this.#ended) return false;
    const another = createBoundaryFinder().next(this.#bytes, start + 1);
    const reason = another === undefined ? this.#endReason : 'the record does not end';
    return this.#damage(start, reason, record);
  }

  #tooLong(start: number, record: boolean): boolean {
    const document = this.#document;
    if (this.#context !== 'members' || document?.wrapper || document?.eventLike || this.#finder) {
      return this.#damage(start, `longer than ${maxRecordBytes / 2 ** 20} MiB`, record);
    }
    const bytes = this.#bytes.subarray(start);
    this.#document = undefined;
    this.#context = 'handed-over';
    this.#sink({ kind: 'oversized', start: bytes, offset: this.#base + start });
    return true;
  }

  /** Reports what begins at `start` and looks for the next record behind it. */
  #damage(start: number, reason: string, record: boolean): true {
    this.#report(start, reason, record);
    this.#finder ??= createBoundaryFinder();
    const key = firstKey(this.#bytes, start);
    if (key !== undefined) this.#finder.addKey(key);
    this.#document = undefined;
    this.#context = 'lost';
    this.#at = start + 1;
    return true;
  }

  #report(at: number, reason: string, record: boolean): void {
    if (reason === this.#endReason) this.#endReason = 'the input ends in the middle of a record';
    this.#sink({ kind: 'damage', offset: this.#base + at, reason, record });
  }

  #findRecord(): boolean {
    const found = this.#finder?.next(this.#bytes, this.#at);
    if (found !== undefined) {
      this.#at = found;
      this.#context = 'documents';
      return true;
    }
    // The beginning of a record may lie in these bytes and go on in the next.
    const tail = this.#ended ? 0 : 256;
    this.#at = Math.max(this.#at, this.#bytes.length - tail);
    return false;
  }

  /** Up to where a value that begins at `start` may reach: after damage, to the next record. */
  #limit(start: number): number {
    return this.#finder?.next(this.#bytes, start + 1) ?? this.#bytes.length;
  }

  #next(from: number, skipped: (byte: number) => boolean): number {
    let at = from;
    while (at < this.#bytes.length && skipped(this.#bytes[at] ?? 0)) at++;
    return at;
  }

  #skip(skipped: (byte: number, damaged: boolean) => boolean, damaged = false): void {
    while (this.#at < this.#bytes.length && skipped(this.#bytes[this.#at] ?? 0, damaged))
      this.#at++;
  }
}

/** `{"key"`: the key by which the other records of the document may be known as well. */
function firstKey(bytes: Buffer, start: number): string | undefined {
  return /^\{\s*"([^"\\]{1,64})"/.exec(bytes.toString('latin1', start, start + 256))?.[1];
}

function isGap(byte: number): boolean {
  return byte === comma || isWhitespace(byte);
}

/** RFC 7464 puts a record separator (0x1e) before each text; closing brackets are left by damage. */
function isBetweenDocuments(byte: number, damaged: boolean): boolean {
  return (
    isGap(byte) || byte === 0x1e || (damaged && (byte === closeBracket || byte === closeBrace))
  );
}
