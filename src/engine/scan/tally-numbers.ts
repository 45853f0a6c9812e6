import { createNumberedTexts } from '../../aggregate/numbered-texts.ts';
import { maxTallies, type ScanStep, type ScanTallies } from '../../decode/scanner/scan-job.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { compileFilter } from '../../filter/compile-filter.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { Tally } from '../../query/tally.ts';
import { compileGroupKey, costOf } from './compile-group-key.ts';

/** What events are counted by. Plain data. */
export interface TallySetup {
  readonly tallies: readonly Tally[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
}

/** Groups that came up for the first time. */
export interface NewGroups {
  /** Of each tally the values, as JSON, in the order of their numbers. */
  readonly texts: readonly (readonly string[])[];
  /** After these, numbers begin anew. */
  readonly areLast: boolean;
}

export const noGroups: NewGroups = { texts: [], areLast: false };

/** Numbers groups as they come up. */
export interface TallyNumbers {
  readonly steps: ScanTallies;
  /** The numbers of a parsed record's groups. */
  groupsOf(record: EventRecord): readonly number[];
  /** What came up since this was called last. Of many groups, none is remembered any more. */
  takeNew(): NewGroups;
}

/** The number of the group of the events that a tally leaves out. */
const outside = 1;
/** The number of a tally's first group. */
export const firstGroup = 2;
/** Groups that are remembered, or memory for some 20 MB. */
const mostKnown = 2 ** 17;

/** Throws UsageError for a name that is no column. */
export function createTallyNumbers({ tallies, zone }: TallySetup): TallyNumbers {
  if (tallies.length > maxTallies) throw new RangeError(`${tallies.length} tallies are too many`);
  const numbered = tallies.map((tally) => numberGroups(tally, zone));
  return {
    steps: numbered.map(({ steps }) => steps),
    groupsOf: (record) => numbered.map(({ groupOf }) => groupOf(record)),
    takeNew() {
      const texts = numbered.map(({ groups }) => groups.takeNew());
      const areLast = numbered.reduce((sum, { groups }) => sum + groups.size(), 0) > mostKnown;
      if (areLast) for (const { groups } of numbered) groups.clear();
      return { texts, areLast };
    },
  };
}

function numberGroups({ filter, by }: Tally, zone: string) {
  const groups = createNumberedTexts(firstGroup);
  const key = compileGroupKey(by, zone).map(({ reads, valuesOf }) => ({
    reads,
    groupOf(event: CloudTrailEvent) {
      const values = valuesOf(event);
      // No separator is safe: events may hold any character.
      return values && groups.numberOf(JSON.stringify(values));
    },
  }));
  const gate = filter && compileGate(filter);
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
 * The steps that tell which events a tally leaves out: what is asked first are few fields, and most events
 * are left out by these.
 */
function compileGate(filter: Filter): {
  readonly steps: readonly ScanStep[];
  readonly matches: (record: EventRecord) => boolean;
} {
  const { tests, grep, matches } = compileFilter({ ...filter, time: {} });
  const steps = tests
    .toSorted((a, b) => costOf(a.reads) - costOf(b.reads) || a.reads.length - b.reads.length)
    .map(({ reads, matches: passes }) => ({
      reads,
      groupOf: (event: CloudTrailEvent) => (passes(event) ? undefined : outside),
    }));
  // An expression is looked for in the record's text: it must be there.
  const inText: ScanStep = { reads: [[]], groupOf: () => undefined };
  return { steps: grep ? [inText, ...steps] : steps, matches };
}
