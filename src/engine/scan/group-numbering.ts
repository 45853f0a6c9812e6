import { createTextNumbering, type TextNumbering } from '../../aggregate/text-numbering.ts';
import { MOST_TALLIES } from '../../decode/scanner/layout.ts';
import type { ScanColumn, ScanStep, ScanTally } from '../../decode/scanner/scan-job.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { compileNotingFilter } from '../../filter/compile-filter.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { NameNotes } from '../../query/read-names.ts';
import type { Tally } from '../../query/tally.ts';
import {
  compileGroupKey,
  costOf,
  type GroupKeyOptions,
  type KeyColumn,
} from './compile-group-key.ts';

/** The tallies that events are counted by. Plain data: it is sent to workers. */
export interface TallySetup extends GroupKeyOptions {
  readonly tallies: readonly Tally[];
}

/** Groups that were numbered for the first time. */
export interface NewGroups {
  /** For each tally, the values of these groups as JSON, in the order of their numbers. */
  readonly texts: readonly (readonly string[])[];
  /** After these groups, numbering starts again from the beginning. */
  readonly areLast: boolean;
}

export const noGroups: NewGroups = { texts: [], areLast: false };

/** Numbers the groups of each tally in the order in which they first occur. */
export interface GroupNumbering {
  /** How the record scanner finds groups, for each tally. */
  readonly tallies: readonly ScanTally[];
  /** Returns the numbers of a parsed record's groups, one for each tally. */
  groupsOf(record: EventRecord): readonly number[];
  /**
   * Returns the groups numbered since the last call. When the total is too large, it then forgets
   * all groups and starts again: see `areLast`.
   */
  takeNew(): NewGroups;
}

/** The group number of the events that a tally leaves out. */
const outside = 1;
/** The number of a tally's first group. */
export const firstGroup = 2;
/** The maximum number of groups and values that are remembered, in about 20 MB. */
const maxKnown = 2 ** 17;

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
  return {
    tallies: numbered.map(({ tally }) => tally),
    groupsOf: (record) => numbered.map(({ groupOf }) => groupOf(record)),
    takeNew() {
      const texts = numbered.map(({ groups }) => groups.takeNew());
      const known = numbered.reduce((sum, { groups }) => sum + groups.size(), columns.size());
      const areLast = known > maxKnown;
      if (areLast) {
        for (const { groups } of numbered) groups.clear();
        columns.clear();
      }
      return { texts, areLast };
    },
  };
}

/** A column of tallies, with the numbers of its values. */
interface NumberedColumn extends ScanColumn {
  /** The values as JSON. */
  readonly values: TextNumbering;
}

/** Creates the columns of several tallies: one for each ID. */
function createColumns() {
  const columns = new Map<string, NumberedColumn>();
  const create = ({ steps }: KeyColumn): NumberedColumn => {
    const values = createTextNumbering();
    const numberOf = (value: string) => values.numberOf(JSON.stringify(value));
    return { values, steps: steps.map((step) => numberedBy(numberOf, step)) };
  };
  return {
    of(key: KeyColumn): NumberedColumn {
      const column = columns.get(key.id) ?? create(key);
      columns.set(key.id, column);
      return column;
    },
    size: () => [...columns.values()].reduce((sum, { values }) => sum + values.size(), 0),
    clear() {
      for (const { values } of columns.values()) values.clear();
    },
  };
}

function numberedBy(
  numberOf: (value: string) => number,
  { show, ...step }: KeyColumn['steps'][number],
): ScanStep {
  return {
    ...step,
    numberOf(event) {
      const value = show(event);
      return value === undefined ? undefined : numberOf(value);
    },
  };
}

interface NumberingOptions {
  readonly options: GroupKeyOptions;
  readonly columns: ReturnType<typeof createColumns>;
  readonly notes: NameNotes | undefined;
}

function numberGroups(tally: Tally, { options, columns, notes }: NumberingOptions) {
  const groups = createTextNumbering(firstGroup);
  const key = compileGroupKey(tally, options);
  const gate = tally.filter && compileGate(tally.filter, notes);
  return {
    tally: scanTallyOf(key, { gate: gate?.steps ?? [], groups, columns }),
    groupOf(record: EventRecord): number {
      if (gate && !gate.matches(record)) return outside;
      const values = key.map(({ steps }) => steps.at(-1)?.show(record.event) ?? '');
      // As JSON, because no separator is safe: values may contain any character.
      return groups.numberOf(JSON.stringify(values));
    },
    groups,
  };
}

/** Returns how the scanner finds the groups of a key. */
function scanTallyOf(
  key: readonly KeyColumn[],
  {
    gate,
    groups,
    columns,
  }: { readonly gate: readonly ScanStep[]; readonly groups: TextNumbering } & Pick<
    NumberingOptions,
    'columns'
  >,
): ScanTally {
  const [only, ...others] = key;
  if (!only) {
    return { steps: [...gate, { reads: [], numberOf: () => groups.numberOf('[]') }] };
  }
  if (others.length === 0) {
    const numberOf = (value: string) => groups.numberOf(JSON.stringify([value]));
    return { steps: [...gate, ...only.steps.map((step) => numberedBy(numberOf, step))] };
  }
  const numbered = key.map(columns.of);
  return {
    steps: gate,
    columns: numbered,
    groupOf(values) {
      const jsons = numbered.map(({ values: known }, at) => known.textOf(values[at] ?? 0));
      return groups.numberOf(`[${jsons.join(',')}]`);
    },
  };
}

/**
 * Compiles the steps that decide which events a tally leaves out. Steps that read few fields come
 * first, because they exclude most events.
 */
function compileGate(
  filter: Filter,
  notes: NameNotes | undefined,
): {
  readonly steps: readonly ScanStep[];
  readonly matches: (record: EventRecord) => boolean;
} {
  const { tests, text, matches } = compileNotingFilter({ ...filter, time: {} }, notes);
  const steps = tests
    // Events that a shortcut passes or cannot decide are left to the whole test.
    .flatMap((test) => [...test.shortcuts, test])
    .toSorted((a, b) => costOf(a.reads) - costOf(b.reads) || a.reads.length - b.reads.length)
    .map(({ matches: passes, ...step }) => ({
      ...step,
      numberOf: (event: CloudTrailEvent) => (passes(event) === false ? outside : undefined),
    }));
  // An expression is searched in the record's text, so the whole record must be read.
  const inText: ScanStep = { reads: [[]], numberOf: () => undefined };
  return { steps: text ? [inText, ...steps] : steps, matches };
}
