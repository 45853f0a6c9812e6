import type { Condition } from '../../query/condition/condition.ts';
import type { CorrelationRule, EventRule, Level, RuleProblem } from '../rule.ts';
import type { Expression } from './expression.ts';

/** A document of a rule file, before it is linked to those of other files. */
export type ParsedDocument =
  | { readonly kind: 'rule'; readonly rule: EventRule }
  | { readonly kind: 'correlation'; readonly rule: UnlinkedCorrelation }
  | { readonly kind: 'filter'; readonly filter: RuleFilter }
  /** A rule for another log source. */
  | { readonly kind: 'other-source'; readonly names: DocumentNames }
  /** A deprecated or unsupported rule. */
  | { readonly kind: 'left-out'; readonly status: string; readonly names: DocumentNames }
  | { readonly kind: 'broken'; readonly problem: RuleProblem; readonly names?: DocumentNames };

/** How other documents may refer to one. */
export interface DocumentNames {
  readonly name: string;
  readonly id?: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
}

/** A correlation that refers to rules as its document does. */
export interface UnlinkedCorrelation extends Omit<CorrelationRule, 'expression' | 'level'> {
  /** Absent for the highest level of its rules. */
  readonly level?: Level;
  readonly expression?: Expression;
}

/** A Sigma filter: rules do not match events for which its condition holds. */
export interface RuleFilter extends DocumentNames {
  /** The names or IDs of the rules that it is for; absent for all. */
  readonly rules?: readonly string[];
  readonly condition: Condition;
}
