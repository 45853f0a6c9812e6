import { eventFromRow } from '../envelopes/event-from-row.ts';
import type { BytesPart } from '../inflate/bytes-part.ts';
import { isWhitespace } from '../json/json-bytes.ts';
import type { JsonPiece } from '../json/json-reader.ts';
import {
  type CsvHeader,
  isPartOfHeader,
  mostColumns,
  readCsvHeader,
  readLongHeader,
} from './csv-header.ts';
import { type CsvRow, isLineEnd, nextLine, readCsvRow } from './csv-row.ts';

/**
 * Reads a table of events: the console's "Download events", or results of Athena or CloudTrail
 * Lake. Each row becomes an event with the values of its columns (see `eventFromRow`). A damaged
 * row is reported, and the next line is read as a row again. The lists of pieces may be empty.
 */
export async function* readCsv(
  parts: AsyncIterable<BytesPart>,
): AsyncGenerator<readonly JsonPiece[]> {
  const table = new CsvTable();
  let damage: string | undefined;
  for await (const part of parts) {
    if (part.kind === 'damage') damage ??= part.reason;
    else yield* inPortions(table.push(part.bytes));
  }
  yield* inPortions(table.end(damage));
}

/** The number of pieces that are passed on at a time: few enough to hold. */
const portion = 2 ** 10;

function* inPortions(pieces: Iterable<JsonPiece>): Generator<readonly JsonPiece[]> {
  let some: JsonPiece[] = [];
  for (const piece of pieces) {
    some.push(piece);
    if (some.length < portion) continue;
    yield some;
    some = [];
  }
  yield some;
}

/** The longest row, in bytes: far longer than an event. */
const maxRowBytes = 4 * 2 ** 20;

class CsvTable {
  /** The window: bytes that were read and are still needed. */
  #bytes: Buffer = Buffer.alloc(0);
  /** Offset of the window in the input. */
  #base = 0;
  #at = 0;
  /** Bytes that are not in the window yet: a long row is read again only when it would double. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #ended = false;
  /**
   * The number of bytes that were read as a row without success. When there are too many of them, a
   * row must end with its line, so that every table takes linear time.
   */
  #tried = 0;
  /** Whether the rest of a line that is too long is passed over. */
  #isInLongLine = false;
  #header: CsvHeader | undefined;

  *push(chunk: Uint8Array): Generator<JsonPiece> {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= this.#bytes.length - this.#at) yield* this.#read();
  }

  /** Takes the end of the input; `damage` says why it ended early, if it did. */
  *end(damage: string | undefined): Generator<JsonPiece> {
    this.#ended = damage === undefined;
    yield* this.#read();
    if (damage !== undefined) yield this.#damage(damage);
  }

  *#read(): Generator<JsonPiece> {
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), ...this.#waiting]);
    this.#base += this.#at;
    this.#at = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#isInLongLine) this.#skipLine();
    for (;;) {
      while (isWhitespace(this.#bytes[this.#at])) this.#at++;
      if (this.#at === this.#bytes.length) return;
      const header = this.#header;
      const isRead: boolean = header ? yield* this.#readRow(header) : yield* this.#readHeader();
      if (!isRead) return;
    }
  }

  /**
   * Reads the first line; the first two when a damaged byte is a line break; more when there are
   * line breaks within names.
   */
  *#readHeader(): Generator<JsonPiece, boolean> {
    const options = { isEnd: this.#ended, mostCells: mostColumns };
    const whole = readCsvRow(this.#bytes, this.#at, options);
    if (whole.kind === 'incomplete' && !this.#isTooLong()) return false;
    if (whole.kind === 'row' && whole.spansLines && !whole.isSloppy) {
      this.#header = readLongHeader(whole.cells);
      if (this.#header) this.#at = whole.end;
      if (this.#header) return true;
    }
    const first = nextLine(this.#bytes, this.#at);
    const second = nextLine(this.#bytes, first);
    const line = this.#bytes.subarray(this.#at, first);
    const next = this.#bytes.subarray(first, second);
    const isDivided = isPartOfHeader(next);
    const rows = isDivided ? second : first;
    const row = readCsvRow(this.#bytes, rows, options);
    if (row.kind === 'incomplete' && !this.#isTooLong()) return false;
    const firstRowCells = row.kind === 'row' ? row.cells.length : 0;
    this.#header = readCsvHeader(isDivided ? joinLines(line, next) : line, firstRowCells);
    if (isDivided || this.#header.isDamaged) {
      yield this.#damage('the names of the columns are damaged', false);
    }
    this.#at = rows;
    return true;
  }

  *#readRow({ names }: CsvHeader): Generator<JsonPiece, boolean> {
    const mostCells = 2 * names.length;
    const mayTry = this.#tried <= 4 * (maxRowBytes + this.#base + this.#at);
    const to = mayTry ? undefined : nextLine(this.#bytes, this.#at);
    if (to === this.#bytes.length && !this.#ended && !this.#isTooLong()) return false;
    const bytes = this.#bytes.subarray(0, to);
    const isEnd = this.#ended || !mayTry;
    const row = readCsvRow(bytes, this.#at, { isEnd, mostCells });
    const isTooLong = row.kind === 'incomplete' && this.#isTooLong();
    if (row.kind === 'incomplete' && !isTooLong) return false;
    if (row.kind !== 'row' || isMerged(row, names.length, bytes.subarray(this.#at, row.end))) {
      this.#tried += (row.kind === 'incomplete' ? bytes.length : row.end) - this.#at;
      yield this.#damage(isTooLong ? `longer than ${maxRowBytes / 2 ** 20} MiB` : 'not valid CSV');
      this.#skipLine();
      return true;
    }
    const cells = names.map((name, index): [string, string] => [name, row.cells[index] ?? '']);
    const value = eventFromRow(new Map(cells));
    const offset = this.#base + this.#at;
    yield { kind: 'value', value, text: JSON.stringify(value), offset };
    this.#at = row.end;
    return true;
  }

  #isTooLong(): boolean {
    return this.#bytes.length - this.#at > maxRowBytes;
  }

  /** Moves to the next line, which may begin in later bytes. */
  #skipLine(): void {
    this.#at = nextLine(this.#bytes, this.#at);
    this.#isInLongLine = this.#at === this.#bytes.length && !isLineEnd(this.#bytes[this.#at - 1]);
  }

  #damage(reason: string, record = true): JsonPiece {
    return { kind: 'damage', offset: this.#base + this.#at, reason, record };
  }
}

function joinLines(line: Buffer, next: Buffer): Buffer {
  return Buffer.from(line.toString().trimEnd() + next.toString());
}

/**
 * Returns whether the cells are those of several rows, because a quote or a line break is damaged;
 * `lines` are the bytes of the row. Rows may be a little shorter or longer than the header:
 * spreadsheets leave out empty cells.
 */
function isMerged(row: Extract<CsvRow, { kind: 'row' }>, columns: number, lines: Buffer): boolean {
  const { length } = row.cells;
  const isLonger = row.cells.slice(columns).some((cell) => cell !== '');
  if (row.spansLines) return isLonger || (length < columns && goesOnAsRow(lines, columns));
  const rest = row.cells.slice(columns - 1);
  return isLonger && columns > 1 && (row.isSloppy || rest.some((cell) => time.test(cell)));
}

/** Returns whether the second line is a whole row with a time in it. */
function goesOnAsRow(lines: Buffer, columns: number): boolean {
  const row = readCsvRow(lines, nextLine(lines, 0), { isEnd: true, mostCells: columns });
  return row.kind === 'row' && !row.spansLines && row.cells.some((cell) => time.test(cell));
}

const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
