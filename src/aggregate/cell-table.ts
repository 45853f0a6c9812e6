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

/** The positions of the 32-bit words in a row. The group and the bin are its key. */
const Word = { group: 0, bin: 1, count: 2, first: 3, last: 4 } as const;
const rowLength = 5;

/**
 * Creates an empty table. Groups are numbered from 1, bins from 0; both are unsigned 32-bit
 * numbers.
 */
export function createCellTable(): CellTable {
  const table = new PairTable(rowLength);

  const note = (at: number, seconds: number) => {
    if (seconds === 0) return;
    const { words } = table;
    const first = unsigned(words[at + Word.first]);
    if (first === 0 || seconds < first) words[at + Word.first] = seconds;
    if (seconds > unsigned(words[at + Word.last])) words[at + Word.last] = seconds;
  };
  const count = (at: number, events: number) => {
    table.words[at + Word.count] = (table.words[at + Word.count] ?? 0) + events;
  };

  return {
    add(group, bin, seconds) {
      const at = table.place(group, bin);
      count(at, 1);
      note(at, seconds);
    },
    note(group, bin, seconds) {
      note(table.place(group, bin), seconds);
    },
    remove(group, bin) {
      count(table.place(group, bin), -1);
    },
    size: () => table.size,
    *cells() {
      const { words } = table;
      for (const at of table.rows()) {
        yield {
          group: unsigned(words[at + Word.group]),
          bin: unsigned(words[at + Word.bin]),
          count: words[at + Word.count] ?? 0,
          first: unsigned(words[at + Word.first]),
          last: unsigned(words[at + Word.last]),
        };
      }
    },
  };
}

function unsigned(word = 0): number {
  return word >>> 0;
}
