import { createTallyTable } from '../aggregate/tally-table.ts';
import type { EventGroup } from '../query/query.ts';
import { cell, countRecords, Row, rowLength } from '../query/record-block.ts';
import { createKnownGroups, type KnownGroups } from './count/known-groups.ts';
import { joinMet } from './scan/compile-group-key.ts';
import type { ScannerResult } from './scan/file-scanner.ts';

/** The groups of a query's events, numbered alike for all scanners. */
export interface EventGroups {
  /** Replaces the scanner's numbers of groups in the rows of its blocks. */
  renumber(result: ScannerResult): void;
  /** See `QueryPart.groupOf`. */
  groupOf(number: number): EventGroup | undefined;
}

/** The maximum number of groups that are kept apart, because callers can make up any values. */
const maxGroups = 2 ** 17;

/** Creates the groups of a query by these names. */
export function createEventGroups(names: readonly string[]): EventGroups {
  /** The number of columns, known from the first result; the last ones are those of the names. */
  let columns = 0;
  let table = createTallyTable([[]]);
  /** The lists of conditions by the columns of the conditions: few lists, for many groups. */
  const metLists = new Map<string, readonly number[]>();
  const metOf = (values: readonly string[]) => {
    const key = values.join(' ');
    const known = metLists.get(key);
    if (known) return known;
    const met = joinMet(values);
    metLists.set(key, met);
    return met;
  };
  /** The groups that each scanner has numbered, by the number of the scanner. */
  const known = new Map<number, KnownGroups>();
  const begin = (count: number) => {
    columns = count;
    table = createTallyTable(tallyOf(count), { maxGroups });
  };
  return {
    renumber({ scanner, groups: fresh, blocks }) {
      if (columns === 0 && fresh.values.length > 0) begin(fresh.values.length);
      if (blocks.length === 0 && fresh.values.length === 0) return;
      const groups = known.get(scanner) ?? createKnownGroups(tallyOf(columns));
      known.set(scanner, groups);
      groups.add(fresh);
      for (const block of blocks) {
        for (let index = 0; index < countRecords(block); index++) {
          const number = groups.numberOf(0, cell(block, index, Row.group), table);
          block.rows[index * rowLength + Row.group] = number;
        }
      }
      if (fresh.areLast) known.delete(scanner);
    },
    groupOf(number) {
      const values = table.valuesOf(0, number);
      const met = columns - names.length;
      if (values.length < columns) return undefined;
      return { values: values.slice(met), met: metOf(values.slice(0, met)) };
    },
  };
}

/** Returns the columns of a single tally, by their indexes. */
function tallyOf(columns: number): readonly (readonly number[])[] {
  return [Array.from({ length: columns }, (_, at) => at)];
}
