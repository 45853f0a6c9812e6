import { compileFieldReader } from './field-values.ts';
import type { Subject } from './match.ts';

/** Splits subjects into groups by the values of fields. */
export interface GroupKeys {
  /**
   * Returns the key of each group to which the subject belongs: several if a field has several
   * values, none if a field has no value. Returns one more than `maxValues` if there are more.
   */
  keysOf(subject: Subject): readonly string[];
  /** Returns the value of each field in the group with this key. */
  valuesOf(key: string): readonly string[];
}

/** The most groups to which one event may belong, and the most of its values that count. */
export const maxValues = 100;

/**
 * Compiles the names of fields; see `compileFieldReader` for what it throws. Each value is passed
 * through `shorten`.
 */
export function compileGroupKeys(
  fields: readonly string[],
  place: string,
  shorten = (text: string) => text,
): GroupKeys {
  const readers = fields.map((field) => {
    const reader = compileFieldReader(field, place);
    return (subject: Subject) => reader.texts(subject, maxValues + 1).map(shorten);
  });
  const [only] = readers;
  if (!only) return { keysOf: () => [''], valuesOf: () => [] };
  if (readers.length === 1) {
    return { keysOf: only, valuesOf: (key) => [key] };
  }
  return {
    keysOf: (subject) => tuplesOf(readers, subject).map((tuple) => JSON.stringify(tuple)),
    valuesOf: (key) => JSON.parse(key),
  };
}

/** Returns every combination of the fields' values, at most one more than `maxValues`. */
function tuplesOf(
  readers: readonly ((subject: Subject) => readonly string[])[],
  subject: Subject,
): readonly (readonly string[])[] {
  let tuples: readonly (readonly string[])[] = [[]];
  for (const reader of readers) {
    const values = reader(subject);
    if (values.length === 0) return [];
    tuples = tuples
      .flatMap((tuple) => values.map((value) => [...tuple, value]))
      .slice(0, maxValues + 1);
  }
  return tuples;
}
