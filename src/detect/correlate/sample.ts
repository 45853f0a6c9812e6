import type { CorrelationRule } from '../rule.ts';
import { compileFieldReader } from './field-values.ts';
import { maxValues } from './group-keys.ts';
import type { Subject } from './match.ts';
import { placeOf } from './order-correlations.ts';

/** A subject, reduced to what a window of a correlation needs of it. */
export interface Sample {
  readonly subject: Subject;
  /** The number of the list of rules that match it, in the `RuleLists`. */
  readonly rules: number;
  /** The values of the field that is measured, at least one; a 0 if the type measures none. */
  readonly values: readonly number[];
  /** A hash of its `sharedEventID`; 0 for a subject without one. */
  readonly twins: number;
}

/** Numbers the lists of a correlation's rules that match the same event. */
export class RuleLists {
  readonly #lists: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();

  /** Returns the number of a list of positions in ascending order. */
  numberOf(positions: readonly number[]): number {
    const key = positions.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#lists.push(positions) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** Returns the list with a number. */
  listOf(number: number): readonly number[] {
    return this.#lists[number] ?? [];
  }
}

/** Returns the values that a correlation measures in a subject, and at most one more than count. */
export type ValuesOf = (subject: Subject) => readonly number[];

const noField: ValuesOf = () => [0];

/** Compiles how the values of the correlation's field are read. */
export function compileValues(rule: CorrelationRule, hash: (text: string) => number): ValuesOf {
  if (rule.field === undefined || !rule.type.startsWith('value_')) return noField;
  const reader = compileFieldReader(rule.field, placeOf(rule));
  if (rule.type === 'value_count') {
    return (subject) => reader.texts(subject, maxValues + 1).map(hash);
  }
  return (subject) => reader.numbers(subject, maxValues + 1);
}
