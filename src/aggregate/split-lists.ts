import { decodeList, type ListElement, type ListNames } from '../query/list-value.ts';

/** The values of an event in one of its rows, each with the key that it is counted by. */
type Row = readonly ListElement[];

/** The rows of an event. */
export interface SplitRows {
  readonly rows: readonly Row[];
  /** Whether the event has more rows than `maxRows`. */
  readonly isCut: boolean;
}

/**
 * The most rows that one event can have: an attacker may name thousands of resources, and another
 * list may have thousands of elements too.
 */
export const maxRows = 10_000;

/**
 * Returns a function from values to rows: one for every combination of the elements of different
 * lists. Parallel lists are one list: their elements belong together.
 */
export function createSplit(lists: ListNames): (values: readonly string[]) => SplitRows {
  const names = new Set(lists.filter((name) => name !== undefined));
  const places = [...names].map((name) =>
    lists.flatMap((other, at) => (other === name ? [at] : [])),
  );
  return (values) => {
    let rows: readonly Row[] = [values.map((value) => ({ text: value, key: value }))];
    let isCut = false;
    for (const parallel of places) {
      const choices = choicesOf(values, parallel);
      if (choices.length === 0) continue;
      // The elements of the only value are the rows.
      if (values.length === 1) return { rows: choices, isCut };
      // The elements of a single list are all counted.
      const most = rows.length === 1 ? choices.length : Math.floor(maxRows / rows.length);
      const perRow = choices.slice(0, Math.max(1, most));
      isCut ||= perRow.length < choices.length;
      rows = rows.flatMap((row) => perRow.map((choice) => withChoice(row, parallel, choice)));
    }
    return { rows, isCut };
  };
}

/** Returns what belongs together at each place of parallel lists, equal ones once. */
function choicesOf(values: readonly string[], parallel: readonly number[]): readonly Row[] {
  const lists = parallel.map((at) => decodeList(values[at] ?? ''));
  const [list = [], ...others] = lists;
  if (others.length === 0) return distinct(list.map((element) => [element]));
  const length = Math.max(...lists.map((one) => one.length));
  const missing = { text: '', key: '' };
  return distinct(
    Array.from({ length }, (_, at) => lists.map((elements) => elements[at] ?? missing)),
  );
}

function withChoice(row: Row, parallel: readonly number[], choice: Row): Row {
  return row.map((element, at) => choice[parallel.indexOf(at)] ?? element);
}

/** An event is counted once for each key. */
function distinct(choices: readonly Row[]): readonly Row[] {
  if (choices.length < 2) return choices;
  const byKey = new Map<string, Row>();
  for (const choice of choices) {
    const key = choice.length === 1 ? (choice[0]?.key ?? '') : JSON.stringify(choice.map(keyOf));
    const known = byKey.get(key);
    byKey.set(key, known ? choice.map((element, at) => betterOf(element, known[at])) : choice);
  }
  return [...byKey.values()];
}

function keyOf({ key }: ListElement): string {
  return key;
}

function betterOf(element: ListElement, known: ListElement = element): ListElement {
  return betterText(element.text, known.text) === known.text ? known : element;
}

/** Of two spellings, an ARN says most; else the order of the events must not matter. */
export function betterText(text: string, other: string | undefined): string {
  if (other === undefined || text === other) return text;
  const isArn = text.startsWith('arn:');
  if (isArn !== other.startsWith('arn:')) return isArn ? text : other;
  return text < other ? text : other;
}
