import { createListSplit, type ListSplit } from '../../aggregate/each-element.ts';
import { createKeyTable, type KeyTable } from '../../aggregate/key-table.ts';
import { createTallyTable, type GroupCell, type TallyTable } from '../../aggregate/tally-table.ts';
import { COUNTED_GROUPS } from '../../decode/scanner/layout.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import type { Ledger } from '../../query/ledger.ts';
import { hasLists, listsOfKey } from '../../query/list-value.ts';
import type { Tally, TallyCell } from '../../query/tally.ts';
import type { Count, EventCount } from '../engine.ts';
import type { ScannerResult } from '../scan/file-scanner.ts';
import { createGroupNumbering } from '../scan/group-numbering.ts';
import { createKnownGroups, type KnownGroups, unknown } from './known-groups.ts';
import { createTallySpill, type SpilledGroups } from './tally-spill.ts';

/** The default of `Count.maxHeld`: about 50 MB. */
const defaultMaxHeld = 2 ** 19;
/**
 * The maximum number of groups of each tally when there are several tallies: anyone who can call
 * AWS can make up any number of values.
 */
const maxGroups = 100_000;

/**
 * Counts the events that a scan with `count` finds, for several tallies in one pass. Memory holds
 * the groups, and 18 to 72 bytes for each event to recognize repeated deliveries. When a single
 * tally with a `keyLength` has too many groups, they are moved to a temporary folder, which leaves
 * 8 to 16 bytes for each in memory. Any other tally has at most `maxGroups` groups; events of
 * further groups are counted together as one group without values. The parts throw the signal's
 * reason when it is aborted. Throws UsageError for a name that is not a column.
 */
export function tallyEvents(count: Count, results: AsyncIterable<ScannerResult>): EventCount {
  const { tallies, binOf, keepDuplicates, keyLength, maxHeld = defaultMaxHeld } = count;
  // Throws for unknown names before anything is read.
  const { columnsOfTallies } = createGroupNumbering(count);
  const spilled = keyLength === undefined ? undefined : spilledGroups(keyLength, tallies[0]);
  const spill = spilled && createTallySpill(spilled);
  let table = createTallyTable(columnsOfTallies, {
    binOf,
    maxGroups: spill ? undefined : maxGroups,
  });
  const seen = keepDuplicates ? undefined : createKeyTable();
  /** The groups that each scanner has numbered, by the number of the scanner. */
  const known = new Map<number, KnownGroups>();

  const parts = async function* () {
    for await (const { scanner, groups: fresh, counted, ledger: scanned } of results) {
      const groups = known.get(scanner) ?? createKnownGroups(columnsOfTallies);
      known.set(scanner, groups);
      groups.add(fresh);
      const ledger = { ...scanned, matched: 0 };
      for (const rows of counted) countRows(rows, { ...count, groups, seen, table, ledger });
      if (fresh.areLast) known.delete(scanner);
      if (spill && table.size() > maxHeld) {
        spill.write(table);
        table = createTallyTable(columnsOfTallies, { binOf, earlier: spill });
        for (const groups of known.values()) groups.forgetNumbers();
      }
      yield { ledger };
    }
  };
  return {
    parts: parts(),
    cells: (tally) => cellsOf(table.cells(tally)),
    *portions() {
      const portions = spill && spill.count > 0 ? spill.partitions(table) : [table.cells(0)];
      for (const portion of portions) yield [...cellsOf(portion)];
    },
    cut: () => spilled?.cut() ?? 0,
    close: () => spill?.remove(),
  };
}

/**
 * Returns how the groups of a tally are spilled: those with the same first `length` values
 * together, and with their lists split first, since each element is a group.
 */
function spilledGroups(
  length: number,
  tally: Tally | undefined,
): SpilledGroups & Pick<ListSplit, 'cut'> {
  const lists = listsOfKey(tally?.lists ?? [], length);
  if (hasLists(lists)) return createListSplit(lists, length);
  const isWhole = length === tally?.by.length;
  return {
    keyOf: (json) => (isWhole ? json : JSON.stringify(JSON.parse(json).slice(0, length))),
    split: (json) => [json],
    cut: () => 0,
  };
}

/**
 * Yields the cells that hold events. Skips cells whose events have all been moved to another group.
 */
function* cellsOf(cells: Iterable<GroupCell>): Generator<TallyCell> {
  for (const cell of cells) if (cell.count > 0) yield cell;
}

/** The state and options of `countRows`. */
interface Counting extends Pick<Count, 'isCounted' | 'matchingTally' | 'tallies'> {
  readonly groups: KnownGroups;
  readonly seen: KeyTable | undefined;
  readonly table: TallyTable;
  readonly ledger: Pick<Ledger, 'matched' | 'notMatched' | 'duplicates'>;
}

/**
 * Counts each event once. The ledger counts each of its deliveries as a match, a non-match or a
 * duplicate.
 */
function countRows(
  rows: CountedRows,
  { groups, seen, table, ledger, tallies, isCounted = () => true, matchingTally }: Counting,
): void {
  const tuple = new Uint32Array(tallies.length);
  const rowLength = COUNTED_GROUPS + tuple.length;
  const isMatch = (number: number) =>
    matchingTally === undefined || table.groupIn(number, matchingTally) > 0;
  for (let at = 0; at < rows.length; at += rowLength) {
    const low = rows[at] ?? 0;
    const high = rows[at + 1] ?? 0;
    const seconds = rows[at + 2] ?? 0;
    if (!isCounted(seconds)) {
      ledger.notMatched++;
      continue;
    }
    for (let tally = 0; tally < tuple.length; tally++) {
      const group = rows[at + COUNTED_GROUPS + tally] ?? 0;
      const known = groups.numbers[tally]?.[group] ?? 0;
      tuple[tally] = known === unknown ? groups.find(tally, group, table) : known;
    }
    const number = table.tupleOf(tuple);
    const hasKey = low !== 0 || high !== 0;
    const before = hasKey && seen ? seen.put(low, high, number) : 0;
    const isReplaced = before !== 0 && before !== number && table.replace(before, number, seconds);
    if (before === 0) table.add(tuple, seconds);
    else if (isReplaced) seen?.replace(low, high, number);
    // The deliveries of an event may differ and come in any order: the most complete one decides.
    const wasMatch = isReplaced && isMatch(before);
    if (!isMatch(number)) {
      ledger.notMatched++;
      if (!wasMatch) continue;
      ledger.matched--;
      ledger.duplicates++;
    } else if (before === 0 || (isReplaced && !wasMatch)) ledger.matched++;
    else ledger.duplicates++;
  }
}
