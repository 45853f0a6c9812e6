import type { FieldKeys } from '../../src/event/field-path.ts';
import { isObject } from '../../src/event/own-property.ts';

/**
 * Returns the event with only the given fields; a field inside anything but an object is left out.
 */
export function reducedTo<T>(event: T, reads: readonly FieldKeys[]): T;
export function reducedTo(value: unknown, reads: readonly FieldKeys[]): unknown {
  if (reads.some((keys) => keys.length === 0)) return value;
  if (!isObject(value)) return undefined;
  const names = new Set(reads.flatMap(([name]) => name ?? []));
  return Object.fromEntries(
    [...names]
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => {
        const inside = reads.filter(([first]) => first === name).map(([, ...others]) => others);
        return [name, reducedTo(value[name], inside)] as const;
      })
      .filter(([, inner]) => inner !== undefined),
  );
}
