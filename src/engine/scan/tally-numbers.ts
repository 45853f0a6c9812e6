import { createNumberedTexts } from '../../aggregate/numbered-texts.ts';
import { maxTallies, type ScanStep, type ScanTallies } from '../../decode/scanner/scan-job.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { compileFilter } from '../../filter/compile-filter.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { Tally } from '../../query/tally.ts';
import { compileGroupKey, costOf } from './compile-group-key.ts';

/** The tallies that events are counted by. Plain data: it is sent to workers. */
export interface TallySetup {
  readonly tallies: readonly Tally[];
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
}

/** Groups that were numbered for the first time. */
export interface NewGroups {
  /** For each tally, the values of these groups as JSON, in the order of their numbers. */
  readonly texts: readonly (readonly string[])[];
  /** After these groups, numbering starts again from the beginning. */
  readonly areLast: boolean;
}

export const noGroups: NewGroups = { texts: [], areLast: false };

/** Numbers groups in the order in which they occur. */
export interface TallyNumbers {
  readonly steps: ScanTallies;
  /** Returns the numbers of a parsed record's groups, one for each tally. */
  groupsOf(record: EventRecord): readonly number[];
  /** Returns the groups numbered since the last call. When there are too many, all are forgotten. */
  takeNew(): NewGroups;
}

/** The number of the group of all events that a tally leaves out. */
const outside = 1;
/** The number of a tally's first group. */
export const firstGroup = 2;
/** Most groups that are remembered, in about 20 MB. */
const maxKnown = 2 ** 17;

/** Creates the numbering. Throws UsageError for a name that is not a column. */
export function createTallyNumbers({ tallies, zone }: TallySetup): TallyNumbers {
  if (tallies.length > maxTallies) throw new RangeError(`${tallies.length} tallies are too many`);
  const numbered = tallies.map((tally) => numberGroups(tally, zone));
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

function numberGroups(tally: Tally, zone: string) {
  const { filter } = tally;
  const groups = createNumberedTexts(firstGroup);
  const key = compileGroupKey(tally, zone).map(({ reads, valuesOf }) => ({
    reads,
    groupOf(event: CloudTrailEvent) {
      const values = valuesOf(event);
      // As JSON, because no separator is safe: values may contain any character.
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
 * Compiles the steps that decide which events a tally leaves out. Steps that read few fields come first: they
 * already exclude most events.
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
  // An expression is searched in the record's text, so the whole record must be read.
  const inText: ScanStep = { reads: [[]], groupOf: () => undefined };
  return { steps: grep ? [inText, ...steps] : steps, matches };
}
