import { attributes } from '../event/attributes.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import type { AttributeCondition, Condition } from '../query/condition.ts';
import { compileValuePattern } from '../query/value-pattern.ts';
import { compileField } from './compile-field.ts';
import { fieldReads, outermostFields } from './field-reads.ts';
import { compileRegex } from './regex.ts';

/** A condition that runs. */
export interface CompiledCondition {
  /** The fields that it looks at, as those of a `FilterTest` are given. */
  readonly reads: readonly FieldKeys[];
  /** Whether it looks for something in the record's text. */
  readonly needsText: boolean;
  /** `textOf` gives the compact JSON of the record, and is only called when it is needed. */
  readonly matches: (event: CloudTrailEvent, textOf: () => string) => boolean;
}

/** Throws UsageError when the condition holds an invalid regular expression. */
export function compileCondition(condition: Condition): CompiledCondition {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.conditions.map(compileCondition);
      const matches: Matches = (event, textOf) =>
        parts.every((part) => part.matches(event, textOf));
      return compound(parts, matches);
    }
    case 'any': {
      const parts = condition.conditions.map(compileCondition);
      const matches: Matches = (event, textOf) => parts.some((part) => part.matches(event, textOf));
      return compound(parts, matches);
    }
    case 'not': {
      const part = compileCondition(condition.condition);
      return { ...part, matches: (event, textOf) => !part.matches(event, textOf) };
    }
    case 'attribute':
      return compileAttribute(condition);
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

type Matches = CompiledCondition['matches'];

function compound(parts: readonly CompiledCondition[], matches: Matches): CompiledCondition {
  return {
    reads: outermostFields(parts.flatMap(({ reads }) => reads)),
    needsText: parts.some(({ needsText }) => needsText),
    matches,
  };
}

function compileAttribute({ attribute, patterns }: AttributeCondition): CompiledCondition {
  const { reads, values } = attributes[attribute];
  const wanted = patterns.map((pattern) => compileValuePattern(attribute, pattern));
  return {
    reads,
    needsText: false,
    matches: (event) => {
      const found = values(event);
      return wanted.some((matches) => found.some(matches));
    },
  };
}
