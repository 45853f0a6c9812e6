import { rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mergeSorted } from '../../streams/merge-sorted.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import type { CompareRecords, PlacedRecord } from './record-order.ts';
import { createRunWriter, type Run, readRun } from './run-file.ts';

/** Records that were moved from memory to a temporary folder, in runs that are sorted. */
export interface Spill {
  /** Writes a run. Throws ConfigError when the temporary folder does not take it. */
  write(sorted: Iterable<PlacedRecord>): Promise<void>;
  /**
   * The runs, and what is sorted in memory, as few sequences as can be merged at once: runs are
   * merged to longer ones until they are. To be called once, after the last `write`.
   */
  merge(inMemory: Iterable<PlacedRecord>): Promise<Iterable<PlacedRecord>>;
  /** Removes the temporary folder, at once; nothing may be read any more. */
  remove(): void;
}

/** How a spill sorts, and where it lies. */
export interface SpillOptions {
  readonly compare: CompareRecords;
  /** Takes out of records in order those that are not wanted. */
  readonly wanted: (sorted: Iterable<PlacedRecord>) => Iterable<PlacedRecord>;
  /** No more records of a merged run are wanted. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Runs that are merged at once, which are files that are open, and bytes held of them. */
const maxRunsAtOnce = 64;
const maxBytesAtOnce = 2 ** 27;
/** Records between two looks at whether the run was stopped. */
const turnLength = 4096;

/** Makes the folder at the first `write`. */
export function createSpill({ compare, wanted, limit, signal }: SpillOptions): Spill {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'sort',
    'events are sorted there; set TMPDIR to a folder with room, or use --unordered',
  );
  let runs: Run[] = [];

  const write = async (sorted: Iterable<PlacedRecord>): Promise<void> => {
    const writer = attempt(() => createRunWriter(newFile()));
    try {
      let written = 0;
      for (const record of sorted) {
        attempt(() => writer.add(record));
        if (++written === limit) break;
        if (written % turnLength > 0) continue;
        await nextTurn();
        signal.throwIfAborted();
      }
      runs.push(attempt(() => writer.finish()));
    } finally {
      writer.close();
    }
  };

  return {
    write,
    async merge(inMemory) {
      for (let most = mergeable(runs); most < runs.length; most = mergeable(runs)) {
        // The last merge, which writes nothing, takes as many as it can.
        const some = Math.max(2, Math.min(most, runs.length - most + 1));
        const merged = runs.slice(0, some);
        runs = runs.slice(some);
        await write(wanted(mergeSorted(merged.map(readRun), compare)));
        for (const { path } of merged) rmSync(path);
      }
      return wanted(mergeSorted([...runs.map(readRun), inMemory], compare));
    },
    remove,
  };
}

/** How many of the runs, from the first, can be merged at once: at least two. */
function mergeable(runs: readonly Run[]): number {
  let bytes = 0;
  const end = runs.findIndex(({ largest }, index) => {
    // The next block is read while a record of the last one may still be looked at.
    bytes += 2 * largest;
    return index >= 2 && (index >= maxRunsAtOnce || bytes > maxBytesAtOnce);
  });
  return end < 0 ? runs.length : end;
}
