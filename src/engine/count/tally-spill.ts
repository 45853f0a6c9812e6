import type { EarlierGroups, GroupCell, TallyTable } from '../../aggregate/tally-table.ts';
import { ConfigError } from '../../errors.ts';
import { earlier, later } from '../../query/event-seconds.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import { createTextFile, type TextFile } from '../disk/text-file.ts';

/**
 * The counts of one tally that were moved from memory to a temporary folder, in partitions by the
 * key of their groups.
 */
export interface TallySpill extends EarlierGroups {
  /**
   * Moves the counts of the table, and its groups, to the folder. Throws ConfigError when the disk
   * is full.
   */
  write(table: TallyTable): void;
  /**
   * Yields all counts, one partition after another, including those of the table, which must be the
   * last one. Cells of the same group are in the same partition. Throws ConfigError when a
   * partition does not fit into memory.
   */
  partitions(table: TallyTable): Generator<readonly GroupCell[]>;
  /** Removes the temporary folder at once; nothing may be read afterwards. */
  remove(): void;
}

/** The number of partitions; each must fit into memory when it is read again. */
const partitionCount = 64;
/** The maximum number of cells in a partition. A Map holds at most 2 ** 24 entries. */
const maxCellsInPartition = 2 ** 23;

/** Describes how the JSON of a group's values is spilled. */
export interface SpilledGroups {
  /** Returns the key: groups with the same key are in the same partition. */
  readonly keyOf: (json: string) => string;
  /** Returns the groups that are written for it: its `count` events are counted in each of them. */
  readonly split: (json: string, count: number) => readonly string[];
}

/** Creates an empty spill. */
export function createTallySpill({ keyOf, split }: SpilledGroups): TallySpill {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'count',
    'groups are counted there; set TMPDIR to a folder with free space',
  );
  let partitions: TextFile[] = [];
  let groups: TextFile | undefined;
  /** Where each group ends in the file of groups, which is read only when deliveries differ. */
  let ends = new Float64Array(2 ** 10);
  let groupCount = 0;
  const partitionOf = createPartitionOf();

  const writeCells = (table: TallyTable) => {
    while (partitions.length < partitionCount) partitions.push(createTextFile(newFile()));
    for (const { values, bin, count, first, last } of table.cells(0)) {
      for (const one of split(JSON.stringify(values), count)) {
        partitions[partitionOf(keyOf(one))]?.append(`${bin},${count},${first},${last},${one}\n`);
      }
    }
    for (const partition of partitions) partition.finish();
  };
  const writeGroups = (table: TallyTable) => {
    groups ??= createTextFile(newFile());
    for (const values of table.groups(0)) {
      if (groupCount === ends.length) {
        const longer = new Float64Array(2 * groupCount);
        longer.set(ends);
        ends = longer;
      }
      ends[groupCount++] = groups.append(JSON.stringify(values));
    }
    groups.finish();
  };
  return {
    get count() {
      return groupCount;
    },
    valuesOf: (group) =>
      attempt(() => JSON.parse(groups?.read(ends[group - 2] ?? 0, ends[group - 1] ?? 0) ?? '[]')),
    write(table) {
      attempt(() => {
        writeCells(table);
        writeGroups(table);
      });
    },
    *partitions(table) {
      attempt(() => writeCells(table));
      // No more deliveries will come.
      groups?.remove();
      groups = undefined;
      for (let partition = partitions.shift(); partition; partition = partitions.shift()) {
        try {
          yield mergeCells(partition.lines());
        } finally {
          partition.remove();
        }
      }
    },
    remove() {
      for (const file of [...partitions, ...(groups ? [groups] : [])]) file.remove();
      partitions = [];
      groups = undefined;
      remove();
    },
  };
}

/**
 * Returns a function from a key to its partition. It is seeded, so that crafted values cannot all
 * land in one partition.
 */
function createPartitionOf(): (key: string) => number {
  const secret = Math.floor(Math.random() * 2 ** 32);
  return (key) => {
    let hash = secret;
    for (let at = 0; at < key.length; at++) {
      hash = Math.imul(hash ^ key.charCodeAt(at), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (hash >>> 0) % partitionCount;
  };
}

type RunningCell = { -readonly [Key in keyof GroupCell]: GroupCell[Key] };

/** Adds up the cells of lines `bin,count,first,last,JSON of the group`. */
function mergeCells(lines: Iterable<string>): GroupCell[] {
  const cells = new Map<string, RunningCell>();
  for (const line of lines) {
    let at = 0;
    const takeNumber = () => {
      const end = line.indexOf(',', at);
      const number = Number(line.slice(at, end));
      at = end + 1;
      return number;
    };
    const [bin, count, first, last] = [takeNumber(), takeNumber(), takeNumber(), takeNumber()];
    const json = line.slice(at);
    const key = bin === 0 ? json : `${bin}${json}`;
    const known = cells.get(key);
    if (!known) {
      if (cells.size === maxCellsInPartition) throw new ConfigError(tooMany);
      cells.set(key, { values: JSON.parse(json), bin, count, first, last });
      continue;
    }
    known.count += count;
    known.first = earlier(known.first, first);
    known.last = later(known.last, last);
  }
  return [...cells.values()];
}

const tooMany =
  '--distinct: one group has too many different values to hold in memory: ask for a shorter time, or ' +
  'for more groups with --by';
