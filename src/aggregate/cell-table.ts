/** Counts by two numbers, a group and a bin. */
export interface CellTable {
  /** Counts an event of that time, in epoch seconds; 0 for one whose time is not known. */
  add(group: number, bin: number, seconds: number): void;
  /** Lets `first` and `last` tell of an event that is not counted here. */
  note(group: number, bin: number, seconds: number): void;
  /** Takes an event back, of which `first` and `last` still tell. */
  remove(group: number, bin: number): void;
  /** All of which there is something to tell, in no order. */
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

/** The places in an entry, of 32 bits each. */
const groupAt = 0;
const binAt = 1;
const countAt = 2;
const firstAt = 3;
const lastAt = 4;
const entryLength = 5;

/**
 * A table that takes 30 to 120 bytes for each cell. Groups are numbered from 1, bins are whole
 * numbers from 0; both have 32 bits.
 */
export function createCellTable(): CellTable {
  /** 2 to this power is the number of entries. */
  let power = 8;
  /** Each entry is at the first free place from that of its hash; in free places all is 0. */
  let table = new Uint32Array(entryLength * 2 ** power);
  let used = 0;

  /** Where the cell is, or where it belongs. */
  const find = (group: number, bin: number): number => {
    const mask = 2 ** power - 1;
    const hash = Math.imul(Math.imul(group, 0x9e3779b1) ^ bin, 0x85ebca6b);
    for (let index = hash >>> (32 - power); ; index = (index + 1) & mask) {
      const at = index * entryLength;
      const found = table[at + groupAt];
      if (found === 0 || (found === group && table[at + binAt] === bin)) return at;
    }
  };

  const grow = () => {
    const old = table;
    power += 2;
    table = new Uint32Array(entryLength * 2 ** power);
    for (let from = 0; from < old.length; from += entryLength) {
      const group = old[from + groupAt] ?? 0;
      if (group === 0) continue;
      table.set(old.subarray(from, from + entryLength), find(group, old[from + binAt] ?? 0));
    }
  };

  /** Where the cell is, from now on. */
  const place = (group: number, bin: number): number => {
    const at = find(group, bin);
    if (table[at + groupAt] !== 0) return at;
    table[at + groupAt] = group;
    table[at + binAt] = bin;
    // Filled to two thirds, a place is found in few steps.
    if (++used * 3 <= 2 ** (power + 1)) return at;
    grow();
    return find(group, bin);
  };

  const count = (at: number, events: number) => {
    table[at + countAt] = (table[at + countAt] ?? 0) + events;
  };
  const note = (at: number, seconds: number) => {
    if (seconds === 0) return;
    const first = table[at + firstAt] ?? 0;
    if (first === 0 || seconds < first) table[at + firstAt] = seconds;
    if (seconds > (table[at + lastAt] ?? 0)) table[at + lastAt] = seconds;
  };

  return {
    add(group, bin, seconds) {
      const at = place(group, bin);
      count(at, 1);
      note(at, seconds);
    },
    note(group, bin, seconds) {
      note(place(group, bin), seconds);
    },
    remove(group, bin) {
      count(place(group, bin), -1);
    },
    size: () => used,
    *cells() {
      for (let at = 0; at < table.length; at += entryLength) {
        if (table[at + groupAt] === 0) continue;
        yield {
          group: table[at + groupAt] ?? 0,
          bin: table[at + binAt] ?? 0,
          count: (table[at + countAt] ?? 0) | 0,
          first: table[at + firstAt] ?? 0,
          last: table[at + lastAt] ?? 0,
        };
      }
    },
  };
}
