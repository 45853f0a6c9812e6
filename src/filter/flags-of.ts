import type { AttributeCondition, Condition } from '../query/condition/condition.ts';
import { allOf, partsOf } from '../query/condition/condition.ts';
import type { FilterAttribute } from '../query/condition/filter-attributes.ts';
import { printWhere } from './print-where.ts';
import { spellPattern } from './spell-pattern.ts';

/** A part of a command line: one word, or a flag with its value. */
export type Word = readonly [string] | readonly [flag: string, value: string];

/**
 * Returns the flags that express the condition, unquoted, those of attributes first; undefined when
 * flags cannot express it.
 *
 * A value that cannot be typed is replaced by a pattern that it matches. Then every event that
 * passes the condition passes the flags, and others may, too.
 */
export function flagsOf(condition: Condition): readonly Word[] | undefined {
  const parts = partsOf(condition);
  const isAttribute = (part: Condition) => attributeIn(part) !== undefined;
  const attributeWords = wordsOfAttributes(parts.filter(isAttribute));
  const others = parts.filter((part) => !isAttribute(part));
  const texts = others.filter((part) => expressionsOf(part) !== undefined);
  const fields = others.filter((part) => expressionsOf(part) === undefined);
  const where = fields.length === 0 ? [] : wordsOfFields(fields);
  // Several expressions of --grep are alternatives.
  if (!attributeWords || !where || texts.length > 1) return undefined;
  const expressions = texts.flatMap((part) => expressionsOf(part) ?? []);
  return [
    ...attributeWords,
    ...expressions.map((expression) => ['--grep', expression] as const),
    ...where,
  ];
}

/** Returns the attribute condition that a condition is or negates; undefined if there is none. */
function attributeIn(condition: Condition): AttributeCondition | undefined {
  const inner = condition.kind === 'not' ? condition.condition : condition;
  return inner.kind === 'attribute' ? inner : undefined;
}

function wordsOfAttributes(parts: readonly Condition[]): readonly Word[] | undefined {
  const words: Word[] = [];
  const wanted = new Set<FilterAttribute>();
  for (const part of parts) {
    const inner = attributeIn(part);
    const isWanted = part.kind !== 'not';
    const word = inner && wordOf(inner, isWanted);
    // The values of two flags with the same name are alternatives. Flags that exclude values may be
    // repeated.
    if (!word || (isWanted && wanted.has(inner.attribute))) return undefined;
    if (isWanted) wanted.add(inner.attribute);
    words.push(word);
  }
  return words;
}

function wordOf({ attribute, patterns }: AttributeCondition, isWanted: boolean): Word | undefined {
  if (attribute === 'access') {
    const [access, ...others] = patterns;
    const isFlag = isWanted && others.length === 0 && (access === 'read' || access === 'write');
    return isFlag ? [`--${access}s`] : undefined;
  }
  const spelled = patterns.map((pattern) => spellPattern(attribute, pattern));
  const canBeTyped = spelled.every(
    (spelling) => spelling !== undefined && (isWanted || spelling.isExact),
  );
  if (spelled.length === 0 || !canBeTyped) return undefined;
  const list = spelled.map((spelling) => spelling?.text).join(',');
  return [`--${attribute}`, isWanted ? list : `!${list}`];
}

/**
 * Returns the expressions of --grep, if the condition is that any of them matches; undefined for
 * other conditions.
 */
function expressionsOf(condition: Condition): readonly string[] | undefined {
  if (condition.kind === 'text') return [condition.expression];
  if (condition.kind !== 'any' || condition.conditions.length === 0) return undefined;
  const texts = condition.conditions.filter((part) => part.kind === 'text');
  return texts.length === condition.conditions.length
    ? texts.map(({ expression }) => expression)
    : undefined;
}

function wordsOfFields(fields: readonly Condition[]): readonly Word[] | undefined {
  const where = printWhere(allOf(fields));
  return where === undefined ? undefined : [['--where', where]];
}
