import { compileLiterals } from '../../glob.ts';

/** A condition of a rule: names of search identifiers, or of rules, and how they are combined. */
export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  /** One or all of the names that match the pattern; `them` for all names. */
  | { readonly kind: 'of'; readonly quantifier: 'any' | 'all'; readonly pattern: string }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly Expression[] };

/** Returns the names that an expression spells out, without those that its patterns match. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'of':
      return [];
    case 'not':
      return namesIn(expression.operand);
    case 'all':
    case 'any':
      return expression.operands.flatMap(namesIn);
    default:
      return expression satisfies never;
  }
}

/**
 * Returns the names that a pattern matches: `them` for all, a name, or a name with `*` for any
 * characters. Names that begin with `_` are left out, unless the pattern begins so (Sigma rules
 * specification, "Condition").
 */
export function namesLike(pattern: string, names: readonly string[]): readonly string[] {
  const matches = compileLiterals(pattern === 'them' ? ['', ''] : pattern.split('*'));
  return names.filter(
    (name) => matches(name) && (pattern.startsWith('_') || !name.startsWith('_')),
  );
}

/** Returns whether an expression has patterns of names. */
export function hasPattern(expression: Expression): boolean {
  switch (expression.kind) {
    case 'name':
      return false;
    case 'of':
      return true;
    case 'not':
      return hasPattern(expression.operand);
    case 'all':
    case 'any':
      return expression.operands.some(hasPattern);
    default:
      return expression satisfies never;
  }
}
