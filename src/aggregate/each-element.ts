import { decodeList, encodeList, hasLists, type ListNames } from '../query/list-value.ts';
import type { TallyCell } from '../query/tally.ts';
import { betterText, createSplit } from './split-lists.ts';

/** Counts events once for each element of their lists. */
export interface EachElement {
  /**
   * Yields each cell once for every element of its lists, or every combination of elements, with
   * the keys of the elements as its values.
   */
  cellsOf(cells: Iterable<TallyCell>): Generator<TallyCell>;
  /** Returns the text for the key of an element that `cellsOf` has yielded. */
  textOf(key: string): string;
  /** Returns the number of events that have more rows than were yielded. */
  cut(): number;
}

/** Creates a count of elements for cells in which the values with a name are encoded lists. */
export function createEachElement(lists: ListNames): EachElement {
  const texts = new Map<string, string>();
  const split = createSplit(lists);
  let cut = 0;
  return {
    *cellsOf(cells) {
      if (!hasLists(lists)) return yield* cells;
      for (const cell of cells) {
        const { rows, isCut } = split(cell.values);
        if (isCut) cut += cell.count;
        for (const row of rows) {
          for (const { key, text } of row) {
            if (key === text) continue;
            const known = texts.get(key);
            const better = betterText(text, known);
            if (better !== known) texts.set(key, better);
          }
          yield { ...cell, values: row.map(({ key }) => key) };
        }
      }
    },
    textOf: (key) => texts.get(key) ?? key,
    cut: () => cut,
  };
}

/** Returns how many of the events in the cells are in several rows, and how many lack some. */
export function countSplitEvents(
  cells: Iterable<TallyCell>,
  lists: ListNames,
): { readonly several: number; readonly cut: number } {
  let [several, cut] = [0, 0];
  if (!hasLists(lists)) return { several, cut };
  const split = createSplit(lists);
  for (const { values, count } of cells) {
    const { rows, isCut } = split(values);
    if (rows.length > 1) several += count;
    if (isCut) cut += count;
  }
  return { several, cut };
}

/** Splits the JSON of a cell's values. */
export interface ListSplit {
  /**
   * Returns it once for every combination of the elements of its lists. `count` is the number of
   * the cell's events.
   */
  split(json: string, count: number): readonly string[];
  /** Returns the keys of the first values as JSON, when all lists have one element. */
  keyOf(json: string): string;
  /** Returns the number of events that have more combinations than were returned. */
  cut(): number;
}

/** Creates a split of the values with a name; the first `length` values are the key. */
export function createListSplit(lists: ListNames, length: number): ListSplit {
  const split = createSplit(lists);
  let cut = 0;
  return {
    split(json, count) {
      const { rows, isCut } = split(JSON.parse(json));
      if (isCut) cut += count;
      return rows.map((row) =>
        JSON.stringify(row.map((one, at) => (lists[at] ? encodeList([one]) : one.text))),
      );
    },
    keyOf(json) {
      const values: readonly string[] = JSON.parse(json);
      const keys = values.map((value, at) => (lists[at] ? decodeList(value)[0]?.key : value) ?? '');
      return JSON.stringify(keys.slice(0, length));
    },
    cut: () => cut,
  };
}
