import { UsageError } from '../../errors.ts';
import type { ItemTest, TextPattern } from '../../query/condition/item.ts';
import { parsePattern, spellPattern } from './parse-pattern.ts';

/** A value as a rule has it. */
export type ItemInput = string | boolean | null | WrittenNumber;

/** A number and its digits as they were written: account IDs may begin with a zero. */
interface WrittenNumber {
  readonly number: number;
  readonly text: string;
}

/** A value while modifiers are applied to it. */
export type ItemValue =
  | TextValue
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'flag'; readonly flag: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly exists: boolean }
  /** A value with a meaning of its own; a text test is made from a `TextValue` at the end. */
  | { readonly kind: 'test'; readonly test: Exclude<ItemTest, { readonly kind: 'text' }> };

/** Text with wildcards. */
export interface TextValue {
  readonly kind: 'text';
  readonly pattern: TextPattern;
  /** The text without interpretation, as long as no modifier has changed it. */
  readonly source?: string;
  /** Whether each character is a byte, after an encoding. */
  readonly isBytes?: true;
}

/** Returns the value before any modifier is applied. */
export function readInput(input: ItemInput): ItemValue {
  if (input === null) return { kind: 'null' };
  switch (typeof input) {
    case 'string':
      return { kind: 'text', pattern: parsePattern(input), source: input };
    case 'boolean':
      return { kind: 'flag', flag: input };
    default:
      return { kind: 'number', ...input };
  }
}

/**
 * Returns the value as text, which numbers and flags have, too.
 *
 * Throws UsageError for other values; `modifier` is the one that needs text.
 */
export function textOf(value: ItemValue, modifier: string): TextValue {
  switch (value.kind) {
    case 'text':
      return value;
    case 'number':
      return { kind: 'text', pattern: literal(value.text), source: value.text };
    case 'flag':
      return { kind: 'text', pattern: literal(String(value.flag)), source: String(value.flag) };
    case 'null':
      throw new UsageError(`'${modifier}' needs text, not null`);
    case 'exists':
    case 'test':
      throw new UsageError(`'${modifier}' cannot follow the modifiers before it`);
    default:
      return value satisfies never;
  }
}

/**
 * Returns the number that a value is or spells.
 *
 * Throws UsageError for other values; `modifier` is the one that needs a number.
 */
export function numberOf(value: ItemValue, modifier: string): number {
  if (value.kind === 'number') return value.number;
  const spelled = value.kind === 'text' ? spellPattern(value.pattern) : '';
  if (/^[+-]?\d+(?:\.\d+)?$/.test(spelled)) return Number(spelled);
  const found = value.kind === 'text' ? `'${spelled}'` : 'another value';
  throw new UsageError(`'${modifier}' needs a number, found ${found}`);
}

/** Returns the pattern that matches only this text. */
export function literal(text: string): TextPattern {
  return text === '' ? [] : [text];
}
