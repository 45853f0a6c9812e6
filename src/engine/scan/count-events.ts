import {
  type CountedGroup,
  createGroupCounter,
  type GroupCounter,
} from '../../aggregate/group-counter.ts';
import { tellsMore } from '../../aggregate/tells-more.ts';
import type { CountedRows } from '../../decode/scanner/scan-job.ts';
import type { Filter } from '../../query/filter.ts';
import type { Group } from '../../query/group.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { Source } from '../../source/source.ts';
import { createGroupNumbers } from './group-numbers.ts';
import { createHashSecrets } from './hash-secrets.ts';
import { createKeyTable, type KeyTable } from './key-table.ts';
import { type ScanOptions, scanFor } from './scan-for.ts';

/** How events are counted, and how the scan runs that finds them. */
export interface CountOptions extends ScanOptions {
  /** Names of columns, each an attribute or a field path; none for all events as one group. */
  readonly by: readonly string[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
  /** Count every delivery of an event, and not only the first. */
  readonly keepDuplicates: boolean;
}

/** A count that goes on as long as somebody takes its parts. */
export interface EventCount {
  /** What was read and counted, part by part; of each its ledger alone. To be gone through once. */
  readonly parts: AsyncIterable<{ readonly ledger: Ledger }>;
  /** The groups of the events counted so far, in no order: all when the parts have ended. */
  groups(): readonly Group[];
}

/**
 * Counts the events of the source that match. Groups are held in memory, and 18 to 72 bytes of each
 * event by which second deliveries are told. The parts throw the signal's reason when it is aborted;
 * throws UsageError for a name that is no column.
 */
export function countEvents(filter: Filter, source: Source, options: CountOptions): EventCount {
  const { by, zone, keepDuplicates } = options;
  const countBy = { names: by, zone };
  // Wrong names are told before anything is read.
  createGroupNumbers(countBy);
  const counter = createGroupCounter();
  // Of no events there are no groups, but there is a total.
  if (by.length === 0) counter.groupOf([]);
  const seen = keepDuplicates ? undefined : createKeyTable();
  /** The groups of each scanner, by its numbers. */
  const groupsOf = new Map<number, CountedGroup[]>();

  const count = async function* () {
    const setup = { filter, secrets: createHashSecrets(), countBy };
    for await (const found of scanFor(setup, source, options)) {
      const groups = groupsOf.get(found.scanner) ?? [];
      groupsOf.set(found.scanner, groups);
      for (const values of found.groups) groups.push(counter.groupOf(values));
      let duplicates = 0;
      for (const rows of found.counted) duplicates += countRows(rows, { groups, seen, counter });
      const matched = found.ledger.matched - duplicates;
      yield { ledger: { ...found.ledger, matched, duplicates } };
    }
  };
  const groups = () => counter.groups().filter((group) => by.length === 0 || group.count > 0);
  return { parts: count(), groups };
}

/** Counts each event once, in its group; returns how many had been counted before. */
function countRows(
  rows: CountedRows,
  {
    groups,
    seen,
    counter,
  }: {
    readonly groups: readonly CountedGroup[];
    readonly seen: KeyTable | undefined;
    readonly counter: GroupCounter;
  },
): number {
  let duplicates = 0;
  for (let at = 0; at < rows.length; at += 4) {
    const low = rows[at] ?? 0;
    const high = rows[at + 1] ?? 0;
    const group = groups[(rows[at + 2] ?? 0) - 1];
    if (!group) continue;
    const hasKey = low !== 0 || high !== 0;
    const before = hasKey && seen ? seen.put(low, high, group.number) : 0;
    if (before === 0) {
      group.count++;
      continue;
    }
    duplicates++;
    const other = before === group.number ? undefined : counter.numbered(before);
    if (other && tellsMore(group, other)) {
      other.count--;
      group.count++;
      seen?.replace(low, high, group.number);
    }
  }
  return duplicates;
}
