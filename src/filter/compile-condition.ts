import { type AttributeName, attributes } from '../event/attributes.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import type { AttributeCondition, Condition } from '../query/condition/condition.ts';
import type { ItemCondition } from '../query/condition/item.ts';
import { compileValuePattern, onlyMatch } from '../query/condition/value-pattern.ts';
import type { NameNotes } from '../query/read-names.ts';
import { compileField } from './compile-field.ts';
import { fieldReads, outermostFields } from './field-reads.ts';
import { compileItem } from './items/compile-item.ts';
import { joinTexts, type TextItems } from './items/join-texts.ts';
import { compileRegex } from './regex.ts';
import { bothOf, eitherOf, type RequiredLiterals, requiredLiterals } from './required-literals.ts';

/** A record that is tested; only what a test reads has to be found out. */
interface TestedRecord {
  readonly event: CloudTrailEvent;
  /** Returns the compact JSON of the record. */
  readonly text: () => string;
}

/** A condition that can be evaluated. */
export interface CompiledCondition {
  /** The fields that it reads; see `FilterTest.reads`. */
  readonly reads: readonly FieldKeys[];
  /** Whether it also depends on the log file of the event, as `Attribute.readsFile`. */
  readonly readsFile: boolean;
  /** Ways to decide most events from fewer fields, as in `FilterTest`. */
  readonly shortcuts: readonly TestShortcut[];
  /** Whether it searches the record's text. */
  readonly needsText: boolean;
  /** Texts that records must have; absent when none are known. */
  readonly literals?: RequiredLiterals | undefined;
  readonly matches: (record: TestedRecord) => boolean;
  /** Its test, if it only tests the values of one attribute. */
  readonly valuesTest?: ValuesTest;
}

/** A way to decide a test from some of the fields that it reads. */
export interface TestShortcut {
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure, as in `Attribute`. */
  readonly ifNoHint: boolean;
  /** Returns undefined when these fields are not enough. */
  readonly matches: (event: CloudTrailEvent) => boolean | undefined;
}

/** The properties of a condition that can be decided from the event's fields alone. */
const onFields = { readsFile: false, shortcuts: [], needsText: false } as const;

/**
 * A test of an attribute's values. Finding the values is slow, so tests of the same attribute are
 * joined.
 */
interface ValuesTest {
  readonly attribute: AttributeName;
  /** Notes the values that are tested, for a run without matches. */
  readonly note?: (values: readonly string[]) => void;
  readonly holds: (values: readonly string[]) => boolean;
}

/**
 * Compiles a condition; the names that its tests read are noted in `notes`. Throws UsageError when
 * it contains an invalid regular expression.
 */
export function compileCondition(condition: Condition, notes?: NameNotes): CompiledCondition {
  switch (condition.kind) {
    case 'all':
      return joinAll(
        'all',
        condition.conditions.map((part) => compileCondition(part, notes)),
      );
    case 'any':
      return joinAll(
        'any',
        joinTexts(condition.conditions).map((part) =>
          part.kind === 'texts' ? compileOneItem(part) : compileCondition(part, notes),
        ),
      );
    case 'not':
      return negate(compileCondition(condition.condition, notes));
    case 'attribute':
      return conditionOn(compileAttribute(condition, notes));
    case 'field':
      return onEvent(fieldReads(condition), compileField(condition));
    case 'item':
      return compileOneItem(condition);
    case 'text': {
      const finds = compileRegex(condition.expression, '--grep');
      return {
        ...onFields,
        reads: [[]],
        needsText: true,
        literals: requiredLiterals(condition.expression),
        matches: ({ text }) => finds(text()),
      };
    }
    default:
      return condition satisfies never;
  }
}

type Kind = 'all' | 'any';

function compileOneItem(condition: ItemCondition | TextItems): CompiledCondition {
  const item = compileItem(condition);
  return item.kind === 'values' ? conditionOn(item) : onEvent(item.reads, item.matches);
}

function onEvent(
  reads: readonly FieldKeys[],
  matches: (event: CloudTrailEvent) => boolean,
): CompiledCondition {
  return { ...onFields, reads, matches: ({ event }) => matches(event) };
}

/** Joins conditions, all or any of which must hold. */
export function joinAll(kind: Kind, conditions: readonly CompiledCondition[]): CompiledCondition {
  const parts = joinByAttribute(kind, conditions);
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  return {
    reads: outermostFields(parts.flatMap(({ reads }) => reads)),
    readsFile: parts.some(({ readsFile }) => readsFile),
    shortcuts: [],
    needsText: parts.some(({ needsText }) => needsText),
    literals: joinLiterals(kind, parts),
    matches:
      kind === 'all'
        ? (record) => parts.every(({ matches }) => matches(record))
        : (record) => parts.some(({ matches }) => matches(record)),
  };
}

/** Returns the texts that all or any of the conditions require. */
function joinLiterals(
  kind: Kind,
  [first, ...others]: readonly CompiledCondition[],
): RequiredLiterals | undefined {
  return others.reduce(
    (joined, { literals }) => (kind === 'all' ? bothOf : eitherOf)(joined, literals),
    first?.literals,
  );
}

/** Joins the tests of each attribute into one test, in the place of the first. */
function joinByAttribute(
  kind: Kind,
  parts: readonly CompiledCondition[],
): readonly CompiledCondition[] {
  const groups = new Map<unknown, CompiledCondition[]>();
  for (const part of parts) {
    const key = part.valuesTest?.attribute ?? part;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()].flatMap((group) => joinValuesTests(kind, group) ?? group);
}

function joinValuesTests(
  kind: Kind,
  parts: readonly CompiledCondition[],
): CompiledCondition | undefined {
  const tests = parts.flatMap(({ valuesTest }) => valuesTest ?? []);
  const [first, ...others] = tests;
  if (!first || others.length === 0) return undefined;
  return conditionOn({
    ...first,
    holds:
      kind === 'all'
        ? (values) => tests.every(({ holds }) => holds(values))
        : (values) => tests.some(({ holds }) => holds(values)),
  });
}

function negate({ valuesTest, literals: _, ...part }: CompiledCondition): CompiledCondition {
  // Only tests of values have shortcuts.
  if (!valuesTest) return { ...part, matches: (record) => !part.matches(record) };
  const { holds } = valuesTest;
  return conditionOn({ ...valuesTest, holds: (values) => !holds(values) });
}

function conditionOn(valuesTest: ValuesTest): CompiledCondition {
  const { reads, readsFile = false, shortcuts = [], values } = attributes[valuesTest.attribute];
  const { note, holds } = valuesTest;
  const matches = (event: CloudTrailEvent) => {
    const found = values(event);
    note?.(found);
    return holds(found);
  };
  return {
    reads,
    readsFile,
    shortcuts: shortcuts.map(({ reads: fields, ifNoHint = false, show }) => ({
      reads: fields,
      ifNoHint,
      matches: (event) => (show(event) === undefined ? undefined : matches(event)),
    })),
    needsText: false,
    matches: ({ event }) => matches(event),
    valuesTest,
  };
}

function compileAttribute(
  { attribute, patterns }: AttributeCondition,
  notes: NameNotes | undefined,
): ValuesTest {
  const isOnly = (pattern: string) => onlyMatch(attribute, pattern) !== undefined;
  // A set finds a value as fast among thousands as among two.
  const listed = new Set(patterns.filter(isOnly).map((pattern) => pattern.toLowerCase()));
  const others = patterns.filter((pattern) => !isOnly(pattern));
  const wanted = others.map((pattern) => compileValuePattern(attribute, pattern));
  return {
    attribute,
    ...(notes && { note: (values) => notes.note(attribute, values) }),
    holds: (values) =>
      (listed.size > 0 && values.some((value) => listed.has(value.toLowerCase()))) ||
      wanted.some((matches) => values.some(matches)),
  };
}
