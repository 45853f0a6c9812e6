import { onlyText } from '../../filter/items/compile-pattern.ts';
import { type Condition, partsOf } from '../../query/condition/condition.ts';
import { isSingleText } from './check-field.ts';

/**
 * Returns whether a condition contradicts itself, as `eventName` with two values under `and`, or a
 * selection and its negation. False when that is hard to find out.
 */
export function neverHolds(condition: Condition): boolean {
  return contradicts(claimsOf(condition));
}

/** The conditions that an event must meet, and those that it must not. */
interface Claims {
  /** Conditions that hold. */
  readonly holds: readonly Condition[];
  /** Lists of conditions: at least one of each list holds. */
  readonly alternatives: readonly (readonly Condition[])[];
  readonly fails: readonly Condition[];
}

/** Splits a condition into what must hold and what must fail. */
function claimsOf(condition: Condition): Claims {
  return joined(partsOf(condition).map(claimsOfPart));
}

function claimsOfPart(part: Condition): Claims {
  if (part.kind === 'any') return { holds: [part], alternatives: [part.conditions], fails: [] };
  if (part.kind !== 'not') return { holds: [part], alternatives: [], fails: [] };
  const { condition: inner } = part;
  if (inner.kind === 'not') return claimsOf(inner.condition);
  const fails = inner.kind === 'any' ? [inner, ...inner.conditions] : [inner];
  return { holds: [], alternatives: [], fails };
}

function joined(claims: readonly Claims[]): Claims {
  return {
    holds: claims.flatMap(({ holds }) => holds),
    alternatives: claims.flatMap(({ alternatives }) => alternatives),
    fails: claims.flatMap(({ fails }) => fails),
  };
}

/** More alternatives would take too long to try. */
const maxTried = 1000;

function contradicts(claims: Claims): boolean {
  const plain = { ...claims, alternatives: [] };
  if (isImpossible(plain)) return true;
  const all = claims.alternatives.flat().length;
  if (all > maxTried) return false;
  return claims.alternatives.some((alternatives) =>
    alternatives.every((alternative) => isImpossible(joined([plain, claimsOf(alternative)]))),
  );
}

function isImpossible({ holds, fails }: Claims): boolean {
  const failing = new Set(fails.map(keyOf));
  if (holds.some((condition) => failing.has(keyOf(condition)))) return true;
  const fields = new Map<string, ReadonlySet<string>>();
  for (const condition of holds) {
    const values = valuesOf(condition);
    if (!values) continue;
    const before = fields.get(values.field);
    const left = before ? [...values.texts].filter((text) => before.has(text)) : values.texts;
    const possible = [...left].filter((text) => !failing.has(keyOfValue(values.field, text)));
    if (possible.length === 0) return true;
    fields.set(values.field, new Set(possible));
  }
  return false;
}

/** Conditions with the same key are the same; case does not count for text without `cased`. */
function keyOf(condition: Condition): string {
  const values = valuesOf(condition);
  const [only] = values?.texts ?? [];
  return values && only !== undefined && values.texts.size === 1
    ? keyOfValue(values.field, only)
    : JSON.stringify(condition);
}

function keyOfValue(field: string, text: string): string {
  return `${field}=${text}`;
}

/** The only values that a field may have, in lower case; '' also for a missing field. */
interface FieldValues {
  readonly field: string;
  readonly texts: ReadonlySet<string>;
}

/** Returns the values that a condition allows a field that has at most one value. */
function valuesOf(condition: Condition): FieldValues | undefined {
  if (condition.kind === 'any') {
    const all = condition.conditions.map(valuesOf);
    const [first] = all;
    const isOne = first && all.every((values) => values?.field === first.field);
    if (!isOne) return undefined;
    return {
      field: first.field,
      texts: new Set(all.flatMap((values) => [...(values?.texts ?? [])])),
    };
  }
  if (condition.kind !== 'item' || !isSingleText(condition.field)) return undefined;
  const { field, test } = condition;
  if (test.kind === 'null') return { field, texts: new Set(['']) };
  if (test.kind !== 'text' || test.cased) return undefined;
  const text = onlyText(test.pattern);
  return text === undefined ? undefined : { field, texts: new Set([text.toLowerCase()]) };
}
