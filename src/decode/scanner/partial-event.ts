import type { CloudTrailEvent } from '../../event/event.ts';
import type { PlacedField } from './key-tree.ts';

/** Returns the JSON text in a slot; undefined when the record does not have the field. */
export type ReadSlot = (slot: number) => string | undefined;

/** Builds an event that has only these fields, parsed from the text in their slots. */
export function partialEvent(fields: readonly PlacedField[], read: ReadSlot): CloudTrailEvent {
  // Objects have no prototype, so that `__proto__` is a key like any other.
  const event: Nested = Object.create(null);
  for (const { slot, keys } of fields) {
    const text = read(slot);
    if (text === undefined) continue;
    let inner = event;
    for (const key of keys.slice(0, -1)) {
      inner[key] ??= Object.create(null);
      inner = inner[key] as Nested;
    }
    const key = keys.at(-1) ?? '';
    if (text.length < longText) inner[key] = JSON.parse(text);
    else parseWhenRead(inner, key, text);
  }
  return event as CloudTrailEvent;
}

interface Nested {
  [key: string]: unknown;
}

/** Parsing a text of this length takes longer than adding a property that parses it. */
const longText = 256;

/** Adds a property that is parsed when it is first read: many tests do not need every field. */
function parseWhenRead(event: Nested, key: string, text: string): void {
  let value: unknown;
  let isParsed = false;
  Object.defineProperty(event, key, {
    enumerable: true,
    configurable: true,
    get() {
      if (!isParsed) value = JSON.parse(text);
      isParsed = true;
      return value;
    },
  });
}
