import type { RuleExpression } from '../rule.ts';

/** An expression over rules, compiled; it asks about each by its position. */
type CompiledExpression = (isMet: (rule: number) => boolean) => boolean;

/**
 * Compiles the expression of a temporal correlation. `fail` is called for a name that is not one of
 * the rules of the correlation.
 */
export function compileExpression(
  expression: RuleExpression,
  rules: readonly string[],
  fail: (reason: string) => never,
): CompiledExpression {
  switch (expression.kind) {
    case 'rule': {
      const position = rules.indexOf(expression.rule);
      if (position === -1) fail(`${expression.rule} is not one of the rules of the correlation`);
      return (isMet) => isMet(position);
    }
    case 'not': {
      const operand = compileExpression(expression.operand, rules, fail);
      return (isMet) => !operand(isMet);
    }
    case 'all':
    case 'any': {
      const operands = expression.operands.map((part) => compileExpression(part, rules, fail));
      return expression.kind === 'all'
        ? (isMet) => operands.every((operand) => operand(isMet))
        : (isMet) => operands.some((operand) => operand(isMet));
    }
    default:
      return expression satisfies never;
  }
}
