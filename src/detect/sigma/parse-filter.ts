import { isObject } from '../../event/own-property.ts';
import { type Condition, not } from '../../query/condition/condition.ts';
import type { Expression } from './expression.ts';
import { type DetectionContext, parseDetection } from './parse-detection.ts';
import { RuleError } from './rule-error.ts';

/** The rules of a filter, and the events that it takes away from them. */
interface ParsedFilter {
  /** Names or IDs; absent for all rules. */
  readonly rules?: readonly string[];
  readonly condition: Condition;
}

/**
 * Parses the `filter` of a document. By the specification's example, events for which the condition
 * holds are left out (Sigma filters specification 2.1). pySigma's documentation and converter have
 * it the other way round, `condition: not selection`: so a condition that is a negation as a whole
 * describes the events that stay. One that is negated in part gets a warning.
 *
 * Throws RuleError.
 */
export function parseFilter(
  document: Readonly<Record<string, unknown>>,
  context: DetectionContext,
): ParsedFilter {
  const filter = document['filter'];
  if (!isObject(filter)) throw new RuleError(['filter'], "'filter' must be a map");
  if (Array.isArray(filter['condition'])) {
    throw new RuleError(['filter', 'condition'], 'a filter must have exactly one condition');
  }
  const rules = rulesOf(filter['rules']);
  const { condition, expressions } = parseDetection(filter, ['filter'], context, ['rules']);
  if (expressions.some(isHalfNegated)) {
    const reason =
      'events for which the condition holds are taken away from the rules, but some tools keep only ' +
      "these: say what to take away, such as 'not a or b' to keep 'a and not b'";
    context.warn(['filter', 'condition'], reason);
  }
  const staysIn = expressions.every(isNegation);
  return { ...(rules && { rules }), condition: staysIn ? not(condition) : condition };
}

/** Returns undefined for all rules. */
function rulesOf(data: unknown): readonly string[] | undefined {
  const path = ['filter', 'rules'];
  if (data === undefined || data === null) {
    throw new RuleError(path, "the filter has no 'rules': write 'rules: any' for all rules");
  }
  const names: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (names.length === 0 || (names.length === 1 && String(names[0]).toLowerCase() === 'any')) {
    return undefined;
  }
  return names.map((name) => {
    if (typeof name === 'string') return name;
    throw new RuleError(path, "'rules' must be 'any' or names and IDs of rules");
  });
}

/** Whether the expression is such as `a and not b`, which is hardly meant to be taken away. */
function isHalfNegated(expression: Expression): boolean {
  if (expression.kind !== 'all') return false;
  return expression.operands.some(isNegation) && !expression.operands.every(isNegation);
}

function isNegation(expression: Expression): boolean {
  if (expression.kind === 'not') return true;
  return expression.kind === 'all' && expression.operands.every(isNegation);
}
