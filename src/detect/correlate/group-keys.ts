import { compileFieldReader, type FieldReader } from './field-values.ts';
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

/** Compiles the names of fields; see `compileFieldReader` for what it throws. */
export function compileGroupKeys(fields: readonly string[], place: string): GroupKeys {
  const readers = fields.map((field) => compileFieldReader(field, place));
  const [only] = readers;
  if (!only) return { keysOf: () => [''], valuesOf: () => [] };
  if (readers.length === 1) {
    return { keysOf: (subject) => only.texts(subject, maxValues + 1), valuesOf: (key) => [key] };
  }
  return {
    keysOf: (subject) => tuplesOf(readers, subject).map((tuple) => JSON.stringify(tuple)),
    valuesOf: (key) => JSON.parse(key),
  };
}

/** Returns every combination of the fields' values, at most one more than `maxValues`. */
function tuplesOf(
  readers: readonly FieldReader[],
  subject: Subject,
): readonly (readonly string[])[] {
  let tuples: readonly (readonly string[])[] = [[]];
  for (const reader of readers) {
    const values = reader.texts(subject, maxValues + 1);
    if (values.length === 0) return [];
    tuples = tuples
      .flatMap((tuple) => values.map((value) => [...tuple, value]))
      .slice(0, maxValues + 1);
  }
  return tuples;
}
