import { createTallyTable } from '../aggregate/tally-table.ts';
import type { EventGroup } from '../query/query.ts';
import { cell, countRecords, Row, rowLength } from '../query/record-block.ts';
import { createKnownGroups, type KnownGroups } from './count/known-groups.ts';
import { joinMet } from './scan/compile-group-key.ts';
import type { ScannerResult } from './scan/file-scanner.ts';
import { createGroupNumbering, type TallySetup } from './scan/group-numbering.ts';

/** The groups of a query's events, numbered alike for all scanners. */
export interface EventGroups {
  /** Replaces the scanner's numbers of groups in the rows of its blocks. */
  renumber(result: ScannerResult): void;
  /** See `QueryPart.groupOf`. */
  groupOf(number: number): EventGroup | undefined;
}

/** The maximum number of groups that are kept apart: who can call AWS can make up any values. */
const maxGroups = 2 ** 17;

/** Creates the groups of the only tally. Throws UsageError for a name that is not a column. */
export function createEventGroups(setup: TallySetup): EventGroups {
  const { columnsOfTallies } = createGroupNumbering(setup);
  const columns = columnsOfTallies[0]?.length ?? 0;
  /** The number of columns of conditions, which come first. */
  const met = columns - (setup.tallies[0]?.by.length ?? 0);
  const table = createTallyTable(columnsOfTallies, { maxGroups });
  /** The groups that each scanner has numbered, by the number of the scanner. */
  const known = new Map<number, KnownGroups>();
  return {
    renumber({ scanner, groups: fresh, blocks }) {
      const groups = known.get(scanner) ?? createKnownGroups(columnsOfTallies);
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
      if (values.length < columns) return undefined;
      return { values: values.slice(met), met: joinMet(values.slice(0, met)) };
    },
  };
}
