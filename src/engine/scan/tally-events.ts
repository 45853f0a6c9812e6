import { type BinOf, createTallyTable, type TallyTable } from '../../aggregate/tally-table.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import type { Filter } from '../../query/filter.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { TallyCell } from '../../query/tally.ts';
import type { Source } from '../../source/source.ts';
import { createHashSecrets } from './hash-secrets.ts';
import { createKeyTable, type KeyTable } from './key-table.ts';
import { type ScanOptions, scanFor } from './scan-for.ts';
import { createTallyNumbers, firstGroup, type TallySetup } from './tally-numbers.ts';

/** How events are counted, and how the scan runs that finds them. */
export interface TallyOptions extends ScanOptions, TallySetup {
  /** The spans of time that are told apart; absent for one. */
  readonly binOf?: BinOf;
  /** Whether an event of that time, epoch seconds or 0, is counted; absent when all are. */
  readonly isCounted?: (seconds: number) => boolean;
  /** The tally by its place of which it is told how many events are in it; absent for all events. */
  readonly matching?: number;
  /** Count every delivery of an event, and not only the first. */
  readonly keepDuplicates: boolean;
}

/** A count that goes on as long as somebody takes its parts. */
export interface EventCount {
  /** What was read and counted, part by part; of each its ledger alone. To be gone through once. */
  readonly parts: AsyncIterable<{ readonly ledger: Ledger }>;
  /** What has been counted by a tally so far, in no order: all when the parts have ended. */
  cells(tally: number): Iterable<TallyCell>;
}

/**
 * Counts the events of the source that match, by several tallies in one go. Groups are held in memory,
 * and 18 to 72 bytes of each event by which second deliveries are told. The parts throw the signal's
 * reason when it is aborted; throws UsageError for a name that is no column.
 */
export function tallyEvents(filter: Filter, source: Source, options: TallyOptions): EventCount {
  const { tallies, zone, binOf, keepDuplicates } = options;
  const count = { tallies, zone };
  // Wrong names are told before anything is read.
  createTallyNumbers(count);
  const table = createTallyTable(tallies.length, binOf);
  const seen = keepDuplicates ? undefined : createKeyTable();
  /** For each scanner the table's groups, of each tally by the scanner's numbers. */
  const groupsOf = new Map<number, number[][]>();

  const parts = async function* () {
    const setup = { filter, secrets: createHashSecrets(), count };
    for await (const { scanner, groups: fresh, counted, ledger } of scanFor(
      setup,
      source,
      options,
    )) {
      // What a tally leaves out is in the group 0 of the table.
      const groups =
        groupsOf.get(scanner) ?? tallies.map(() => new Array<number>(firstGroup).fill(0));
      groupsOf.set(scanner, groups);
      for (const [tally, known] of groups.entries()) {
        for (const json of fresh[tally] ?? []) known.push(table.groupOf(tally, json));
      }
      const told = { ...ledger, matched: 0 };
      for (const rows of counted) countRows(rows, { ...options, groups, seen, table, told });
      yield { ledger: told };
    }
  };
  return { parts: parts(), cells: table.cells };
}

interface Counting extends Pick<TallyOptions, 'isCounted' | 'matching'> {
  readonly groups: readonly (readonly number[])[];
  readonly seen: KeyTable | undefined;
  readonly table: TallyTable;
  readonly told: Pick<Ledger, 'matched' | 'notMatched' | 'duplicates'>;
}

/** Counts each event once, and tells what became of all of them. */
function countRows(
  rows: CountedRows,
  { groups, seen, table, told, isCounted = () => true, matching }: Counting,
): void {
  const tuple = new Uint32Array(groups.length);
  const rowLength = 3 + groups.length;
  for (let at = 0; at < rows.length; at += rowLength) {
    const low = rows[at] ?? 0;
    const high = rows[at + 1] ?? 0;
    const seconds = rows[at + 2] ?? 0;
    if (!isCounted(seconds)) {
      told.notMatched++;
      continue;
    }
    for (let tally = 0; tally < tuple.length; tally++) {
      tuple[tally] = groups[tally]?.[rows[at + 3 + tally] ?? 0] ?? 0;
    }
    const number = table.tupleOf(tuple);
    const hasKey = low !== 0 || high !== 0;
    const before = hasKey && seen ? seen.put(low, high, number) : 0;
    if (before === 0) table.add(tuple, seconds);
    else if (before !== number && table.replace(before, number, seconds)) {
      seen?.replace(low, high, number);
    }
    if (matching !== undefined && tuple[matching] === 0) told.notMatched++;
    else if (before === 0) told.matched++;
    else told.duplicates++;
  }
}
