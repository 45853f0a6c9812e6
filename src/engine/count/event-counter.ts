import { createKeyTable, tableIsFull } from '../../aggregate/key-table.ts';
import type { TallyTable } from '../../aggregate/tally-table.ts';
import { COUNTED_GROUPS } from '../../decode/scanner/layout.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { Count } from '../engine.ts';
import { createDeliverySpill, deliveryWords } from './delivery-spill.ts';
import type { KnownGroups } from './known-groups.ts';

/** The default of `Count.maxKeys`: with one more, the table would grow from 50 to 200 MB. */
const defaultMaxKeys = Math.floor((2 ** 22 * 2) / 3);

/**
 * Counts each event once. The deliveries of an event may differ and come in any order: the most
 * complete one decides. The ledger counts each delivery as a match, a non-match or a duplicate.
 */
export interface EventCounter {
  /** Counts the rows of a scanner. Throws ConfigError when the disk is full. */
  add(rows: CountedRows, groups: KnownGroups, counts: Counts): void;
  /**
   * Counts the deliveries that were set aside because there were too many keys to hold in memory.
   * Yields parts of the ledger. `table` returns the table to count them in.
   */
  addRest(table: () => TallyTable): Generator<Ledger>;
  /** Removes the temporary folder. */
  close(): void;
}

/** Where events are counted. */
interface Counts {
  readonly table: TallyTable;
  readonly ledger: Pick<Ledger, 'matched' | 'notMatched' | 'duplicates'>;
}

/** Creates a counter that has not counted anything. */
export function createEventCounter({
  tallies,
  keepDuplicates,
  isCounted = () => true,
  matchingTally,
  maxKeys = defaultMaxKeys,
}: Omit<Count, 'filter' | 'zone'>): EventCounter {
  let seen = keepDuplicates ? undefined : createKeyTable(maxKeys);
  const spill = createDeliverySpill();
  const rowLength = COUNTED_GROUPS + tallies.length;
  /** The groups of the delivery that is counted. */
  const tuple = new Uint32Array(tallies.length);
  const hasSameGroups = (rows: CountedRows, at: number, other: number) => {
    for (let word = COUNTED_GROUPS; word < rowLength; word++) {
      if (rows[at + word] !== rows[other + word]) return false;
    }
    return true;
  };
  const isMatch = (number: number, table: TallyTable) =>
    matchingTally === undefined || table.groupIn(number, matchingTally) > 0;

  /** Counts a delivery whose tuple of groups has this number. Both halves of the hash may be 0. */
  const addDelivery = (
    low: number,
    high: number,
    seconds: number,
    number: number,
    { table, ledger }: Counts,
  ) => {
    const hasKey = low !== 0 || high !== 0;
    const before = hasKey && seen ? seen.put(low, high, number) : 0;
    // Until the rest is counted, a delivery that is set aside counts as the first of its event.
    if (before === tableIsFull) spill.add(low, high, seconds, number);
    const isFirst = before === 0 || before === tableIsFull;
    const isReplaced = !isFirst && before !== number && table.replace(before, number, seconds);
    if (before === 0) table.add(tuple, seconds);
    else if (isReplaced) seen?.replace(low, high, number);
    const wasMatch = isReplaced && isMatch(before, table);
    if (!isMatch(number, table)) {
      ledger.notMatched++;
      if (!wasMatch) return;
      ledger.matched--;
      ledger.duplicates++;
    } else if (isFirst || (isReplaced && !wasMatch)) ledger.matched++;
    else ledger.duplicates++;
  };

  return {
    add(rows, groups, counts) {
      let number = 0;
      let numbered = 0;
      for (let at = 0; at < rows.length; at += rowLength) {
        const seconds = rows[at + 2] ?? 0;
        if (!isCounted(seconds)) {
          counts.ledger.notMatched++;
          continue;
        }
        // Most events have the same groups as the event before.
        if (number === 0 || !hasSameGroups(rows, at, numbered)) {
          for (let tally = 0; tally < tuple.length; tally++) {
            const group = rows[at + COUNTED_GROUPS + tally] ?? 0;
            tuple[tally] = groups.numberOf(tally, group, counts.table);
          }
          number = counts.table.tupleOf(tuple);
          numbered = at;
        }
        addDelivery(rows[at] ?? 0, rows[at + 1] ?? 0, seconds, number, counts);
      }
    },
    *addRest(table) {
      for (const blocks of spill.partitions()) {
        seen = createKeyTable();
        for (const block of blocks) {
          const ledger = createLedger();
          for (let at = 0; at < block.length; at += deliveryWords) {
            const number = block[at + 3] ?? 0;
            tuple.set(table().groupsOf(number));
            ledger[isMatch(number, table()) ? 'matched' : 'notMatched']--;
            const [low, high, seconds] = [block[at] ?? 0, block[at + 1] ?? 0, block[at + 2] ?? 0];
            addDelivery(low, high, seconds, number, { table: table(), ledger });
          }
          yield ledger;
        }
      }
    },
    close: spill.remove,
  };
}
