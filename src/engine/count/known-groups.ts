import type { TallyTable } from '../../aggregate/tally-table.ts';
import { firstGroup, type NewGroups } from '../scan/group-numbering.ts';

/** The groups that one scanner has numbered, for each tally. */
export interface KnownGroups {
  /** Adds groups that the scanner has just numbered. */
  add(fresh: NewGroups): void;
  /**
   * Returns the table's number of a group, by the scanner's number; 0 for the events that the tally
   * leaves out.
   */
  numberOf(tally: number, group: number, table: TallyTable): number;
  /** Forgets the table's numbers: they are no longer valid. */
  forgetNumbers(): void;
}

/** Marks a group whose number in the table is not known yet. */
const unknown = -1;

/** Creates the groups of one scanner, which has not numbered any yet. */
export function createKnownGroups(tallies: number): KnownGroups {
  const jsons = Array.from({ length: tallies }, () => new Array<string>(firstGroup).fill(''));
  const numbers = jsons.map(({ length }) => new Array<number>(length).fill(0));
  return {
    add({ texts }) {
      for (const [tally, fresh] of texts.entries()) {
        for (const json of fresh) {
          jsons[tally]?.push(json);
          numbers[tally]?.push(unknown);
        }
      }
    },
    numberOf(tally, group, table) {
      const known = numbers[tally]?.[group] ?? 0;
      if (known !== unknown) return known;
      const number = table.groupOf(tally, jsons[tally]?.[group] ?? '');
      if (numbers[tally]) numbers[tally][group] = number;
      return number;
    },
    forgetNumbers() {
      for (const known of numbers) known.fill(unknown, firstGroup);
    },
  };
}
