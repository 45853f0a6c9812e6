import { createTextNumbering } from '../../aggregate/text-numbering.ts';
import { MOST_TALLIES } from '../../decode/scanner/layout.ts';
import type { ScanStep, ScanTallies } from '../../decode/scanner/scan-job.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { compileNotingFilter } from '../../filter/compile-filter.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { NameNotes } from '../../query/read-names.ts';
import type { Tally } from '../../query/tally.ts';
import { compileGroupKey, costOf, type GroupKeyOptions } from './compile-group-key.ts';

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
  /** The steps by which the record scanner finds groups, for each tally. */
  readonly steps: ScanTallies;
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
/** The maximum number of groups that are remembered, in about 20 MB. */
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
  const numbered = tallies.map((tally) => numberGroups(tally, options, notes));
  return {
    steps: numbered.map(({ steps }) => steps),
    groupsOf: (record) => numbered.map(({ groupOf }) => groupOf(record)),
    takeNew() {
      const texts = numbered.map(({ groups }) => groups.takeNew());
      const areLast = numbered.reduce((sum, { groups }) => sum + groups.size(), 0) > maxKnown;
      if (areLast) for (const { groups } of numbered) groups.clear();
      return { texts, areLast };
    },
  };
}

function numberGroups(
  tally: Tally,
  { zone, accounts = [] }: GroupKeyOptions,
  notes: NameNotes | undefined,
) {
  const { filter } = tally;
  const groups = createTextNumbering(firstGroup);
  const key = compileGroupKey(tally, { zone, accounts }).map(({ valuesOf, ...step }) => ({
    ...step,
    groupOf(event: CloudTrailEvent) {
      const values = valuesOf(event);
      // As JSON, because no separator is safe: values may contain any character.
      return values && groups.numberOf(JSON.stringify(values));
    },
  }));
  const gate = filter && compileGate(filter, notes);
  const last = key.at(-1);
  return {
    steps: gate ? [...gate.steps, ...key] : key,
    groupOf(record: EventRecord): number {
      if (gate && !gate.matches(record)) return outside;
      return last?.groupOf(record.event) ?? outside;
    },
    groups,
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
      groupOf: (event: CloudTrailEvent) => (passes(event) === false ? outside : undefined),
    }));
  // An expression is searched in the record's text, so the whole record must be read.
  const inText: ScanStep = { reads: [[]], groupOf: () => undefined };
  return { steps: text ? [inText, ...steps] : steps, matches };
}
