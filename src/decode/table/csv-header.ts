/**
 * Reads the names of columns. A damaged name would cost the values of all rows, and a damaged comma
 * would move them to other columns: so names that mean nothing are compared with those of events.
 */
import { distance } from 'fastest-levenshtein';
import { plainName, recordLevel } from '../../event/spelling/levels.ts';
import { isEventColumn } from '../envelopes/event-from-row.ts';
import { readCsvRow } from './csv-row.ts';

/** The names of the columns, and whether they were damaged. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly isDamaged: boolean;
}

/** The most columns that a table may have. */
export const mostColumns = 10_000;

/** Reads the first line of a table, whose first row has this many cells. */
export function readCsvHeader(line: Buffer, firstRowCells: number): CsvHeader {
  const row = readCsvRow(line, 0, { isEnd: true, mostCells: mostColumns });
  const cells = row.kind === 'row' ? row.cells : line.toString().split(',');
  const names = cells.map((cell) => cell.trim());
  if (names.every(isColumn)) return { names, isDamaged: false };
  const mended = mendNames(names, names.length > firstRowCells);
  return mended ? { names: mended, isDamaged: true } : { names, isDamaged: false };
}

/**
 * Returns the header with these cells, which span lines; undefined when it is not one, but a quote
 * is damaged and rows follow within a name.
 */
export function readLongHeader(cells: readonly string[]): CsvHeader | undefined {
  const names = cells.map((cell) => cell.trim());
  const isHeader = names.length > 1 && names.some(isColumn) && !names.some(hasMarks);
  return isHeader ? { names, isDamaged: false } : undefined;
}

/** Returns whether the line has names of columns, as only a part of a header has. */
export function isPartOfHeader(line: Buffer): boolean {
  return line
    .toString()
    .split(',')
    .some((cell) => mendable.has(plainName(cell)));
}

/** Names that are recognized although they are damaged: long ones of fields that tables have. */
const mendable: ReadonlySet<string> = new Set(
  [...recordLevel.paths]
    .filter(
      ([name, path]) =>
        name.length >= 7 && (path.length === 1 || !name.includes(plainName(path[0] ?? ''))),
    )
    .map(([name]) => name)
    .filter((name) => name !== 'resources'),
);

/** Returns the names as they were before the damage; undefined when none seems to be damaged. */
function mendNames(names: readonly string[], areTooMany: boolean): readonly string[] | undefined {
  const missing = new Set(mendable);
  for (const name of names) missing.delete(plainName(name));
  for (const [index, name] of names.entries()) {
    if (isColumn(name)) continue;
    const [before, after] = [names.slice(0, index), names.slice(index + 1)];
    const plain = plainName(name);
    const joined = areTooMany && nameNear(plain + plainName(after[0] ?? ''), missing);
    if (joined) return [...before, joined, ...after.slice(1)];
    if (name === '' && areTooMany) return [...before, ...after];
    const whole = nameNear(plain, missing);
    if (whole) return [...before, whole, ...after];
    const two = splitName(plain, missing);
    if (two) return [...before, ...two, ...after];
    // The line break after the header is damaged: the first row follows.
    const last = [...missing].find((known) => plain.startsWith(known) && !isNumbered(plain, known));
    if (last && after.length > 0 && !after.some(isColumn)) return [...before, last];
  }
  return undefined;
}

/** Whether the name is one of a column of events, without quotes or commas in it. */
function isColumn(name: string): boolean {
  return isEventColumn(name) && !hasMarks(name);
}

function hasMarks(name: string): boolean {
  return /[",]/.test(name);
}

function nameNear(plain: string, missing: ReadonlySet<string>): string | undefined {
  return [...missing].find((known) => distance(known, plain) <= 1 && !isNumbered(plain, known));
}

/** Names that every table of events has: another column cannot take the place of theirs. */
const needed: ReadonlySet<string> = new Set(['eventtime', 'eventname', 'eventsource']);

/** Whether only a digit was added to the known name, as databases do for a second column of it. */
function isNumbered(plain: string, known: string): boolean {
  if (needed.has(known)) return false;
  return plain.length === known.length + 1 && plain.startsWith(known) && /\d$/.test(plain);
}

/** Splits two names between which the comma is missing, or is another character. */
function splitName(
  plain: string,
  missing: ReadonlySet<string>,
): readonly [string, string] | undefined {
  for (const first of missing) {
    if (!plain.startsWith(first)) continue;
    const rest = plain.slice(first.length);
    const second = [rest, rest.slice(1)].find((name) => missing.has(name));
    if (second) return [first, second];
  }
  return undefined;
}
