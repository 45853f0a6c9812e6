import { createKeyTable, type KeyTable } from '../../aggregate/key-table.ts';
import { createTallyTable, type GroupCell, type TallyTable } from '../../aggregate/tally-table.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { Tally, TallyCell } from '../../query/tally.ts';
import type { Count, EventCount } from '../engine.ts';
import type { ScannerResult } from '../scan/file-scanner.ts';
import { createTallyNumbers, firstGroup, type NewGroups } from '../scan/tally-numbers.ts';
import { createTallySpill } from './tally-spill.ts';

/** Groups and bins of groups that are held in memory: some 50 MB. */
const mostHeld = 2 ** 19;
/** Groups of a tally, where there are several tallies. Whoever can call AWS can make up any number. */
const mostTold = 100_000;

/**
 * Counts the events that a scan with `count` finds, by several tallies in one go. Holds 18 to 72 bytes of each
 * event in memory, by which second deliveries are told, and the groups; those of a single tally with a
 * `keyLength` are moved to a temporary folder when they are many, and leave 8 to 16 bytes each behind. Of
 * others so many are told apart: events of those that come up later are counted as of a group without
 * values. The parts throw the signal's reason when it is aborted; throws UsageError for a name that is no
 * column.
 */
export function tallyEvents(count: Count, found: AsyncIterable<ScannerResult>): EventCount {
  const { tallies, binOf, keepDuplicates, keyLength, held = mostHeld } = count;
  // Wrong names are reported before anything is read.
  createTallyNumbers(count);
  const spill =
    keyLength === undefined ? undefined : createTallySpill(keyOfFirst(keyLength, tallies[0]));
  let table = createTallyTable(tallies.length, { binOf, most: spill ? undefined : mostTold });
  const seen = keepDuplicates ? undefined : createKeyTable();
  /** For each scanner what it numbers. */
  const known = new Map<number, KnownGroups>();

  const parts = async function* () {
    for await (const { scanner, groups: fresh, counted, ledger } of found) {
      const groups = known.get(scanner) ?? createKnownGroups(tallies.length);
      known.set(scanner, groups);
      groups.add(fresh);
      const told = { ...ledger, matched: 0 };
      for (const rows of counted) countRows(rows, { ...count, groups, seen, table, told });
      if (fresh.areLast) known.delete(scanner);
      if (spill && table.size() > held) {
        spill.write(table);
        table = createTallyTable(tallies.length, { binOf, earlier: spill });
        for (const groups of known.values()) groups.forgetNumbers();
      }
      yield { ledger: told };
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

/** Of the JSON of a tally's values, that of the first, so many. */
function keyOfFirst(length: number, tally: Tally | undefined): (json: string) => string {
  if (length === tally?.by.length) return (json) => json;
  return (json) => JSON.stringify(JSON.parse(json).slice(0, length));
}

/** What may be told of an event that was told to be of another group since is nothing. */
function* cellsOf(cells: Iterable<GroupCell>): Generator<TallyCell> {
  for (const { json, ...cell } of cells) {
    if (cell.count > 0) yield { values: JSON.parse(json), ...cell };
  }
}

/** The groups that a scanner has numbered, of each tally. */
interface KnownGroups {
  /** By the scanner's numbers the table's; that of a group that a tally leaves out is 0. */
  readonly numbers: readonly number[][];
  add(fresh: NewGroups): void;
  /** Finds out the table's number of a group for which `numbers` has none. */
  find(tally: number, group: number, table: TallyTable): number;
  /** The table's numbers hold no longer. */
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
  readonly told: Pick<Ledger, 'matched' | 'notMatched' | 'duplicates'>;
}

/** Counts each event once, and tells what became of all of them. */
function countRows(
  rows: CountedRows,
  { groups, seen, table, told, tallies, isCounted = () => true, matching }: Counting,
): void {
  const tuple = new Uint32Array(tallies.length);
  const rowLength = 3 + tuple.length;
  const isMatch = (number: number) => matching === undefined || table.groupIn(number, matching) > 0;
  for (let at = 0; at < rows.length; at += rowLength) {
    const low = rows[at] ?? 0;
    const high = rows[at + 1] ?? 0;
    const seconds = rows[at + 2] ?? 0;
    if (!isCounted(seconds)) {
      told.notMatched++;
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
    // Deliveries that tell different things of an event come in any order: it is what the best tells.
    const wasMatch = isReplaced && isMatch(before);
    if (!isMatch(number)) {
      told.notMatched++;
      if (!wasMatch) continue;
      told.matched--;
      told.duplicates++;
    } else if (before === 0 || (isReplaced && !wasMatch)) told.matched++;
    else told.duplicates++;
  }
}
