import { createTextNumbering, type TextNumbering } from '../../aggregate/text-numbering.ts';
import { createTupleTable } from '../../aggregate/tuple-table.ts';
import { FIRST_GROUP, MOST_TALLIES, OUTSIDE } from '../../decode/scanner/layout.ts';
import type { ScanColumn, ScanStep, ScanTally, ScanTest } from '../../decode/scanner/scan-job.ts';
import { compileNotingFilter, type FilterTest } from '../../filter/compile-filter.ts';
import { costOf } from '../../filter/field-reads.ts';
import type { Condition } from '../../query/condition/condition.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { NameNotes } from '../../query/read-names.ts';
import type { Tally } from '../../query/tally.ts';
import {
  compileGroupKey,
  compileMetColumns,
  type GroupKeyOptions,
  joinMet,
  type KeyColumn,
} from './compile-group-key.ts';

/** The tallies that events are counted by. Plain data: it is sent to workers. */
export interface TallySetup extends GroupKeyOptions {
  readonly tallies: readonly ScannedTally[];
}

/**
 * A tally. If it has conditions, its events must meet at least one; the columns of the conditions
 * that are met (`compileMetColumns`) come before those of its names.
 */
interface ScannedTally extends Tally {
  readonly conditions?: readonly Condition[];
  /** See `EventGrouping`. */
  readonly counted?: readonly number[];
}

/** Groups, and values of columns, that were numbered for the first time. */
export interface NewGroups {
  /** For each column, these values, in the order of their numbers, which begin at 1. */
  readonly values: readonly (readonly string[])[];
  /**
   * For each tally, the numbers of the values of these groups, one group after the other in the
   * order of their numbers. Empty for a tally by a single column, whose groups are its values.
   */
  readonly groups: readonly Uint32Array<ArrayBuffer>[];
  /** After these groups, numbering starts again from the beginning. */
  readonly areLast: boolean;
}

export const noGroups: NewGroups = { values: [], groups: [], areLast: false };

/** Numbers the groups of each tally in the order in which they are found. */
export interface GroupNumbering {
  /** How the record scanner finds groups, for each tally. */
  readonly tallies: readonly ScanTally[];
  /** The columns of each tally, as indexes of `NewGroups.values`. */
  readonly columnsOfTallies: readonly (readonly number[])[];
  /** Returns the numbers of a parsed record's groups, one for each tally. */
  groupsOf(record: EventRecord): readonly number[];
  /** Returns the bytes of the values numbered since the last call of `takeNew`. */
  newBytes(): number;
  /**
   * Returns the groups numbered since the last call. When the total is too large, it then forgets
   * all groups and starts again: see `areLast`.
   */
  takeNew(): NewGroups;
}

/** The group of events that a tally leaves out. */
export const outside = OUTSIDE;
/** The number of a tally's first group. */
export const firstGroup = FIRST_GROUP;
/** The maximum number of groups and values that are remembered. */
const maxKnown = 2 ** 17;
/** The maximum of the bytes that the values take which are remembered. */
const maxKnownBytes = 6e6;

/**
 * Creates the numbering, which notes in `notes` the names that the filters of the tallies read.
 * Throws UsageError for a name that is not a column.
 */
export function createGroupNumbering(
  { tallies, ...options }: TallySetup,
  notes?: NameNotes,
): GroupNumbering {
  if (tallies.length > MOST_TALLIES) throw new RangeError(`${tallies.length} tallies are too many`);
  const columns = createColumns();
  const numbered = tallies.map((tally) => numberGroups(tally, { options, columns, notes }));
  let takenBytes = 0;
  return {
    tallies: numbered.map(({ tally }) => tally),
    columnsOfTallies: numbered.map(({ columns: own }) => own.map(({ index }) => index)),
    groupsOf: (record) => numbered.map(({ groupOf }) => groupOf(record)),
    newBytes: () => columns.bytes() - takenBytes,
    takeNew() {
      const fresh = {
        values: columns.all().map(({ values }) => values.takeNew()),
        groups: numbered.map(({ groups }) => groups.takeNew()),
      };
      const known = sum(numbered.map(({ groups }) => groups.size())) + columns.size();
      const areLast = known > maxKnown || columns.bytes() > maxKnownBytes;
      if (areLast) {
        for (const { groups } of numbered) groups.clear();
        columns.clear();
      }
      takenBytes = columns.bytes();
      return { ...fresh, areLast };
    },
  };
}

/** A column of tallies, with the numbers of its values. */
interface NumberedColumn extends ScanColumn {
  readonly index: number;
  readonly values: TextNumbering;
}

/** Creates the columns of several tallies: one for each ID. */
function createColumns() {
  const columns = new Map<string, NumberedColumn>();
  const create = ({ steps }: KeyColumn): NumberedColumn => {
    const values = createTextNumbering();
    return {
      index: columns.size,
      values,
      steps: steps.map((step) => numberedBy(values.numberOf, step)),
    };
  };
  const all = () => [...columns.values()];
  return {
    all,
    of(key: KeyColumn): NumberedColumn {
      const column = columns.get(key.id) ?? create(key);
      columns.set(key.id, column);
      return column;
    },
    size: () => sum(all().map(({ values }) => values.size())),
    bytes: () => sum(all().map(({ values }) => values.bytes())),
    clear() {
      for (const { values } of all()) values.clear();
    },
  };
}

function numberedBy(
  numberOf: (value: string) => number,
  { show, ...step }: KeyColumn['steps'][number],
): ScanStep {
  return {
    ...step,
    numberOf(event, note) {
      const value = show(event, note);
      return typeof value === 'string' ? numberOf(value) : value;
    },
  };
}

interface NumberingOptions {
  readonly options: GroupKeyOptions;
  readonly columns: ReturnType<typeof createColumns>;
  readonly notes: NameNotes | undefined;
}

function numberGroups(tally: ScannedTally, { options, columns, notes }: NumberingOptions) {
  const met = tally.conditions ? compileMetColumns(tally.conditions) : [];
  const key = [...met, ...compileGroupKey(tally, options)];
  const own = key.map(columns.of);
  const groups = createGroups(own.length);
  const gate = tally.filter && compileGate(tally.filter, notes);
  const counted = new Set(tally.counted);
  const passes = (values: readonly number[]) => {
    const indexes = joinMet(met.map((_, at) => own[at]?.values.textOf(values[at] ?? 0) ?? ''));
    if (indexes.length === 0) return false;
    return indexes.every((index) => counted.has(index)) ? 'textless' : true;
  };
  return {
    tally: {
      tests: gate?.tests ?? [],
      columns: own,
      groupOf: groups.add,
      ...(met.length > 0 && { gate: { columns: met.length, passes } }),
    },
    columns: own,
    groupOf(record: EventRecord): number {
      if (gate && !gate.matches(record)) return OUTSIDE;
      const values = key.map(({ steps }, at) => {
        const value = steps.at(-1)?.show(record.event);
        return own[at]?.values.numberOf(typeof value === 'string' ? value : '') ?? 0;
      });
      return met.length > 0 && !passes(values) ? OUTSIDE : groups.numberOf(values);
    },
    groups,
  };
}

/**
 * Numbers the groups of a tally by the numbers of their values, in this many columns. The record
 * scanner remembers the numbers itself, and asks again for those that it has forgotten: a group can
 * have several numbers.
 */
function createGroups(columns: number) {
  // The groups of a single column are its values.
  const isValue = columns === 1;
  let fresh: number[] = [];
  let count = 0;
  let ofParsed = createTupleTable(columns);
  let numbersOfParsed: number[] = [];
  const add = (values: readonly number[]) => {
    if (isValue) return firstGroup - 1 + (values[0] ?? 0);
    if (columns === 0) return firstGroup;
    for (const value of values) fresh.push(value);
    return firstGroup + count++;
  };
  return {
    add,
    /** Returns the number of the group of a parsed record: always the same number. */
    numberOf(values: readonly number[]) {
      if (isValue) return add(values);
      const at = ofParsed.numberOf(values);
      numbersOfParsed[at] ??= add(values);
      return numbersOfParsed[at];
    },
    size: () => count,
    clear() {
      count = 0;
      ofParsed = createTupleTable(columns);
      numbersOfParsed = [];
    },
    takeNew() {
      const taken = Uint32Array.from(fresh);
      fresh = [];
      return taken;
    },
  };
}

/**
 * Compiles the tests that decide which events a tally leaves out. Those that begin with few fields
 * come first, because they exclude most events; `not` excludes few.
 */
function compileGate(
  filter: Filter,
  notes: NameNotes | undefined,
): {
  readonly tests: readonly ScanTest[];
  readonly matches: (record: EventRecord) => boolean;
} {
  const { tests, text, matches } = compileNotingFilter({ ...filter, time: {} }, notes);
  const firstReads = ({ shortcuts: [first], reads }: FilterTest) => first?.reads ?? reads;
  const sorted = tests.toSorted(
    (a, b) =>
      costOf(firstReads(a)) - costOf(firstReads(b)) ||
      Number(a.isExclusion) - Number(b.isExclusion) ||
      firstReads(a).length - firstReads(b).length,
  );
  // An expression is searched in the record's text, so the whole record must be read.
  const inText: ScanTest = { reads: [[]], matches: () => true };
  return { tests: text ? [inText, ...sorted] : sorted, matches };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
