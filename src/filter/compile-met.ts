/**
 * Decides which of many conditions an event meets. Most are ruled out by the name of the call, so
 * only those that its name allows are tested at all; and most events are decided by a few fields
 * with few values, whose answers the scanner remembers. So an event that meets none costs as much
 * with a thousand conditions as with one.
 */
import { attributes } from '../event/attributes.ts';
import { type CloudTrailEvent, eventNameOf } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import type { Condition } from '../query/condition/condition.ts';
import { type CompiledCondition, compileCondition } from './compile-condition.ts';
import { compilePartial, leavesOf, type PartialTest } from './compile-partial.ts';
import { outermostFields } from './field-reads.ts';
import { compileImplied } from './implied-test.ts';

/** One attempt to find the conditions that an event meets; each reads more than the one before. */
export interface MetStep {
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure, as in `Attribute`. */
  readonly ifNoHint: boolean;
  /** Whether it also depends on the log file of the event. */
  readonly readsFile: boolean;
  /** Returns what these fields decide. The last step decides everything. */
  readonly find: (event: CloudTrailEvent) => Met;
}

/** The conditions that an event meets. */
export interface Met {
  /** Their indexes, in ascending order. */
  readonly met: readonly number[];
  /** Whether it may meet others, too. */
  readonly isOpen: boolean;
}

/**
 * The fields of the first steps: those that have few values together, as they follow from the call,
 * then others that are short.
 */
const firstFields: readonly (readonly FieldKeys[])[] = [
  [['eventSource'], ['eventName'], ['eventType'], ['eventCategory'], ['readOnly'], ['errorCode']],
  [['errorMessage'], ['serviceEventDetails'], ['userIdentity', 'type']],
  [['userIdentity', 'invokedBy'], ['userAgent'], ['awsRegion']],
];

/** Compiles the conditions. Throws UsageError when one contains an invalid expression. */
export function compileMet(conditions: readonly Condition[]): readonly MetStep[] {
  const compile = rememberCompiled();
  const candidatesOf = createCandidates(conditions);
  const leaves = conditions.flatMap(leavesOf).map(compile);
  const shortcuts = leaves.flatMap((leaf) => leaf.shortcuts);
  const wanted = outermostFields([
    ['eventName'],
    ...[...leaves, ...shortcuts].flatMap(({ reads }) => reads),
  ]);
  const usesHints = shortcuts.some(({ ifNoHint }) => ifNoHint);
  const isWanted = (field: FieldKeys) => wanted.some((other) => isWithin(field, other));
  const whole = conditions.map((condition) => compile(condition));
  const levels = firstFields
    .map((_, at) => firstFields.slice(0, at + 1).flatMap((fields) => fields.filter(isWanted)))
    .filter((fields, at, all) => fields.length > (all[at - 1]?.length ?? 0));
  const steps = levels.flatMap((fields, at) =>
    (at > 0 && usesHints ? [true, false] : [false]).map((isWithoutHint): MetStep => {
      const tests = conditions.map((condition) =>
        compilePartial(condition, { fields, isWithoutHint }, compile),
      );
      const find = (event: CloudTrailEvent) => findMet(candidatesOf(event), tests, event);
      return { reads: fields, ifNoHint: isWithoutHint, readsFile: false, find };
    }),
  );
  const tests = whole.map(({ matches }): PartialTest => {
    return (event) => matches({ event, text: () => JSON.stringify(event) });
  });
  return [
    ...steps,
    {
      reads: outermostFields([['eventName'], ...whole.flatMap(({ reads }) => reads)]),
      ifNoHint: false,
      readsFile: whole.some(({ readsFile }) => readsFile),
      find: (event) => findMet(candidatesOf(event), tests, event),
    },
  ];
}

function findMet(
  candidates: readonly number[],
  tests: readonly (PartialTest | undefined)[],
  event: CloudTrailEvent,
): Met {
  const met: number[] = [];
  let isOpen = false;
  for (const index of candidates) {
    const verdict = tests[index]?.(event);
    if (verdict) met.push(index);
    else if (verdict === undefined) isOpen = true;
  }
  return { met, isOpen };
}

/** Names are as hostile as events: this many are remembered, then all are forgotten. */
const maxNames = 10_000;

/** Returns a function that returns the conditions that the name of an event's call allows. */
function createCandidates(
  conditions: readonly Condition[],
): (event: CloudTrailEvent) => readonly number[] {
  const implied = conditions.map((condition) => compileImplied(condition, 'event'));
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  for (const [index, { only }] of implied.entries()) {
    if (!only) others.push(index);
    for (const name of only ?? []) {
      const indexes = byName.get(name) ?? [];
      byName.set(name, indexes);
      indexes.push(index);
    }
  }
  const remembered = new Map<string, readonly number[]>();
  const find = (event: CloudTrailEvent) => {
    const names = attributes.event.values(event);
    // An Insight event has another name in filters than in its field, which conditions test, too.
    if (!names.includes(eventNameOf(event))) return [...conditions.keys()];
    const found = names.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
    const possible = others.filter((index) => implied[index]?.mayHold(names));
    return [...new Set([...found, ...possible])].sort((a, b) => a - b);
  };
  return (event) => {
    const key = attributes.event.show(event);
    const known = remembered.get(key);
    if (known) return known;
    if (remembered.size >= maxNames) remembered.clear();
    const found = find(event);
    remembered.set(key, found);
    return found;
  };
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

/** Returns whether one of the fields contains the other. */
function isWithin(a: FieldKeys, b: FieldKeys): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((key, at) => key === b[at]);
}
