import { UsageError } from '../../errors.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { allOf, anyOf, type Condition, not } from '../../query/condition/condition.ts';
import { type Expression, namesIn, namesLike } from './expression.ts';

/** The conditions of search identifiers by their names. */
export type Identifiers = ReadonlyMap<string, Condition>;

/**
 * Returns the condition of a rule: the expression with its names replaced by the conditions of the
 * search identifiers.
 *
 * Throws UsageError for a name or a pattern that no search identifier has.
 */
export function resolveExpression(expression: Expression, identifiers: Identifiers): Condition {
  switch (expression.kind) {
    case 'name': {
      const found = identifiers.get(expression.name);
      if (found) return found;
      const hint = didYouMean(nearMisses(expression.name, identifiers.keys(), 1));
      throw new UsageError(
        `the condition names '${expression.name}', which is not a search identifier${hint}`,
      );
    }
    case 'of': {
      const { quantifier, pattern } = expression;
      const found = namesLike(pattern, [...identifiers.keys()]).flatMap(
        (name) => identifiers.get(name) ?? [],
      );
      if (found.length === 0) {
        throw new UsageError(`no search identifier matches '${pattern}' in the condition`);
      }
      return quantifier === 'all' ? allOf(found) : anyOf(found);
    }
    case 'not':
      return not(resolveExpression(expression.operand, identifiers));
    case 'all':
      return allOf(expression.operands.map((operand) => resolveExpression(operand, identifiers)));
    case 'any':
      return anyOf(expression.operands.map((operand) => resolveExpression(operand, identifiers)));
    default:
      return expression satisfies never;
  }
}

/** Returns the search identifiers that no condition uses. */
export function unusedIn(
  expressions: readonly Expression[],
  identifiers: Identifiers,
): readonly string[] {
  const names = [...identifiers.keys()];
  const used = new Set(
    expressions.flatMap((expression) => [...namesIn(expression), ...matchedBy(expression, names)]),
  );
  return names.filter((name) => !used.has(name) && !name.startsWith('_'));
}

function matchedBy(expression: Expression, names: readonly string[]): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [];
    case 'of':
      return namesLike(expression.pattern, names);
    case 'not':
      return matchedBy(expression.operand, names);
    case 'all':
    case 'any':
      return expression.operands.flatMap((operand) => matchedBy(operand, names));
    default:
      return expression satisfies never;
  }
}
