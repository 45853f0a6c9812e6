import { UsageError } from '../../errors.ts';
import type { ItemTest, TextPattern } from '../../query/condition/item.ts';
import {
  countDashes,
  dashVariants,
  maxDashes,
  toBase64,
  toBase64Offsets,
  toUtf8,
  toUtf16,
  type Utf16Form,
  utf16Start,
} from './encode-text.ts';
import { type ItemValue, literal, type TextValue, textOf } from './item-value.ts';
import type { Modifier } from './modifier.ts';
import { widen } from './parse-pattern.ts';

type Place = Extract<ItemTest, { kind: 'field' }>['position'];

/**
 * Returns the modifier that looks for text at a place in the value, instead of the whole of it;
 * also for expressions and other fields.
 */
export function position(
  name: 'contains' | 'startswith' | 'endswith',
  sides: Parameters<typeof widen>[1],
  place: Place,
): Modifier {
  return {
    name,
    apply(value) {
      if (value.kind !== 'test') {
        const { pattern } = textOf(value, name);
        return [{ kind: 'text', pattern: widen(pattern, sides) }];
      }
      const { test } = value;
      if (test.kind === 'field') return [{ kind: 'test', test: { ...test, position: place } }];
      if (test.kind !== 'regex') throw new UsageError(`'${name}' needs text`);
      // An expression matches anywhere.
      const start = place === 'start' ? '^' : '';
      const end = place === 'end' ? '$' : '';
      if (place === 'anywhere') return [value];
      return [{ kind: 'test', test: { ...test, source: `${start}(?:${test.source})${end}` } }];
    },
  };
}

/** Returns the Base64 of a value. */
export function encode(value: ItemValue): TextValue {
  return { kind: 'text', pattern: literal(toBase64(bytesOf(value, 'base64'))) };
}

/** Returns texts so that any Base64 that contains the value has one of them. */
export function encodeOffsets(value: ItemValue): readonly TextValue[] {
  const texts = toBase64Offsets(bytesOf(value, 'base64offset'));
  return texts.map((text) => ({ kind: 'text', pattern: literal(text) }));
}

/** Returns the bytes of a text without wildcards, for the modifier of this name. */
function bytesOf(value: ItemValue, modifier: string): string {
  const { pattern, isBytes } = textOf(value, modifier);
  if (pattern.some((token) => typeof token !== 'string')) {
    throw new UsageError(`'${modifier}' needs text without wildcards`);
  }
  return isBytes ? pattern.join('') : toUtf8(pattern.join(''));
}

/** Returns the modifier that encodes text in UTF-16; wildcards remain. */
export function utf16(name: string, form: Utf16Form): Modifier {
  return {
    name,
    apply(value) {
      const { pattern } = textOf(value, name);
      const units = pattern.map((token, at) => {
        if (typeof token !== 'string') return token;
        return at === 0 ? utf16Start(form) + toUtf16(token, form) : toUtf16(token, form);
      });
      const start = typeof units[0] === 'string' ? [] : literal(utf16Start(form));
      return [{ kind: 'text', pattern: [...start, ...units], isBytes: true }];
    },
  };
}

/** Returns the value with each dash before a word replaced by each kind of dash. */
export function replaceDashes(value: ItemValue): readonly ItemValue[] {
  const { pattern, isBytes } = textOf(value, 'windash');
  const dashes = pattern.reduce(
    (sum, token) => sum + (typeof token === 'string' ? countDashes(token) : 0),
    0,
  );
  if (dashes > maxDashes) {
    throw new UsageError(`'windash' needs text with at most ${maxDashes} dashes before words`);
  }
  const patterns = pattern.reduce<readonly TextPattern[]>(
    (starts, token) => {
      const variants = typeof token === 'string' ? dashVariants(token) : [token];
      return starts.flatMap((start) => variants.map((variant) => [...start, variant]));
    },
    [[]],
  );
  return patterns.map((variant) => ({
    kind: 'text',
    pattern: variant,
    ...(isBytes && { isBytes }),
  }));
}
