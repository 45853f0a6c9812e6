import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import type { Condition } from '../query/condition/condition.ts';
import {
  type CompiledCondition,
  compileCondition,
  type TestShortcut,
} from './compile-condition.ts';
import { isInsideAny } from './field-reads.ts';

/** Whether a condition holds; undefined when the known fields do not decide it. */
export type PartialTest = (event: CloudTrailEvent) => boolean | undefined;

/** The part of an event that is known. */
export interface Known {
  /** Fields that are known completely. */
  readonly fields: readonly FieldKeys[];
  /** Whether its response is known to have no hint of a failure; see `Attribute`. */
  readonly isWithoutHint: boolean;
}

/**
 * Compiles a condition to a test of events with only some known fields, by the three-valued logic
 * of Kleene: `all` is false as soon as one part is, `any` is true as soon as one is. Undefined when
 * these fields never decide. `compile` compiles conditions on fields and attributes.
 */
export function compilePartial(
  condition: Condition,
  known: Known,
  compile: (condition: Condition) => CompiledCondition = compileCondition,
): PartialTest | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const tests = condition.conditions.map((part) => compilePartial(part, known, compile));
      return joinPartial(tests, condition.kind === 'any');
    }
    case 'not': {
      const test = compilePartial(condition.condition, known, compile);
      return test && ((event) => negated(test(event)));
    }
    case 'attribute':
    case 'field':
    case 'item':
      return compileLeaf(compile(condition), known);
    case 'text':
      return undefined;
    default:
      return condition satisfies never;
  }
}

/** Joins tests by `any` (`decisive` is true) or `all` (false): one decisive answer is enough. */
function joinPartial(
  tests: readonly (PartialTest | undefined)[],
  decisive: boolean,
): PartialTest | undefined {
  const able = tests.filter((test) => test !== undefined);
  if (able.length === 0 && tests.length > 0) return undefined;
  const isComplete = able.length === tests.length;
  return (event) => {
    let isOpen = !isComplete;
    for (const test of able) {
      const verdict = test(event);
      if (verdict === decisive) return decisive;
      if (verdict === undefined) isOpen = true;
    }
    return isOpen ? undefined : !decisive;
  };
}

function negated(verdict: boolean | undefined): boolean | undefined {
  return verdict === undefined ? undefined : !verdict;
}

function compileLeaf(
  { reads, readsFile, shortcuts, matches }: CompiledCondition,
  { fields, isWithoutHint }: Known,
): PartialTest | undefined {
  const isKnown = (read: FieldKeys) => isInsideAny(read, fields);
  const ways = isWithoutHint ? waysWithoutHint(shortcuts) : [];
  const usable = (ways.length > 0 ? ways : shortcuts).filter(
    (shortcut) => shortcut.reads.every(isKnown) && (isWithoutHint || !shortcut.ifNoHint),
  );
  // Without a hint, a short way nearly always decides; it saves parsing the response.
  if (ways.length === 0 && !readsFile && reads.every(isKnown)) {
    return (event) => matches({ event, text: noText });
  }
  if (usable.length === 0) return undefined;
  return (event) => {
    for (const shortcut of usable) {
      const verdict = shortcut.matches(event);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  };
}

/** Returns the shortcuts that decide most events without a hint of a failure; may be none. */
function waysWithoutHint(shortcuts: readonly TestShortcut[]): readonly TestShortcut[] {
  return shortcuts.slice(0, shortcuts.findLastIndex(({ ifNoHint }) => ifNoHint) + 1);
}

/**
 * Returns the fields that a partial test of the condition reads in an event without a hint of a
 * failure; see `TestShortcut`.
 */
export function readsWithoutHint({ reads, shortcuts }: CompiledCondition): readonly FieldKeys[] {
  const ways = waysWithoutHint(shortcuts);
  return ways.length === 0 ? reads : ways.flatMap((way) => way.reads);
}

/** Returns the conditions on fields, attributes and text in a condition. */
export function leavesOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(leavesOf);
    case 'not':
      return leavesOf(condition.condition);
    case 'attribute':
    case 'field':
    case 'item':
    case 'text':
      return [condition];
    default:
      return condition satisfies never;
  }
}

function noText(): string {
  throw new Error('a test of fields read the text of a record');
}
