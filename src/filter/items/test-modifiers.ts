import { UsageError } from '../../errors.ts';
import { isNetwork } from '../../query/condition/address.ts';
import type { NumberOperator, TimePart } from '../../query/condition/item.ts';
import { compileRegex } from '../regex.ts';
import { fieldNameOf } from './item-name.ts';
import { type ItemValue, numberOf, textOf } from './item-value.ts';
import type { Modifier } from './modifier.ts';
import { spellPattern } from './parse-pattern.ts';

/** Returns whether the field must exist. */
export function toExists(value: ItemValue): readonly ItemValue[] {
  const spelled = value.kind === 'text' ? value.source?.toLowerCase() : undefined;
  const flag = value.kind === 'flag' ? String(value.flag) : spelled;
  if (flag !== 'true' && flag !== 'false') throw new UsageError("'exists' needs true or false");
  return [{ kind: 'exists', exists: flag === 'true' }];
}

/** Returns the value as a regular expression. */
export function toRegex(value: ItemValue): readonly ItemValue[] {
  const { source = '' } = textOf(value, 're');
  if (source === '') throw new UsageError('the regular expression is empty');
  compileRegex(source, 'regular expression');
  return [{ kind: 'test', test: { kind: 'regex', source, flags: '' } }];
}

/** Returns the modifier that adds a flag to an expression. */
export function regexFlag(name: string, flag: string): Modifier {
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

/** Returns the modifier that compares numbers. */
export function comparison(name: string, operator: NumberOperator): Modifier {
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

/**
 * Returns the modifier that compares a part of a time: before or after the comparison, as in
 * `hour|gte` and `gte|hour`.
 */
export function timePart(part: TimePart): Modifier {
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

/** Returns the network that must contain the address. */
export function toNetwork(value: ItemValue): readonly ItemValue[] {
  const { source = '' } = textOf(value, 'cidr');
  if (!isNetwork(source)) {
    throw new UsageError(`'cidr' needs a network such as 10.0.0.0/8, found '${source}'`);
  }
  return [{ kind: 'test', test: { kind: 'network', network: source } }];
}

/** Returns the other field with which the field is compared. */
export function toField(value: ItemValue): readonly ItemValue[] {
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
