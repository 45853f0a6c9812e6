import { isObject } from '../own-property.ts';

/** A key whose value is a name, and whether there are no other values beside it. */
interface FoundKey {
  readonly key: string;
  readonly isOnly: boolean;
}

/** Keys of a request are looked through this deep, this many of an object. */
const maxDepth = 4;
const maxKeys = 100;
/** Elements of a list have the same keys: a few show them. */
const maxElements = 3;

/** Where a value is: the key above it, and how deep it is. */
interface Place {
  readonly key: string;
  readonly depth: number;
  readonly isOnly: boolean;
}

const top: Place = { key: '', depth: 0, isOnly: true };

/**
 * Returns the keys of a request or a response whose value is this name. Keys that only wrap a
 * value, such as `items`, are passed over for the key above them.
 */
export function keysOf(value: unknown, name: string, place: Place = top): readonly FoundKey[] {
  const { key, depth, isOnly } = place;
  if (value === name) return [{ key, isOnly }];
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) {
    const below = { key, depth: depth + 1, isOnly: isOnly && value.length === 1 };
    const inner = value.slice(0, maxElements).flatMap((each) => keysOf(each, name, below));
    return inner.length === 0 && value.includes(name) ? [{ key, isOnly: false }] : inner;
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .slice(0, maxKeys)
    .flatMap((member) => {
      const below = { key: wrappers.has(member) ? key : member, depth: depth + 1, isOnly };
      return keysOf(value[member], name, below);
    });
}

const wrappers: ReadonlySet<string> = new Set(['item', 'items', 'member', 'content', 'value']);
