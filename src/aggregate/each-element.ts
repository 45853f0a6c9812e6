import { decodeList, encodeList, type ListElement } from '../query/list-value.ts';
import type { TallyCell } from '../query/tally.ts';

/** Counts events once for each element of their lists. */
export interface EachElement {
  /**
   * Yields each cell once for every element of its lists, or every combination of elements, with
   * the keys of the elements as its values.
   */
  cellsOf(cells: Iterable<TallyCell>): Generator<TallyCell>;
  /** Returns the text for the key of an element that `cellsOf` has yielded. */
  textOf(key: string): string;
}

/** The most rows that one event can have: an attacker may name thousands of resources. */
const maxRows = 10_000;

/** Creates a count of elements for cells in which these values are encoded lists. */
export function createEachElement(lists: readonly boolean[]): EachElement {
  const texts = new Map<string, string>();
  return {
    *cellsOf(cells) {
      if (!lists.includes(true)) return yield* cells;
      for (const cell of cells) {
        for (const elements of combine(cell.values, lists)) {
          for (const { key, text } of elements) {
            if (key !== text) texts.set(key, better(text, texts.get(key)));
          }
          yield { ...cell, values: elements.map(({ key }) => key) };
        }
      }
    },
    textOf: (key) => texts.get(key) ?? key,
  };
}

/** Returns whether events in one of the cells are counted for several elements. */
export function hasSeveral(cells: Iterable<TallyCell>, lists: readonly boolean[]): boolean {
  if (!lists.includes(true)) return false;
  for (const { values } of cells) {
    if (values.some((value, at) => lists[at] && distinct(decodeList(value)).length > 1))
      return true;
  }
  return false;
}

/** Returns the JSON of a cell's values once for every combination of the elements of its lists. */
export function splitLists(json: string, lists: readonly boolean[]): readonly string[] {
  if (!lists.includes(true)) return [json];
  const values: readonly string[] = JSON.parse(json);
  return combine(values, lists).map((elements) =>
    JSON.stringify(
      elements.map((element, at) =>
        lists[at] && element.text !== '' ? encodeList([element]) : element.text,
      ),
    ),
  );
}

/** Returns the JSON of a cell's values with only the keys of its lists, each of one element. */
export function keysOfJson(json: string, lists: readonly boolean[], length: number): string {
  const values: readonly string[] = JSON.parse(json);
  const keys = values.map((value, at) => (lists[at] ? (decodeList(value)[0]?.key ?? '') : value));
  return JSON.stringify(keys.slice(0, length));
}

function combine(values: readonly string[], lists: readonly boolean[]): readonly ListElement[][] {
  let rows: ListElement[][] = [[]];
  for (const [at, value] of values.entries()) {
    const elements = lists[at] ? distinct(decodeList(value)) : [];
    const choices = elements.length > 0 ? elements : [{ text: value, key: value }];
    const perRow = choices.slice(0, Math.max(1, Math.floor(maxRows / rows.length)));
    rows = rows.flatMap((row) => perRow.map((element) => [...row, element]));
  }
  return rows;
}

/** An event is counted once for each key. */
function distinct(elements: readonly ListElement[]): readonly ListElement[] {
  const byKey = new Map<string, ListElement>();
  for (const element of elements) {
    const known = byKey.get(element.key);
    if (!known || better(element.text, known.text) !== known.text) byKey.set(element.key, element);
  }
  return [...byKey.values()];
}

/** Of two spellings, an ARN says most; else the order of the events must not matter. */
function better(text: string, other: string | undefined): string {
  if (other === undefined) return text;
  const [isArn, isOtherArn] = [text, other].map((one) => one.startsWith('arn:'));
  if (isArn !== isOtherArn) return isArn ? text : other;
  return text < other ? text : other;
}
