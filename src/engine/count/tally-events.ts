import { keysOfJson, splitLists } from '../../aggregate/each-element.ts';
import { createKeyTable, type KeyTable } from '../../aggregate/key-table.ts';
import { createTallyTable, type GroupCell, type TallyTable } from '../../aggregate/tally-table.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { Tally, TallyCell } from '../../query/tally.ts';
import type { Count, EventCount } from '../engine.ts';
import type { ScannerResult } from '../scan/file-scanner.ts';
import { createTallyNumbers, firstGroup, type NewGroups } from '../scan/tally-numbers.ts';
import { createTallySpill, type SpilledGroups } from './tally-spill.ts';

/** Most groups, and bins of groups, that are held in memory: about 50 MB. */
const maxHeld = 2 ** 19;
/**
 * Most groups of each tally when there are several tallies: anyone who can call AWS can make up any number of
 * values.
 */
const maxGroups = 100_000;

/**
 * Counts the events that a scan with `count` finds, for several tallies in one pass. Memory holds 18 to 72
 * bytes for each event, to recognise second deliveries, and the groups. The groups of a single tally with a
 * `keyLength` are moved to a temporary folder when there are too many, which leaves 8 to 16 bytes each in
 * memory. Any other tally has at most `maxGroups` groups: events of later ones are counted together, as a
 * group without values. The parts throw the signal's reason when it is aborted. Throws UsageError for a name
 * that is not a column.
 */
export function tallyEvents(count: Count, results: AsyncIterable<ScannerResult>): EventCount {
  const { tallies, binOf, keepDuplicates, keyLength, held = maxHeld } = count;
  // Wrong names are reported before anything is read.
  createTallyNumbers(count);
  const spill =
    keyLength === undefined ? undefined : createTallySpill(spilledGroups(keyLength, tallies[0]));
  let table = createTallyTable(tallies.length, { binOf, maxGroups: spill ? undefined : maxGroups });
  const seen = keepDuplicates ? undefined : createKeyTable();
  /** The groups that each scanner has numbered, by its number. */
  const known = new Map<number, KnownGroups>();

  const parts = async function* () {
    for await (const { scanner, groups: fresh, counted, ledger: scanned } of results) {
      const groups = known.get(scanner) ?? createKnownGroups(tallies.length);
      known.set(scanner, groups);
      groups.add(fresh);
      const ledger = { ...scanned, matched: 0 };
      for (const rows of counted) countRows(rows, { ...count, groups, seen, table, ledger });
      if (fresh.areLast) known.delete(scanner);
      if (spill && table.size() > held) {
        spill.write(table);
        table = createTallyTable(tallies.length, { binOf, earlier: spill });
        for (const groups of known.values()) groups.forgetNumbers();
      }
      yield { ledger };
    }
  };
  return {
    parts: parts(),
    cells: (tally) => cellsOf(table.cells(tally)),
    *portions() {
      const parts = spill && spill.count > 0 ? spill.parts(table) : [table.cells(0)];
      for (const part of parts) yield [...cellsOf(part)];
    },
    close: () => spill?.remove(),
  };
}

/**
 * Groups of a tally are kept together by the first `length` of their values. Their lists are split
 * first, since each element is a group.
 */
function spilledGroups(length: number, tally: Tally | undefined): SpilledGroups {
  const lists = (tally?.lists ?? []).slice(0, length);
  if (lists.includes(true)) {
    return {
      keyOf: (json) => keysOfJson(json, lists, length),
      split: (json) => splitLists(json, lists),
    };
  }
  const isWhole = length === tally?.by.length;
  return {
    keyOf: (json) => (isWhole ? json : JSON.stringify(JSON.parse(json).slice(0, length))),
    split: (json) => [json],
  };
}

/** Yields the cells that hold events. Skips cells whose events have all been moved to another group. */
function* cellsOf(cells: Iterable<GroupCell>): Generator<TallyCell> {
  for (const { json, ...cell } of cells) {
    if (cell.count > 0) yield { values: JSON.parse(json), ...cell };
  }
}

/** The groups that one scanner has numbered, for each tally. */
interface KnownGroups {
  /**
   * For each tally, the table's number by the scanner's number; 0 for the group of events that a tally leaves
   * out.
   */
  readonly numbers: readonly number[][];
  add(fresh: NewGroups): void;
  /** Looks up the table's number of a group that `numbers` does not have yet, and keeps it. */
  find(tally: number, group: number, table: TallyTable): number;
  /** Forgets the table's numbers: they are no longer valid. */
  forgetNumbers(): void;
}

const unknown = -1;

function createKnownGroups(tallies: number): KnownGroups {
  const jsons = Array.from({ length: tallies }, () => new Array<string>(firstGroup).fill(''));
  const numbers = jsons.map(({ length }) => new Array<number>(length).fill(0));
  return {
    numbers,
    add({ texts }) {
      for (const [tally, fresh] of texts.entries()) {
        for (const json of fresh) {
          jsons[tally]?.push(json);
          numbers[tally]?.push(unknown);
        }
      }
    },
    find(tally, group, table) {
      const number = table.groupOf(tally, jsons[tally]?.[group] ?? '');
      if (numbers[tally]) numbers[tally][group] = number;
      return number;
    },
    forgetNumbers() {
      for (const known of numbers) known.fill(unknown, firstGroup);
    },
  };
}

interface Counting extends Pick<Count, 'isCounted' | 'matching' | 'tallies'> {
  readonly groups: KnownGroups;
  readonly seen: KeyTable | undefined;
  readonly table: TallyTable;
  readonly ledger: Pick<Ledger, 'matched' | 'notMatched' | 'duplicates'>;
}

/** Counts each event once, and adds what became of the deliveries to the ledger. */
function countRows(
  rows: CountedRows,
  { groups, seen, table, ledger, tallies, isCounted = () => true, matching }: Counting,
): void {
  const tuple = new Uint32Array(tallies.length);
  const rowLength = 3 + tuple.length;
  const isMatch = (number: number) => matching === undefined || table.groupIn(number, matching) > 0;
  for (let at = 0; at < rows.length; at += rowLength) {
    const low = rows[at] ?? 0;
    const high = rows[at + 1] ?? 0;
    const seconds = rows[at + 2] ?? 0;
    if (!isCounted(seconds)) {
      ledger.notMatched++;
      continue;
    }
    for (let tally = 0; tally < tuple.length; tally++) {
      const group = rows[at + 3 + tally] ?? 0;
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
