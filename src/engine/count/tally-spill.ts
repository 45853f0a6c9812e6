import type { EarlierGroups, GroupCell, TallyTable } from '../../aggregate/tally-table.ts';
import { ConfigError } from '../../errors.ts';
import { createTemporaryFolder } from '../disk/temporary-folder.ts';
import { createTextFile, type TextFile } from '../disk/text-file.ts';

/** Counts of one tally that were moved from memory to a temporary folder. */
export interface TallySpill extends EarlierGroups {
  /**
   * Moves the counts of the table, and its groups, to the folder. Throws ConfigError when the disk is full.
   */
  write(table: TallyTable): void;
  /**
   * Yields all counts in parts, including those of the table, which must be the last one. Cells of the same
   * group are in the same part. Throws ConfigError when a part does not fit into memory.
   */
  parts(table: TallyTable): Generator<readonly GroupCell[]>;
  /** Removes the temporary folder at once; nothing may be read afterwards. */
  remove(): void;
}

/** Number of parts in which the counts are read again; each must fit into memory. */
const partCount = 64;
/** Most cells of a part. A Map holds at most 2 ** 24 entries. */
const maxCellsInPart = 2 ** 23;

/** How the JSON of a group's values is written. */
export interface SpilledGroups {
  /** Returns the key: groups with the same key are in the same part. */
  readonly keyOf: (json: string) => string;
  /** Returns the groups as which it is written, in each of which its events are counted. */
  readonly split: (json: string) => readonly string[];
}

/** Creates an empty spill. */
export function createTallySpill({ keyOf, split }: SpilledGroups): TallySpill {
  const { newFile, attempt, remove } = createTemporaryFolder(
    'count',
    'groups are counted there; set TMPDIR to a folder with room',
  );
  let parts: TextFile[] = [];
  let groups: TextFile | undefined;
  /** Where each group ends in the file of groups, which is read only when deliveries differ. */
  let ends = new Float64Array(2 ** 10);
  let groupCount = 0;
  const partOf = createPartOf();

  const writeCells = (table: TallyTable) => {
    while (parts.length < partCount) parts.push(createTextFile(newFile()));
    for (const { json, bin, count, first, last } of table.cells(0)) {
      for (const one of split(json)) {
        parts[partOf(keyOf(one))]?.append(`${bin},${count},${first},${last},${one}\n`);
      }
    }
    for (const part of parts) part.finish();
  };
  const writeGroups = (jsons: readonly string[]) => {
    groups ??= createTextFile(newFile());
    if (groupCount + jsons.length > ends.length) {
      const longer = new Float64Array(2 * (groupCount + jsons.length));
      longer.set(ends);
      ends = longer;
    }
    for (const json of jsons) ends[groupCount++] = groups.append(json);
    groups.finish();
  };
  return {
    get count() {
      return groupCount;
    },
    jsonOf: (group) =>
      attempt(() => groups?.read(ends[group - 2] ?? 0, ends[group - 1] ?? 0) ?? '[]'),
    write(table) {
      attempt(() => {
        writeCells(table);
        writeGroups(table.takeGroups(0));
      });
    },
    *parts(table) {
      attempt(() => writeCells(table));
      // No more deliveries will come.
      groups?.remove();
      groups = undefined;
      for (let part = parts.shift(); part; part = parts.shift()) {
        try {
          yield mergeCells(part.lines());
        } finally {
          part.remove();
        }
      }
    },
    remove() {
      for (const file of [...parts, ...(groups ? [groups] : [])]) file.remove();
      parts = [];
      groups = undefined;
      remove();
    },
  };
}

/** Returns the part of a key. Seeded, so that crafted values cannot all land in one part. */
function createPartOf(): (key: string) => number {
  const secret = Math.floor(Math.random() * 2 ** 32);
  return (key) => {
    let hash = secret;
    for (let at = 0; at < key.length; at++) {
      hash = Math.imul(hash ^ key.charCodeAt(at), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (hash >>> 0) % partCount;
  };
}

/** Adds up the cells of lines `bin,count,first,last,JSON of the group`. */
function mergeCells(lines: Iterable<string>): GroupCell[] {
  const cells = new Map<string, { -readonly [Key in keyof GroupCell]: GroupCell[Key] }>();
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
      if (cells.size === maxCellsInPart) throw new ConfigError(tooMany);
      cells.set(key, { json, bin, count, first, last });
      continue;
    }
    known.count += count;
    if (first !== 0 && (known.first === 0 || first < known.first)) known.first = first;
    known.last = Math.max(known.last, last);
  }
  return [...cells.values()];
}

const tooMany =
  '--distinct: one group has too many different values to hold in memory: ask for a shorter time, or ' +
  'for more groups with --by';
