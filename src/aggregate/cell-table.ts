import { PairTable } from './pair-table.ts';

/** Counts by two numbers, a group and a bin. */
export interface CellTable {
  /** Counts an event of that time, in epoch seconds; 0 for one whose time is not known. */
  add(group: number, bin: number, seconds: number): void;
  /** Lets `first` and `last` include the time of an event that is not counted here. */
  note(group: number, bin: number, seconds: number): void;
  /** Takes back the count of an event, but not its time. */
  remove(group: number, bin: number): void;
  /** All cells, in no order. */
  cells(): Generator<Cell>;
  /** How many cells there are. */
  size(): number;
}

/** Events of the same group and bin. */
interface Cell {
  readonly group: number;
  readonly bin: number;
  /** Less than 0 where more events were taken back than added. */
  readonly count: number;
  /** Epoch seconds; 0 when there is no time that is known. */
  readonly first: number;
  readonly last: number;
}

/** The words of a row, of 32 bits each. The group and the bin are its key. */
const Word = { group: 0, bin: 1, count: 2, first: 3, last: 4 } as const;
const rowLength = 5;

/** Groups are numbered from 1, bins are whole numbers from 0; both have 32 bits. */
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
