import { earlier, isWord, later } from '../query/event-seconds.ts';
import { PairTable } from './pair-table.ts';

/** Counts events by group and bin. */
export interface CellTable {
  /** Counts an event at this time, in epoch seconds; 0 when the time is unknown. */
  add(group: number, bin: number, seconds: number): void;
  /** Extends `first` and `last` to the time of an event without counting the event. */
  note(group: number, bin: number, seconds: number): void;
  /** Subtracts an event at this time, which stays included in `first` and `last`. */
  remove(group: number, bin: number, seconds: number): void;
  /** Yields all cells, in no particular order. */
  cells(): Generator<Cell>;
  /** Returns the number of cells. */
  size(): number;
}

/** Events of the same group and bin. */
interface Cell {
  readonly group: number;
  readonly bin: number;
  /** The number of events; negative when more were subtracted than added. */
  readonly count: number;
  /** Epoch seconds; 0 when no time is known. */
  readonly first: number;
  readonly last: number;
}

/** The positions of the 32-bit words in a row of the table. The group and the bin are its key. */
const Word = { group: 0, bin: 1, count: 2, first: 3, last: 4 } as const;
const rowLength = 5;
/** The first of the words that a cell has in the list, too: its count, and the times. */
const measures = Word.count;
const listedLength = rowLength - measures;

/**
 * Creates an empty table. Groups are numbered from 1. The cells of bin 0 are in a list, by their
 * groups from `firstListed` on, which should be numbered without gaps: a cell takes 12 to 24 bytes
 * there, and 30 to 120 in any other bin. Bins and times that are not unsigned 32-bit numbers are
 * rare, and are counted separately.
 */
export function createCellTable(firstListed = 1): CellTable {
  const table = new PairTable(rowLength);
  let list = new Int32Array(listedLength * 2 ** 6);
  let end = 0;

  /** Returns where the measures of a listed cell begin. */
  const placeInList = (group: number) => {
    const at = (group - firstListed) * listedLength;
    if (at >= end) end = at + listedLength;
    if (end > list.length) {
      const longer = new Int32Array(Math.max(end, list.length * 2));
      longer.set(list);
      list = longer;
    }
    return at;
  };
  /** Cells of events whose bin or time is not an unsigned 32-bit number. */
  const rare = new Map<string, Cell>();
  const changeRare = (change: Cell) =>
    rare.set(keyOf(change), sumOf(change, rare.get(keyOf(change))));
  const change = (group: number, bin: number, events: number, seconds: number) => {
    if (!isWord(seconds) || !isWord(bin)) {
      changeRare({ group, bin, count: events, first: seconds, last: seconds });
      return;
    }
    const isListed = bin === 0 && group >= firstListed;
    const at = isListed ? placeInList(group) : table.place(group, bin) + measures;
    const words = isListed ? list : table.words;
    words[at] = (words[at] ?? 0) + events;
    if (seconds === 0 || events < 0) return;
    const first = unsigned(words[at + 1]);
    if (first === 0 || seconds < first) words[at + 1] = seconds;
    if (seconds > unsigned(words[at + 2])) words[at + 2] = seconds;
  };
  const cellAt = (group: number, bin: number, words: Int32Array, at: number): Cell => ({
    group,
    bin,
    count: words[at] ?? 0,
    first: unsigned(words[at + 1]),
    last: unsigned(words[at + 2]),
  });

  return {
    add: (group, bin, seconds) => change(group, bin, 1, seconds),
    note: (group, bin, seconds) => change(group, bin, 0, seconds),
    remove: (group, bin, seconds) => change(group, bin, -1, seconds),
    size: () => table.size + end / listedLength + rare.size,
    *cells() {
      const rest = new Map(rare);
      const complete = (cell: Cell) => {
        if (rest.size === 0) return cell;
        const other = rest.get(keyOf(cell));
        rest.delete(keyOf(cell));
        return sumOf(cell, other);
      };
      for (let at = 0; at < end; at += listedLength) {
        const isUsed = list[at] !== 0 || list[at + 1] !== 0;
        if (isUsed) yield complete(cellAt(firstListed + at / listedLength, 0, list, at));
      }
      const { words } = table;
      for (const at of table.rows()) {
        const [group, bin] = [unsigned(words[at + Word.group]), unsigned(words[at + Word.bin])];
        yield complete(cellAt(group, bin, words, at + measures));
      }
      yield* rest.values();
    },
  };
}

/** Where a cell is among the rare ones. */
function keyOf({ group, bin }: Pick<Cell, 'group' | 'bin'>): string {
  return `${group} ${bin}`;
}

function sumOf(cell: Cell, other: Cell | undefined): Cell {
  if (!other) return cell;
  return {
    ...cell,
    count: cell.count + other.count,
    first: earlier(cell.first, other.first),
    last: later(cell.last, other.last),
  };
}

function unsigned(word = 0): number {
  return word >>> 0;
}
