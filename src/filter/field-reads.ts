import type { FieldKeys } from '../event/field-path.ts';
import { type FieldShape, type RecordShape, recordShape } from '../event/record-shape.ts';
import type { FieldCondition } from '../query/condition/condition.ts';
import type { Selector } from '../query/condition/field-test.ts';

/**
 * Returns the fields that contain everything that the condition reads: for every selector, the
 * names up to its first index or wildcard. A selector that begins with an index or a wildcard reads
 * the whole event. No field is repeated or inside another.
 */
export function fieldReads({ selector, test }: FieldCondition): readonly FieldKeys[] {
  const comparesFields = test.kind === 'compare' && test.operand.kind === 'field';
  const selectors = comparesFields ? [selector, test.operand.selector] : [selector];
  return outermostFields(selectors.map(leadingKeys));
}

/** Returns the fields, without repetitions and without fields inside another. */
export function outermostFields(fields: readonly FieldKeys[]): readonly FieldKeys[] {
  const distinct = [...new Map(fields.map((keys) => [JSON.stringify(keys), keys])).values()];
  return distinct.filter(
    (keys) => !distinct.some((other) => other !== keys && isInside(keys, other)),
  );
}

function leadingKeys(selector: Selector): FieldKeys {
  const keys: string[] = [];
  for (const step of selector) {
    if (step.kind !== 'key') break;
    keys.push(step.key);
  }
  return keys;
}

/** Returns whether a field is one of these fields, or inside one of them. */
export function isInsideAny(field: FieldKeys, fields: readonly FieldKeys[]): boolean {
  return fields.some((above) => isInside(field, above));
}

function isInside(keys: FieldKeys, above: FieldKeys): boolean {
  return above.every((key, at) => keys[at] === key);
}

/** Returns whether a field is one of these fields, inside one of them, or around one of them. */
export function meetsAny(field: FieldKeys, fields: readonly FieldKeys[]): boolean {
  return isInsideAny(field, fields) || fields.some((other) => isInside(other, field));
}

/** Returns how many of the fields may be objects or arrays, which are slow to read. */
export function costOf(reads: readonly FieldKeys[]): number {
  return reads.filter(isLarge).length;
}

/** Returns whether a field may be an object or an array. */
export function isLarge(field: FieldKeys): boolean {
  let fields: RecordShape | undefined = recordShape;
  let shape: FieldShape | undefined;
  for (const key of field) {
    // Rules and patterns may name any field, such as one called constructor.
    shape = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
    fields = shape?.fields;
  }
  return !shape || shape.kinds.includes('object') || shape.kinds.includes('array');
}
