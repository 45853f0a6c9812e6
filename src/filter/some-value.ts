import { isObject, ownProperty } from '../event/own-property.ts';
import type { Selector, SelectorStep } from '../query/condition/field-test.ts';

/**
 * Returns whether `holds` returns true for any value to which the selector leads from `start`,
 * beginning with the step at the index `from`. Follows only own properties: `__proto__` is a key
 * like any other. `holds` is never called with undefined.
 */
export function someValue(
  start: unknown,
  selector: Selector,
  holds: (value: unknown) => boolean,
  from = 0,
): boolean {
  let value = start;
  for (let at = from; at < selector.length; at++) {
    const step = selector[at];
    if (step?.kind === 'any') {
      return childrenOf(value).some((child) => someValue(child, selector, holds, at + 1));
    }
    value = follow(value, step);
  }
  return value !== undefined && holds(value);
}

/** Returns the value of one field or element, or undefined when it does not exist. */
function follow(value: unknown, step: SelectorStep | undefined): unknown {
  if (step?.kind === 'key') return ownProperty(value, step.key);
  return step?.kind === 'index' && Array.isArray(value) ? value[step.index] : undefined;
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** A value that can be compared. */
export type Scalar = string | number | boolean;

/** Returns whether the value can be compared: arrays, objects and null cannot. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
