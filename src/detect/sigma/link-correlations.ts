import type { CorrelationRule, Level, Rule, RuleExpression, RuleProblem } from '../rule.ts';
import { levels } from '../rule.ts';
import type { Expression } from './expression.ts';
import { type FoundDocument, indexDocuments } from './find-rule.ts';
import type { NamedDocument } from './name-rules.ts';
import type { UnlinkedCorrelation } from './parsed-document.ts';

/** A correlation that refers to the rules of the set, or why it cannot be used. */
export type LinkedCorrelation =
  | { readonly kind: 'linked'; readonly rule: CorrelationRule }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Finds the rules to which correlations refer. Returns a function that returns the result for a
 * correlation among the documents. A correlation without a level has the highest of its rules: the
 * specification calls a correlation's level an adjustment.
 */
export function linkCorrelations(
  documents: readonly NamedDocument[],
  warnings: RuleProblem[],
): (correlation: UnlinkedCorrelation) => LinkedCorrelation {
  const find = indexDocuments(documents);
  const linked = new Map<UnlinkedCorrelation, LinkedCorrelation>();
  const inProgress = new Set<UnlinkedCorrelation>();
  const resolve = (reference: string, correlation: UnlinkedCorrelation): Rule | string => {
    const { file, line, title } = correlation;
    const found = find(reference, file);
    if (!found) return `refers to '${reference}', which is not one of the rules`;
    if (found.byTitle) {
      const reason = `refers to '${reference}' by its title: use its ID or its name`;
      warnings.push({ file, line, rule: title, reason });
    }
    const usable = usableOf(found, link);
    return typeof usable === 'string' ? `refers to '${reference}', ${usable}` : usable;
  };
  const link = (correlation: UnlinkedCorrelation): LinkedCorrelation => {
    const known = linked.get(correlation);
    if (known) return known;
    if (inProgress.has(correlation)) {
      return { kind: 'refused', reason: 'refers to itself, through its rules' };
    }
    if (inProgress.size === maxDepth) {
      return { kind: 'refused', reason: `refers to correlations more than ${maxDepth} deep` };
    }
    inProgress.add(correlation);
    const result = linkOne(correlation, (reference) => resolve(reference, correlation));
    inProgress.delete(correlation);
    linked.set(correlation, result);
    return result;
  };
  return link;
}

/** How deep correlations may refer to each other: each level uses stack. */
const maxDepth = 50;

/** Returns the rule in a document that was found, or why it cannot be used. */
function usableOf(
  { document: { document } }: FoundDocument,
  link: (correlation: UnlinkedCorrelation) => LinkedCorrelation,
): Rule | string {
  switch (document.kind) {
    case 'rule':
      return document.rule;
    case 'correlation': {
      const inner = link(document.rule);
      return inner.kind === 'linked' ? inner.rule : `which cannot be used: ${inner.reason}`;
    }
    case 'other-source':
      return 'a rule for another log source';
    case 'left-out':
      return `which is left out, since its status is ${document.status}`;
    case 'broken':
      return `which cannot be used: ${document.problem.reason}`;
    case 'filter':
      return 'which is a filter';
    default:
      return document satisfies never;
  }
}

function linkOne(
  { expression, level, ...correlation }: UnlinkedCorrelation,
  resolve: (reference: string) => Rule | string,
): LinkedCorrelation {
  const rules = new Map<string, Rule>();
  for (const reference of correlation.rules) {
    const rule = resolve(reference);
    if (typeof rule === 'string') return { kind: 'refused', reason: rule };
    rules.set(reference, rule);
  }
  const nameOf = (reference: string) => rules.get(reference)?.name ?? reference;
  const names = [...rules.values()].map(({ name }) => name);
  const stray = strayIn(correlation.aliases, rules, names);
  if (stray !== undefined) {
    return {
      kind: 'refused',
      reason: `has an alias for '${stray}', which is not one of its rules`,
    };
  }
  const rule: CorrelationRule = {
    ...correlation,
    rules: names,
    aliases: Object.fromEntries(
      Object.entries(correlation.aliases).map(([alias, fields]) => [
        alias,
        Object.fromEntries(
          Object.entries(fields).map(([reference, field]) => [nameOf(reference), field]),
        ),
      ]),
    ),
    level: level ?? highest([...rules.values()]),
    ...(expression && { expression: renamed(expression, nameOf) }),
  };
  return { kind: 'linked', rule };
}

/** Finds a rule that aliases name and that is not one of the correlation's, under any name. */
function strayIn(
  aliases: CorrelationRule['aliases'],
  rules: ReadonlyMap<string, Rule>,
  names: readonly string[],
): string | undefined {
  return Object.values(aliases)
    .flatMap((fields) => Object.keys(fields))
    .find((reference) => !rules.has(reference) && !names.includes(reference));
}

function highest(rules: readonly Rule[]): Level {
  const rank = Math.max(0, ...rules.map(({ level }) => levels.indexOf(level)));
  return levels[rank] ?? 'medium';
}

/** Returns the expression with the names that `nameOf` returns for its references. */
export function renamed(
  expression: Expression,
  nameOf: (reference: string) => string,
): RuleExpression {
  switch (expression.kind) {
    case 'name':
      return { kind: 'rule', rule: nameOf(expression.name) };
    case 'not':
      return { kind: 'not', operand: renamed(expression.operand, nameOf) };
    case 'all':
    case 'any': {
      const { kind, operands } = expression;
      return { kind, operands: operands.map((operand) => renamed(operand, nameOf)) };
    }
    case 'of':
      throw new Error('the condition of a correlation has no patterns');
    default:
      return expression satisfies never;
  }
}
