/**
 * Decides which of many conditions an event meets. Most are ruled out by the name of the call, so
 * only those that its name allows are tested at all; and most events are decided by a few fields
 * with few values, whose answers the scanner remembers. So an event that meets none costs as much
 * with a thousand conditions as with one.
 */
import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import { allOf, type Condition } from '../query/condition/condition.ts';
import { type ConditionCluster, clusterConditions } from './cluster-conditions.ts';
import { type CompiledCondition, compileCondition } from './compile-condition.ts';
import { compilePartial, leavesOf, type PartialTest, readsWithoutHint } from './compile-partial.ts';
import { type Candidates, createCandidates, rememberByList } from './condition-candidates.ts';
import { isInsideAny, meetsAny, outermostFields } from './field-reads.ts';
import { itemReads } from './items/item-field.ts';
import { createTextCandidates } from './text-candidates.ts';

/** One attempt to find the conditions that an event meets; each reads more than the one before. */
export interface MetStep {
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure, as in `Attribute`. */
  readonly ifNoHint: boolean;
  /** Whether it also depends on the log file of the event. */
  readonly readsFile: boolean;
  /**
   * Returns what these fields decide. The last step decides everything. `before` is what an earlier
   * step, but none `ifNoHint`, found about the event: only steps with `readsAfter` are given it.
   */
  readonly find: (event: CloudTrailEvent, before?: Met) => Met;
  /**
   * Returns the fields that `find` reads after this. Only of steps whose fields have values that
   * are rarely repeated.
   */
  readonly readsAfter?: (before: Met) => readonly FieldKeys[];
}

/** What is known about the conditions that an event meets. */
export interface Met {
  /** The indexes of those that it meets, in ascending order. */
  readonly met: readonly number[];
  /** The indexes of those that it may meet, too, in ascending order. */
  readonly open: readonly number[];
}

/**
 * The fields of the first steps: those that have few values together, as they follow from the call,
 * then others that are short.
 */
const callFields: readonly FieldKeys[] = [
  ['eventSource'],
  ['eventName'],
  ['eventType'],
  ['eventCategory'],
  ['readOnly'],
  ['errorCode'],
];
const shortFields: readonly FieldKeys[] = [
  ...callFields,
  ['errorMessage'],
  ['serviceEventDetails'],
  ['userIdentity', 'type'],
];

/**
 * Compiles the conditions, in clusters whose answers are remembered separately: for each cluster,
 * the steps that find which of its conditions an event meets. Throws UsageError when a condition
 * contains an invalid expression.
 */
export function compileMet(conditions: readonly Condition[]): readonly (readonly MetStep[])[] {
  const compile = rememberCompiled();
  const context = { conditions, compile, ...createCandidates(conditions) };
  return clusterConditions(conditions, shortFields, context).map((cluster) =>
    compileCluster(cluster, context),
  );
}

interface ClusterContext extends Candidates {
  readonly conditions: readonly Condition[];
  readonly compile: (condition: Condition) => CompiledCondition;
}

function compileCluster(
  { indexes, fields }: ConditionCluster,
  context: ClusterContext,
): readonly MetStep[] {
  const { conditions, namesCalls, compile } = context;
  const leavesAt = (at: number) => leavesOf(conditions[at] ?? allOf([])).map(compile);
  const leaves = indexes.flatMap(leavesAt);
  const shortcuts = leaves.flatMap((leaf) => leaf.shortcuts);
  // Without a condition on the name of the call, any of them may hold for any name.
  const names = indexes.some((at) => namesCalls[at]) ? [['eventName']] : [];
  const read = [...names, ...[...leaves, ...shortcuts].flatMap(({ reads }) => reads)];
  const isRead = (field: FieldKeys) => meetsAny(field, read);
  const hints = shortcuts.some(({ ifNoHint }) => ifNoHint) ? [true, false] : [false];
  const finderOf = createFinders(indexes, names.length > 0, context);
  const stepsOf = (known: readonly FieldKeys[], hintsOfStep: readonly boolean[]) =>
    (known.length === 0 ? [] : hintsOfStep).map((isWithoutHint) => ({
      reads: known,
      ifNoHint: isWithoutHint,
      readsFile: false,
      find: finderOf(
        (condition) => compilePartial(condition, { fields: known, isWithoutHint }, compile),
        known,
      ),
    }));
  const [ofCall, short] = [callFields.filter(isRead), shortFields.filter(isRead)];
  // Together, several fields have many more values than each of them.
  const single = fields.length > 1 ? fields.map((field) => [...names, field]) : [];
  /** Reads fields whose values are rarely repeated: only those of the conditions that are open. */
  const lateStep = (
    readsOf: (leaf: CompiledCondition) => readonly FieldKeys[],
    step: LateStep,
  ) => ({
    ...step,
    reads: outermostFields([...names, ...leaves.flatMap(readsOf)]),
    readsAfter: ({ open }: Met) => outermostFields(open.flatMap(leavesAt).flatMap(readsOf)),
  });
  const whole = {
    ifNoHint: false,
    readsFile: leaves.some(({ readsFile }) => readsFile),
    find: finderOf(
      (condition) => {
        const { matches } = compile(condition);
        return (event) => matches({ event, text: () => JSON.stringify(event) });
      },
      [[]],
    ),
  };
  const readsOf = ({ reads }: CompiledCondition) => reads;
  if (fields.length > 0) {
    return [
      ...stepsOf(ofCall, [false]),
      ...stepsOf(short, hints),
      ...single.flatMap((known) => stepsOf(known, [false])),
      ...stepsOf(outermostFields([...short, ...fields]), hints),
      { ...whole, reads: outermostFields([...names, ...leaves.flatMap(readsOf)]) },
    ];
  }
  const withoutHint = stepsOf(
    outermostFields([...names, ...leaves.flatMap(readsWithoutHint)]),
    hints.filter((isWithoutHint) => isWithoutHint),
  );
  return [
    ...stepsOf(ofCall, [false]),
    ...stepsOf(short, hints),
    ...withoutHint.map((step) => lateStep(readsWithoutHint, step)),
    lateStep(readsOf, whole),
  ];
}

type LateStep = Omit<MetStep, 'reads'>;

/**
 * Creates the function that makes the `find` of a step from the tests of its conditions. A test is
 * compiled when an event first needs it: most conditions are never tested.
 */
function createFinders(
  indexes: readonly number[],
  readsNames: boolean,
  { conditions, candidatesOf }: ClusterContext,
): FinderOf {
  const own = new Set(indexes);
  const ownCandidates = rememberByList(candidatesOf, (index) => own.has(index));
  const candidates = readsNames ? ownCandidates : () => indexes;
  return (testOf, known) => {
    const textCandidates = createTextCandidates(conditions, (field) =>
      itemReads(field).every((read) => isInsideAny(read, known)),
    );
    const tests = new Map<number, PartialTest>();
    const testAt = (index: number): PartialTest => {
      const known = tests.get(index);
      if (known) return known;
      const test = testOf(conditions[index] ?? allOf([])) ?? undecided;
      tests.set(index, test);
      return test;
    };
    return (event, before) => {
      const { met, open } = before ?? { met: [], open: candidates(event) };
      return findMet(event, { met, open: textCandidates(open, event) }, testAt);
    };
  };
}

/** Makes the `find` of a step from its tests; an event has all of the `known` fields. */
type FinderOf = (
  testOf: (condition: Condition) => PartialTest | undefined,
  known: readonly FieldKeys[],
) => MetStep['find'];

function undecided(): undefined {
  return undefined;
}

function findMet(event: CloudTrailEvent, before: Met, testAt: (index: number) => PartialTest): Met {
  const met = [...before.met];
  const open: number[] = [];
  for (const index of before.open) {
    const verdict = testAt(index)(event);
    if (verdict) met.push(index);
    else if (verdict === undefined) open.push(index);
  }
  return { met: before.met.length > 0 ? met.sort((a, b) => a - b) : met, open };
}

/** Compiles each condition on a field or an attribute only once. */
function rememberCompiled(): (condition: Condition) => CompiledCondition {
  const compiled = new Map<Condition, CompiledCondition>();
  return (condition) => {
    const known = compiled.get(condition);
    if (known) return known;
    const fresh = compileCondition(condition);
    compiled.set(condition, fresh);
    return fresh;
  };
}
