import { type AttributeName, attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import type { FieldKeys } from '../../event/field-path.ts';
import { isObject } from '../../event/own-property.ts';
import { type FieldShape, type RecordShape, recordShape } from '../../event/record-shape.ts';

/** The field of an item, resolved against the fields that AWS documents. */
export type ItemField =
  | { readonly kind: 'attribute'; readonly name: AttributeName }
  | {
      readonly kind: 'path';
      /** The names of the documented fields, outermost first; empty for the whole event. */
      readonly keys: FieldKeys;
      /** The rest of the name, inside of a field whose contents vary from call to call. */
      readonly rest: string;
    };

/** The prefix of the name of an attribute in an item. */
export const attributePrefix = 'trailscan.';

/**
 * Resolves the name of an item's field. Documented names are found in any case, so that a rule that
 * writes `eventname` still works; undefined for an attribute that does not exist.
 */
export function resolveItemField(name: string): ItemField | undefined {
  if (name.startsWith(attributePrefix)) {
    const attribute = name.slice(attributePrefix.length);
    return isAttribute(attribute) ? { kind: 'attribute', name: attribute } : undefined;
  }
  const keys: string[] = [];
  let rest = name;
  let fields: RecordShape | undefined = recordShape;
  while (fields && rest !== '') {
    const [first = '', ...others] = rest.split('.');
    const key = spellingIn(fields, first);
    keys.push(key);
    rest = others.join('.');
    const shape: FieldShape | undefined = Object.hasOwn(fields, key) ? fields[key] : undefined;
    fields = shape?.kinds.includes('object') ? shape.fields : undefined;
  }
  return { kind: 'path', keys, rest };
}

/** Returns the fields that `someItemValue` reads, in the form that a filter's tests use. */
export function itemReads(field: ItemField): readonly FieldKeys[] {
  return field.kind === 'attribute' ? attributes[field.name].reads : [field.keys];
}

/**
 * Returns whether `holds` returns true for any value of the field. Arrays are entered: each of
 * their elements is a value; an empty array is a value itself. A null value is passed on, a missing
 * one is not.
 */
export function someItemValue(
  event: CloudTrailEvent,
  field: ItemField,
  holds: (value: unknown) => boolean,
): boolean {
  if (field.kind === 'attribute') return attributes[field.name].values(event).some(holds);
  let value: unknown = event;
  for (const key of field.keys) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return false;
    value = value[key];
  }
  return someInside(value, field.rest, holds);
}

function someInside(value: unknown, name: string, holds: (value: unknown) => boolean): boolean {
  if (Array.isArray(value) && value.length > 0) {
    return value.some((element) => someInside(element, name, holds));
  }
  if (name === '') return holds(value);
  if (!isObject(value)) return false;
  // Names of tags and of condition keys contain dots.
  if (Object.hasOwn(value, name)) return someInside(value[name], '', holds);
  const dot = name.indexOf('.');
  const first = dot === -1 ? name : name.slice(0, dot);
  const key = spellingIn(value, first);
  return (
    Object.hasOwn(value, key) &&
    someInside(value[key], dot === -1 ? '' : name.slice(dot + 1), holds)
  );
}

/** Returns the key that equals the name except for its case, or else the name. */
function spellingIn(object: Readonly<Record<string, unknown>>, name: string): string {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower) ?? name;
}

function isAttribute(name: string): name is AttributeName {
  return Object.hasOwn(attributes, name);
}
