import { isObject, ownProperty } from './own-property.ts';

/** How many items of a call failed, and how many it has. */
interface RequestedItems {
  readonly failed: number;
  /** At least `failed`; undefined when the request does not show it. */
  readonly total: number | undefined;
}

/**
 * Counts the items of a request whose response lists only failures. `total` is the length of the
 * list in which the failed items are found, or of the longest list that is nearest to the top; 1
 * for a request without a list. When there are more failures than items, those that name the same
 * item count once.
 */
export function countRequested(
  request: unknown,
  { failed, errors }: { readonly failed: number; readonly errors: readonly unknown[] },
): RequestedItems {
  const unknown = { failed, total: undefined };
  if (!isObject(request) || Object.hasOwn(request, 'omitted')) return unknown;
  const levels = levelsOf(request);
  const lists = levels.map((members) => members.flatMap((value) => listIn(value)));
  const names = new Set(errors.slice(0, maxMembers).flatMap(textsIn));
  const named = lists
    .flat()
    .filter((items) => items.some((item) => textsIn(item).some((text) => names.has(text))));
  const long = named.find((items) => items.length >= failed);
  if (long) return { failed, total: long.length };
  const nearest = lists.find(({ length }) => length > 0) ?? [];
  const longest = nearest.length > 0 ? Math.max(...nearest.map(({ length }) => length)) : 1;
  if (longest >= failed) return { failed, total: longest };
  const items = new Set([...levels.flat(), ...lists.flat(2)].flatMap(textsIn));
  const distinct = countNamed(items, errors);
  return distinct && distinct <= longest ? { failed: distinct, total: longest } : unknown;
}

/** Returns the members of the request, and of the objects in it. */
function levelsOf(request: unknown): readonly (readonly unknown[])[] {
  const levels: (readonly unknown[])[] = [];
  let level: readonly unknown[] = [request];
  for (let depth = 0; depth < maxDepth; depth++) {
    level = level
      .flatMap((value) => (isObject(value) ? Object.values(value) : []))
      .slice(0, maxMembers);
    levels.push(level);
  }
  return levels;
}

const maxDepth = 3;
/** Requests have fewer members, and calls take fewer items: more would only cost time. */
const maxMembers = 100;
const maxItems = 10_000;

function listIn(value: unknown): readonly (readonly unknown[])[] {
  const items = itemsIn(value);
  return items ? [items] : [];
}

/**
 * Returns how many different items the failures name; undefined when one of them names none of the
 * request's.
 */
function countNamed(items: ReadonlySet<string>, errors: readonly unknown[]): number | undefined {
  const named = errors.map((error) => textsIn(error).filter((text) => items.has(text)));
  if (named.some((texts) => texts.length === 0)) return undefined;
  return new Set(named.map((texts) => JSON.stringify(texts.toSorted()))).size;
}

/** Returns the texts by which an item can be recognised. */
function textsIn(item: unknown): readonly string[] {
  const values = isObject(item) ? Object.values(item).slice(0, maxMembers) : [item];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/**
 * Returns the items of a list in any of the forms in which services write one: an array; `items` or
 * EC2's `item`, which holds a single item without an array; a single parameter of EC2, which has a
 * `tag`; a map to lists, such as the items of each table. Undefined for anything else.
 */
export function itemsIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.slice(0, maxItems);
  if (!isObject(value)) return undefined;
  for (const key of ['item', 'items', 'member']) {
    const inner = ownProperty(value, key);
    if (Array.isArray(inner)) return inner.slice(0, maxItems);
    if (isObject(inner)) return [inner];
  }
  if (Object.hasOwn(value, 'tag') && Object.hasOwn(value, 'content')) return [value];
  const lists = Object.values(value).slice(0, maxMembers);
  return lists.length > 0 && lists.every(Array.isArray)
    ? lists.flat().slice(0, maxItems)
    : undefined;
}
