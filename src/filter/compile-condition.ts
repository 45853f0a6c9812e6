import { attributes } from '../event/attributes.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import type { AttributeCondition, Condition } from '../query/condition/condition.ts';
import type { FilterAttribute } from '../query/condition/filter-attributes.ts';
import { compileValuePattern } from '../query/condition/value-pattern.ts';
import { compileField } from './compile-field.ts';
import { fieldReads, outermostFields } from './field-reads.ts';
import { compileRegex } from './regex.ts';

/** A condition that can be evaluated. */
export interface CompiledCondition {
  /** The fields that it reads; see `FilterTest.reads`. */
  readonly reads: readonly FieldKeys[];
  /** Whether it searches the record's text. */
  readonly needsText: boolean;
  /** `textOf` returns the compact JSON of the record, and is only called when it is needed. */
  readonly matches: (event: CloudTrailEvent, textOf: () => string) => boolean;
  /** Its test, if it only tests the values of one attribute. */
  readonly valuesTest?: ValuesTest;
}

/** A test of an attribute's values. Finding the values is slow, so tests of the same attribute are joined. */
interface ValuesTest {
  readonly attribute: FilterAttribute;
  readonly holds: (values: readonly string[]) => boolean;
}

/** Compiles a condition. Throws UsageError when it contains an invalid regular expression. */
export function compileCondition(condition: Condition): CompiledCondition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return joinAll(condition.kind, condition.conditions.map(compileCondition));
    case 'not':
      return negate(compileCondition(condition.condition));
    case 'attribute':
      return conditionOn(compileAttribute(condition));
    case 'field':
      return { reads: fieldReads(condition), needsText: false, matches: compileField(condition) };
    case 'text': {
      const finds = compileRegex(condition.expression, '--grep');
      return { reads: [[]], needsText: true, matches: (_event, textOf) => finds(textOf()) };
    }
    default:
      return condition satisfies never;
  }
}

type Kind = 'all' | 'any';

function joinAll(kind: Kind, conditions: readonly CompiledCondition[]): CompiledCondition {
  const parts = joinByAttribute(kind, conditions);
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  return {
    reads: outermostFields(parts.flatMap(({ reads }) => reads)),
    needsText: parts.some(({ needsText }) => needsText),
    matches:
      kind === 'all'
        ? (event, textOf) => parts.every(({ matches }) => matches(event, textOf))
        : (event, textOf) => parts.some(({ matches }) => matches(event, textOf)),
  };
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
    attribute: first.attribute,
    holds:
      kind === 'all'
        ? (values) => tests.every(({ holds }) => holds(values))
        : (values) => tests.some(({ holds }) => holds(values)),
  });
}

function negate({ valuesTest, ...part }: CompiledCondition): CompiledCondition {
  if (!valuesTest) return { ...part, matches: (event, textOf) => !part.matches(event, textOf) };
  const { attribute, holds } = valuesTest;
  return conditionOn({ attribute, holds: (values) => !holds(values) });
}

function conditionOn(valuesTest: ValuesTest): CompiledCondition {
  const { reads, values } = attributes[valuesTest.attribute];
  const { holds } = valuesTest;
  return { reads, needsText: false, matches: (event) => holds(values(event)), valuesTest };
}

function compileAttribute({ attribute, patterns }: AttributeCondition): ValuesTest {
  const wanted = patterns.map((pattern) => compileValuePattern(attribute, pattern));
  return { attribute, holds: (values) => wanted.some((matches) => values.some(matches)) };
}
