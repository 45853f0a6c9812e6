import type { FieldKeys } from '../../event/field-path.ts';
import type { FieldShape, RecordShape, ValueKind } from '../../event/record-shape.ts';
import { recordArrays } from '../json/record-arrays.ts';

/** The keys of an object that a scan knows. */
export type KeyTree = ReadonlyMap<string, KeyEntry>;

interface KeyEntry {
  /** Where the scan notes the place of the value; -1 when nobody looks at it. */
  readonly slot: number;
  /** The kinds of values that a record may have here, as bits. */
  readonly kinds: number;
  /** The members of the value, or of the objects in it when it is an array. */
  readonly members: KeyTree | undefined;
  /** An array here makes its object a wrapper around records. */
  readonly isWrapper: boolean;
}

/** A field that is looked at: its own slot, or that of a field above it. */
export interface PlacedField {
  readonly slot: number;
  readonly keys: FieldKeys;
}

/** The fields whose slots are the first: the scanner itself reads them. */
const scannedFields: readonly FieldKeys[] = [
  ['eventTime'],
  ['eventSource'],
  ['eventName'],
  ['eventID'],
];

/**
 * The tree of all keys whose values must have a certain shape, and of those that lead to the fields,
 * which get slots. `place` tells a field's slot. A record that has an array above a field must be
 * read by others, unless its shape has one there: then the array is the field's place.
 */
export function createKeyTree(
  shape: RecordShape,
  fields: readonly FieldKeys[],
): {
  readonly tree: KeyTree;
  readonly slots: number;
  readonly place: (field: FieldKeys) => PlacedField;
} {
  const top = growTree(shape);
  for (const [key] of recordArrays) {
    const entry = top.get(key) ?? { ...anything };
    top.set(key, { ...entry, isWrapper: true });
  }
  let slots = 0;
  for (const field of [...scannedFields, ...fields]) {
    let tree = top;
    for (const [depth, key] of field.entries()) {
      const entry = tree.get(key) ?? { ...anything };
      tree.set(key, entry);
      if (entry.slot < 0) entry.slot = slots++;
      if (depth === field.length - 1 || (entry.kinds & kindBits.array && entry.members)) {
        entry.isPlace = true;
        break;
      }
      entry.kinds &= ~kindBits.array;
      entry.members ??= new Map();
      tree = entry.members;
    }
  }
  return { tree: top, slots, place: (field) => placeOf(field, top) };
}

interface GrowingEntry extends KeyEntry {
  slot: number;
  kinds: number;
  members: GrowingTree | undefined;
  /** The slot is that of a field, and not only of something above one. */
  isPlace: boolean;
}

type GrowingTree = Map<string, GrowingEntry>;

const kindBits: Readonly<Record<ValueKind, number>> = {
  string: 1,
  number: 2,
  boolean: 4,
  null: 8,
  object: 16,
  array: 32,
};

const anything: GrowingEntry = {
  slot: -1,
  kinds: 63,
  members: undefined,
  isWrapper: false,
  isPlace: false,
};

function growTree(shape: RecordShape): GrowingTree {
  return new Map(Object.entries(shape).map(([key, field]) => [key, growEntry(field)]));
}

function growEntry({ kinds, fields }: FieldShape): GrowingEntry {
  return {
    ...anything,
    kinds: kinds.reduce((bits, kind) => bits | kindBits[kind], 0),
    members: fields && growTree(fields),
  };
}

function placeOf(field: FieldKeys, top: GrowingTree): PlacedField {
  let tree: GrowingTree | undefined = top;
  let place: PlacedField | undefined;
  for (const [depth, key] of field.entries()) {
    const entry: GrowingEntry | undefined = tree?.get(key);
    if (entry?.isPlace) place = { slot: entry.slot, keys: field.slice(0, depth + 1) };
    tree = entry?.members;
  }
  if (!place) throw new Error(`no place for ${field.join('.')}`);
  return place;
}
