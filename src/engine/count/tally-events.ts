import { setImmediate as nextTurn } from 'node:timers/promises';
import { createListSplit, type ListSplit } from '../../aggregate/each-element.ts';
import { createTallyTable, type GroupCell, type TableRoom } from '../../aggregate/tally-table.ts';
import { hasLists, listsOfKey } from '../../query/list-value.ts';
import type { Tally, TallyCell } from '../../query/tally.ts';
import type { Count, EventCount } from '../engine.ts';
import type { ScannerResult } from '../scan/file-scanner.ts';
import { createGroupNumbering } from '../scan/group-numbering.ts';
import { createEventCounter } from './event-counter.ts';
import { createKnownGroups, type KnownGroups } from './known-groups.ts';
import { createTallySpill, type SpilledGroups } from './tally-spill.ts';

/** The default of `Count.maxHeld`: about 50 MB. */
const defaultMaxHeld = 2 ** 19;
/** The bytes of values that are held at most before the groups are moved to a temporary folder. */
const maxHeldBytes = 24e6;
/**
 * The maximum number of groups of each tally when there are several tallies: anyone who can call
 * AWS can make up any number of values.
 */
const maxGroups = 100_000;
/** The memory of several tallies: without it, 1 kB in each value would be a gigabyte. */
const room: TableRoom = {
  bytes: 24e6,
  bytesOfColumn: 2e6,
  groups: 250_000,
  groupsOfTally: 10_000,
};

/**
 * Counts the events that a scan with `count` finds, for several tallies in one pass. Memory holds
 * the groups, and the keys of `maxKeys` events to recognize repeated deliveries; deliveries of
 * further events are moved to a temporary folder and counted at the end. When a single tally with a
 * `keyLength` has too many groups, they are moved to a temporary folder, which leaves 8 to 16 bytes
 * for each in memory. Any other tally has at most `maxGroups` groups, and all together have `room`;
 * events of further groups are counted together as one group without values. The parts throw the
 * signal's reason when it is aborted. Throws UsageError for a name that is not a column.
 */
export function tallyEvents(count: Count, results: AsyncIterable<ScannerResult>): EventCount {
  const { tallies, binOf, keyLength, maxHeld = defaultMaxHeld } = count;
  // Throws for unknown names before anything is read.
  const { columnsOfTallies } = createGroupNumbering(count);
  const spilled =
    keyLength === undefined ? undefined : spilledGroups(keyLength, tallies[0], count.keyOf);
  const spill = spilled && createTallySpill(spilled);
  let table = createTallyTable(columnsOfTallies, {
    binOf,
    ...(!spill && { maxGroups, room }),
  });
  const counter = createEventCounter(count);
  /** The groups that each scanner has numbered, by the number of the scanner. */
  const known = new Map<number, KnownGroups>();

  const makeRoom = () => {
    if (!spill || (table.size() <= maxHeld && table.bytes() <= maxHeldBytes)) return;
    spill.write(table);
    table = createTallyTable(columnsOfTallies, { binOf, earlier: spill });
    for (const groups of known.values()) groups.forgetNumbers();
  };
  const parts = async function* () {
    for await (const { scanner, groups: fresh, counted, ledger: scanned } of results) {
      const groups = known.get(scanner) ?? createKnownGroups(columnsOfTallies);
      known.set(scanner, groups);
      groups.add(fresh);
      const ledger = { ...scanned, matched: 0 };
      for (const rows of counted) counter.add(rows, groups, { table, ledger });
      if (fresh.areLast) known.delete(scanner);
      makeRoom();
      yield { ledger };
    }
    for (const ledger of counter.addRest(() => table)) {
      makeRoom();
      yield { ledger };
      await nextTurn();
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
    close() {
      counter.close();
      spill?.remove();
    },
  };
}

/**
 * Returns how the groups of a tally are spilled: those with the same first `length` values
 * together, and with their lists split first, since each element is a group.
 */
function spilledGroups(
  length: number,
  tally: Tally | undefined,
  meaningOf: Count['keyOf'],
): SpilledGroups & Pick<ListSplit, 'cut'> {
  const lists = listsOfKey(tally?.lists ?? [], length);
  if (hasLists(lists)) {
    const split = createListSplit(lists, length);
    const keyOf = (json: string) => JSON.stringify(meaningOf?.(JSON.parse(split.keyOf(json))));
    return meaningOf ? { ...split, keyOf } : split;
  }
  const isWhole = length === tally?.by.length;
  return {
    keyOf(json) {
      if (isWhole && !meaningOf) return json;
      const key: readonly string[] = JSON.parse(json).slice(0, length);
      return JSON.stringify(meaningOf?.(key) ?? key);
    },
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
