import { allOf, not } from '../../query/condition/condition.ts';
import type { EventRule, RuleProblem } from '../rule.ts';
import { indexDocuments } from './find-rule.ts';
import type { NamedDocument } from './name-rules.ts';
import type { RuleFilter } from './parsed-document.ts';

/**
 * Returns a function that adds to a rule the filters that are for it: the rule then matches only
 * events for which no filter's condition holds. Filters are not for correlations, only for their
 * rules. Warns about references to rules that do not exist.
 */
export function compileFilters(
  documents: readonly NamedDocument[],
  warnings: RuleProblem[],
): (rule: EventRule) => EventRule {
  const find = indexDocuments(documents);
  const filters = documents.flatMap(({ document }) =>
    document.kind === 'filter' ? [document.filter] : [],
  );
  const targets = new Map<string, RuleFilter[]>();
  for (const filter of filters) {
    for (const reference of filter.rules ?? []) {
      const name = find(reference, filter.file)?.document.names?.name;
      if (name === undefined) {
        const { file, line, title } = filter;
        const reason = `refers to '${reference}', which is not one of the rules`;
        warnings.push({ file, line, rule: title, reason });
      } else {
        targets.set(name, [...(targets.get(name) ?? []), filter]);
      }
    }
  }
  const general = filters.filter(({ rules }) => rules === undefined);
  return (rule) => {
    const added = [...new Set([...general, ...(targets.get(rule.name) ?? [])])];
    if (added.length === 0) return rule;
    const kept = added.map(({ condition }) => not(condition));
    return { ...rule, condition: allOf([rule.condition, ...kept]) };
  };
}
