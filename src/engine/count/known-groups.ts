import type { TallyTable } from '../../aggregate/tally-table.ts';
import { firstGroup, type NewGroups } from '../scan/group-numbering.ts';

/** The values and groups that one scanner has numbered, and their numbers in the table. */
export interface KnownGroups {
  /** Adds values and groups that the scanner has just numbered. */
  add(fresh: NewGroups): void;
  /**
   * Returns the table's number of a group, by the scanner's number; 0 for the events that the tally
   * leaves out.
   */
  numberOf(tally: number, group: number, table: TallyTable): number;
  /** Forgets the table's numbers: they are no longer valid. */
  forgetNumbers(): void;
}

/** Marks a value or a group whose number in the table is not known yet. */
const unknown = -1;

/** Creates the groups of a scanner, for tallies by these columns. */
export function createKnownGroups(columnsOfTallies: readonly (readonly number[])[]): KnownGroups {
  /** For each column, the values by the scanner's number. */
  const texts: string[][] = [];
  /** For each column, the table's number of each value, by the scanner's number. */
  const valueNumbers: number[][] = [];
  const tallies = columnsOfTallies.map((columns) => ({
    columns,
    // Without columns, all events are in one group.
    numbers: [...new Array<number>(firstGroup).fill(0), ...(columns.length === 0 ? [unknown] : [])],
    /** The scanner's numbers of the values of its groups. */
    groups: [] as number[],
    /** The table's numbers of the values of one group. */
    tuple: new Uint32Array(columns.length),
  }));
  const addValues = (column: number, fresh: readonly string[]) => {
    texts[column] ??= [''];
    valueNumbers[column] ??= [unknown];
    for (const text of fresh) {
      texts[column].push(text);
      valueNumbers[column].push(unknown);
    }
  };
  const numberIn = (column: number, value: number, table: TallyTable) => {
    const numbers = valueNumbers[column];
    const known = numbers?.[value] ?? unknown;
    if (known !== unknown) return known;
    const number = table.valueOf(column, texts[column]?.[value] ?? '');
    if (numbers) numbers[value] = number;
    return number;
  };
  return {
    add({ values, groups: fresh }) {
      for (const [column, texts] of values.entries()) addValues(column, texts);
      for (const [at, { columns, numbers, groups }] of tallies.entries()) {
        const [only, ...others] = columns;
        for (const value of fresh[at] ?? []) groups.push(value);
        const isValue = only !== undefined && others.length === 0;
        const count = isValue
          ? (values[only]?.length ?? 0)
          : (fresh[at]?.length ?? 0) / (columns.length || 1);
        for (let added = 0; added < count; added++) numbers.push(unknown);
      }
    },
    numberOf(tally, group, table) {
      const state = tallies[tally];
      const known = state?.numbers[group] ?? 0;
      if (!state || known !== unknown) return known;
      const { columns, tuple, groups, numbers } = state;
      const from = (group - firstGroup) * columns.length;
      for (const [at, column] of columns.entries()) {
        const value = columns.length === 1 ? group - firstGroup + 1 : (groups[from + at] ?? 0);
        tuple[at] = numberIn(column, value, table);
      }
      const number = table.groupOf(tally, tuple);
      numbers[group] = number;
      return number;
    },
    forgetNumbers() {
      for (const { numbers } of tallies) numbers.fill(unknown, firstGroup);
      for (const numbers of valueNumbers) numbers?.fill(unknown);
    },
  };
}
