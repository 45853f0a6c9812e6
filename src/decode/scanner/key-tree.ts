import type { FieldKeys } from '../../event/field-path.ts';
import type { FieldShape, RecordShape, ValueKind } from '../../event/record-shape.ts';
import { type Level, recordLevel } from '../../event/spelling/levels.ts';
import { recordArrays } from '../json/record-arrays.ts';
import {
  ARRAY,
  BOOLEAN,
  EVENT_ID,
  EVENT_NAME,
  EVENT_SOURCE,
  EVENT_TIME,
  NESTED_TEXT,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
} from './layout.ts';

/** The keys that the scanner looks for in an object. */
export type KeyTree = ReadonlyMap<string, KeyEntry>;

interface KeyEntry {
  /** The slot in which the scanner stores the position of the value; -1 when no test reads it. */
  readonly slot: number;
  /**
   * The kinds of values that a record may have here, as bits (`kindBits`); with NESTED_TEXT, a text
   * that looks like JSON is left to the parser.
   */
  readonly kinds: number;
  /** The members of the value, or of the objects in it when it is an array. */
  readonly members: KeyTree | undefined;
  /** Whether an array here makes its object a wrapper around records. */
  readonly isWrapper: boolean;
}

/** The names, as `plainName` reduces them, under which a parser finds fields of these members. */
export type SpelledNames = ReadonlyMap<KeyTree, Iterable<string>>;

/** A field that a test reads, and its slot: its own, or the slot of a field above it. */
export interface PlacedField {
  readonly slot: number;
  readonly keys: FieldKeys;
}

/** The fields that the scanner itself reads, in the order of their slots, which are the first. */
const scannedFields: readonly FieldKeys[] = Object.values({
  [EVENT_TIME]: ['eventTime'],
  [EVENT_SOURCE]: ['eventSource'],
  [EVENT_NAME]: ['eventName'],
  [EVENT_ID]: ['eventID'],
});

/**
 * Creates the tree of the keys that the scanner looks for: those whose values must have a certain
 * shape, and those that lead to the fields that are read. `place` returns the slot of such a field.
 * A record with an array above a field is left to the parser, unless the record's shape has an
 * array there: then the slot holds the whole array.
 */
export function createKeyTree(
  shape: RecordShape,
  fields: readonly FieldKeys[],
): {
  readonly tree: KeyTree;
  readonly spelledNames: SpelledNames;
  readonly slots: number;
  readonly place: (field: FieldKeys) => PlacedField;
} {
  const top = buildTree(shape);
  const spelledNames = noteLevel(top, recordLevel);
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
  return { tree: top, spelledNames, slots, place: (field) => placeOf(field, top) };
}

interface MutableEntry extends KeyEntry {
  slot: number;
  kinds: number;
  members: MutableTree | undefined;
  /** Whether the slot belongs to a field that is read, and not only to a key above one. */
  isPlace: boolean;
}

type MutableTree = Map<string, MutableEntry>;

const kindBits: Readonly<Record<ValueKind, number>> = {
  string: STRING,
  number: NUMBER,
  boolean: BOOLEAN,
  null: NULL,
  object: OBJECT,
  array: ARRAY,
};

/** An entry that allows any value and has no slot. */
const anything: MutableEntry = {
  slot: -1,
  kinds: STRING | NUMBER | BOOLEAN | NULL | OBJECT | ARRAY,
  members: undefined,
  isWrapper: false,
  isPlace: false,
};

function buildTree(shape: RecordShape): MutableTree {
  return new Map(Object.entries(shape).map(([key, field]) => [key, buildEntry(field)]));
}

function buildEntry({ kinds, fields }: FieldShape): MutableEntry {
  return {
    ...anything,
    kinds: kinds.reduce((bits, kind) => bits | kindBits[kind], 0),
    members: fields && buildTree(fields),
  };
}

/**
 * Marks the fields for which a text may stand that is to be parsed, and returns the names of the
 * fields of all levels.
 */
function noteLevel(tree: MutableTree, { fields, paths }: Level): SpelledNames {
  const names = new Map<KeyTree, Iterable<string>>([[tree, paths.keys()]]);
  for (const [key, entry] of tree) {
    const rule = fields.get(key);
    if (rule?.kind !== 'nested' && rule?.kind !== 'resources') continue;
    entry.kinds |= NESTED_TEXT;
    if (!entry.members || !rule.level) continue;
    for (const [members, inner] of noteLevel(entry.members, rule.level)) names.set(members, inner);
  }
  return names;
}

function placeOf(field: FieldKeys, top: MutableTree): PlacedField {
  let tree: MutableTree | undefined = top;
  let place: PlacedField | undefined;
  for (const [depth, key] of field.entries()) {
    const entry: MutableEntry | undefined = tree?.get(key);
    if (entry?.isPlace) place = { slot: entry.slot, keys: field.slice(0, depth + 1) };
    tree = entry?.members;
  }
  if (!place) throw new Error(`no slot for ${field.join('.')}`);
  return place;
}
