import { UsageError } from '../../errors.ts';
import { nearMisses } from '../../event/near-misses.ts';
import type {
  ItemTest,
  NumberOperator,
  TextPattern,
  TimePart,
} from '../../query/condition/item.ts';
import { compileRegex } from '../regex.ts';
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
import { fieldNameOf } from './item-name.ts';
import { type ItemValue, literal, numberOf, type TextValue, textOf } from './item-value.ts';
import { isNetwork } from './network.ts';
import { spellPattern, widen } from './parse-pattern.ts';

/** A modifier of Sigma (Sigma modifiers appendix 2.1). */
export interface Modifier {
  readonly name: string;
  /** What it changes about the whole item instead of each value. */
  readonly setting?: 'all' | 'neq' | 'cased' | 'expand';
  /** Whether it must be the first one that changes the values. */
  readonly isFirst?: true;
  /** Whether it has a meaning only for a field, not for the whole event. */
  readonly needsField?: true;
  /**
   * Returns what the value becomes: several values are alternatives. Throws UsageError when it
   * cannot be applied.
   */
  readonly apply?: (value: ItemValue) => readonly ItemValue[];
}

/**
 * Returns the modifier with this name.
 *
 * Throws UsageError when there is none.
 */
export function findModifier(name: string): Modifier {
  const found = byName.get(name);
  if (found) return found;
  const [meant] = nearMisses(name, byName.keys(), 1);
  const hint = meant === undefined ? '' : ` (did you mean '${meant}'?)`;
  throw new UsageError(`unknown modifier '${name}'${hint}`);
}

const modifiers: readonly Modifier[] = [
  { name: 'all', setting: 'all' },
  { name: 'neq', setting: 'neq' },
  { name: 'cased', setting: 'cased' },
  { name: 'expand', setting: 'expand' },
  position('contains', { before: true, after: true }, 'anywhere'),
  { ...position('startswith', { after: true }, 'start'), needsField: true },
  { ...position('endswith', { before: true }, 'end'), needsField: true },
  { name: 'exists', isFirst: true, needsField: true, apply: toExists },
  { name: 're', isFirst: true, apply: toRegex },
  ...['i', 'ignorecase'].map((name) => regexFlag(name, 'i')),
  ...['m', 'multiline'].map((name) => regexFlag(name, 'm')),
  ...['s', 'dotall'].map((name) => regexFlag(name, 's')),
  { name: 'base64', apply: (value) => [encoded(bytesOf(value, 'base64'), toBase64)] },
  {
    name: 'base64offset',
    apply: (value) =>
      toBase64Offsets(bytesOf(value, 'base64offset')).map((text) => encoded(text, String)),
  },
  ...['utf16le', 'wide'].map((name) => utf16(name, 'le')),
  utf16('utf16be', 'be'),
  utf16('utf16', 'bom'),
  { name: 'windash', apply: toDashes },
  comparison('lt', '<'),
  comparison('lte', '<='),
  comparison('gt', '>'),
  comparison('gte', '>='),
  ...(['minute', 'hour', 'day', 'week', 'month', 'year'] as const).map(timePart),
  { name: 'cidr', isFirst: true, needsField: true, apply: toNetwork },
  { name: 'fieldref', isFirst: true, needsField: true, apply: toField },
];

const byName: ReadonlyMap<string, Modifier> = new Map(
  modifiers.map((modifier) => [modifier.name, modifier]),
);

type Place = Extract<ItemTest, { kind: 'field' }>['position'];

function position(
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

function toExists(value: ItemValue): readonly ItemValue[] {
  const spelled = value.kind === 'text' ? value.source?.toLowerCase() : undefined;
  const flag = value.kind === 'flag' ? String(value.flag) : spelled;
  if (flag !== 'true' && flag !== 'false') throw new UsageError("'exists' needs true or false");
  return [{ kind: 'exists', exists: flag === 'true' }];
}

function toRegex(value: ItemValue): readonly ItemValue[] {
  const { source = '' } = textOf(value, 're');
  if (source === '') throw new UsageError('the regular expression is empty');
  compileRegex(source, 'regular expression');
  return [{ kind: 'test', test: { kind: 'regex', source, flags: '' } }];
}

function regexFlag(name: string, flag: string): Modifier {
  return {
    name,
    apply(value) {
      if (value.kind !== 'test' || value.test.kind !== 'regex') {
        throw new UsageError(`'${name}' needs a regular expression: write it after 're'`);
      }
      const { test } = value;
      const flags = [...new Set([...test.flags, flag])].sort().join('');
      return [{ kind: 'test', test: { ...test, flags } }];
    },
  };
}

/** Returns the bytes of a text without wildcards, for the modifier of this name. */
function bytesOf(value: ItemValue, modifier: string): string {
  const { pattern, isBytes } = textOf(value, modifier);
  if (pattern.some((token) => typeof token !== 'string')) {
    throw new UsageError(`'${modifier}' needs text without wildcards`);
  }
  return isBytes ? pattern.join('') : toUtf8(pattern.join(''));
}

function encoded(bytes: string, encode: (bytes: string) => string): TextValue {
  return { kind: 'text', pattern: literal(encode(bytes)) };
}

function utf16(name: string, form: Utf16Form): Modifier {
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

function toDashes(value: ItemValue): readonly ItemValue[] {
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

function comparison(name: string, operator: NumberOperator): Modifier {
  return {
    name,
    needsField: true,
    apply(value) {
      if (value.kind === 'test' && value.test.kind === 'number' && value.test.operator === '=') {
        return [{ kind: 'test', test: { ...value.test, operator } }];
      }
      return [{ kind: 'test', test: { kind: 'number', operator, number: numberOf(value, name) } }];
    },
  };
}

/** Parts of a time may be compared before or after they are named: `hour|gte`, `gte|hour`. */
function timePart(part: TimePart): Modifier {
  return {
    name: part,
    needsField: true,
    apply(value) {
      if (value.kind === 'test' && value.test.kind === 'number' && value.test.part === undefined) {
        return [{ kind: 'test', test: { ...value.test, part } }];
      }
      const number = numberOf(value, part);
      return [{ kind: 'test', test: { kind: 'number', operator: '=', number, part } }];
    },
  };
}

function toNetwork(value: ItemValue): readonly ItemValue[] {
  const { source = '' } = textOf(value, 'cidr');
  if (!isNetwork(source)) {
    throw new UsageError(`'cidr' needs a network such as 10.0.0.0/8, found '${source}'`);
  }
  return [{ kind: 'test', test: { kind: 'network', network: source } }];
}

function toField(value: ItemValue): readonly ItemValue[] {
  const { pattern } = textOf(value, 'fieldref');
  if (pattern.some((token) => typeof token !== 'string')) {
    throw new UsageError(
      `'fieldref' needs the name of a field, without wildcards, found '${spellPattern(pattern)}'`,
    );
  }
  const field = fieldNameOf(pattern.join(''));
  if (field === '') throw new UsageError("'fieldref' needs the name of a field");
  const test = { kind: 'field', field, position: 'whole', cased: false } as const;
  return [{ kind: 'test', test }];
}
