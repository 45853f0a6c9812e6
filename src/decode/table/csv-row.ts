/**
 * Reads one row of a CSV table. Quotes within unquoted cells, and after the closing one, belong to
 * the cell, as sloppy writers mean them. A quote that is damaged would make a cell extend over the
 * following rows; that shows at the next quote, behind which no cell ends.
 */
import { quote } from '../json/json-bytes.ts';

/** A row, or why the bytes do not begin with one. */
export type CsvRow =
  | {
      readonly kind: 'row';
      /** The first cells. */
      readonly cells: readonly string[];
      /** Where the next row begins. */
      readonly end: number;
      /** Whether a cell has line breaks in it. */
      readonly spansLines: boolean;
      /** Whether something follows the closing quote of a cell. */
      readonly isSloppy: boolean;
    }
  /** The row does not end in these bytes. */
  | { readonly kind: 'incomplete' }
  /** The quotes of the row are not those of cells; that shows at the index `end`. */
  | { readonly kind: 'malformed'; readonly end: number };

/**
 * Reads the row that begins at `from`. Only the first `mostCells` of it are kept. `isEnd` says that
 * the bytes end with the table.
 */
export function readCsvRow(
  bytes: Buffer,
  from: number,
  { isEnd, mostCells }: { readonly isEnd: boolean; readonly mostCells: number },
): CsvRow {
  const cells: string[] = [];
  let spansLines = false;
  let isSloppy = false;
  for (let at = from; ; ) {
    const cell = bytes[at] === quote ? readQuoted(bytes, at, isEnd) : readPlain(bytes, at);
    if (cell.kind !== 'cell') return cell;
    spansLines ||= cell.spansLines;
    isSloppy ||= cell.close === undefined && bytes[at] === quote;
    if (cells.length < mostCells) cells.push(textOf(bytes, at, cell));
    const next = bytes[cell.end];
    if (next !== comma) {
      const end = endOfLine(bytes, cell.end);
      if (end >= bytes.length && !isEnd && next !== lineFeed) return { kind: 'incomplete' };
      return { kind: 'row', cells, end, spansLines, isSloppy };
    }
    at = cell.end + 1;
  }
}

/** Returns where the line after the one with this index begins, or the length of the bytes. */
export function nextLine(bytes: Buffer, from: number): number {
  let end = from;
  while (end < bytes.length && !isLineEnd(bytes[end])) end++;
  return endOfLine(bytes, end);
}

interface Cell {
  readonly kind: 'cell';
  /** The index of the comma or line break after it. */
  readonly end: number;
  /** The index of the closing quote of a quoted cell. */
  readonly close?: number;
  readonly spansLines: boolean;
}

const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function readPlain(bytes: Buffer, from: number): Cell {
  let end = from;
  while (end < bytes.length && bytes[end] !== comma && !isLineEnd(bytes[end])) end++;
  return { kind: 'cell', end, spansLines: false };
}

function readQuoted(
  bytes: Buffer,
  open: number,
  isEnd: boolean,
): Cell | Exclude<CsvRow, { kind: 'row' }> {
  let at = open + 1;
  for (;;) {
    at = bytes.indexOf(quote, at);
    if (at === -1 || (at + 1 === bytes.length && !isEnd)) {
      return isEnd ? { kind: 'malformed', end: bytes.length } : { kind: 'incomplete' };
    }
    if (bytes[at + 1] !== quote) break;
    at += 2;
  }
  const inside = bytes.subarray(open, at);
  const spansLines = inside.includes(lineFeed) || inside.includes(carriageReturn);
  // Some writers put a space before the comma.
  const end = spansLines ? skipSpaces(bytes, at + 1) : at + 1;
  if (end === bytes.length || bytes[end] === comma || isLineEnd(bytes[end])) {
    return { kind: 'cell', end, close: at, spansLines };
  }
  return spansLines ? { kind: 'malformed', end: at + 1 } : readPlain(bytes, end);
}

export function isLineEnd(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

function textOf(bytes: Buffer, from: number, { end, close }: Cell): string {
  if (close === undefined) return bytes.toString('utf8', from, end);
  return bytes.toString('utf8', from + 1, close).replaceAll('""', '"');
}

function skipSpaces(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20) at++;
  return at;
}

/** Returns the index after the line break at `at`. */
function endOfLine(bytes: Buffer, at: number): number {
  const isPair = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed;
  return Math.min(at + (isPair ? 2 : 1), bytes.length);
}
