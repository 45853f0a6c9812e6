import { PairTable } from './pair-table.ts';

/** Counts events by group and bin. */
export interface CellTable {
  /** Counts an event at this time, in epoch seconds; 0 when the time is unknown. */
  add(group: number, bin: number, seconds: number): void;
  /** Extends `first` and `last` to the time of an event without counting the event. */
  note(group: number, bin: number, seconds: number): void;
  /** Subtracts an event; its time stays included in `first` and `last`. */
  remove(group: number, bin: number): void;
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
 * Creates an empty table. Groups are numbered from 1, bins from 0; both are unsigned 32-bit
 * numbers. The cells of bin 0 are in a list, by their groups from `firstListed` on, which should be
 * numbered without gaps: a cell takes 12 to 24 bytes there, and 30 to 120 in any other bin.
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
  const change = (group: number, bin: number, events: number, seconds: number) => {
    const isListed = bin === 0 && group >= firstListed;
    const at = isListed ? placeInList(group) : table.place(group, bin) + measures;
    const words = isListed ? list : table.words;
    words[at] = (words[at] ?? 0) + events;
    if (seconds === 0) return;
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
    remove: (group, bin) => change(group, bin, -1, 0),
    size: () => table.size + end / listedLength,
    *cells() {
      for (let at = 0; at < end; at += listedLength) {
        const isUsed = list[at] !== 0 || list[at + 1] !== 0;
        if (isUsed) yield cellAt(firstListed + at / listedLength, 0, list, at);
      }
      const { words } = table;
      for (const at of table.rows()) {
        const [group, bin] = [unsigned(words[at + Word.group]), unsigned(words[at + Word.bin])];
        yield cellAt(group, bin, words, at + measures);
      }
    },
  };
}

function unsigned(word = 0): number {
  return word >>> 0;
}
