import type { Rule, RuleProblem, RuleReport, RuleSet } from '../rule.ts';
import { compileFilters } from './apply-filters.ts';
import { linkCorrelations } from './link-correlations.ts';
import { nameDocuments } from './name-rules.ts';
import type { ParsedFile } from './parse-rule-file.ts';

/**
 * Makes one rule set of the documents of several files: gives rules unique names, finds the rules
 * to which correlations refer, and adds filters to the rules that they are for.
 */
export function linkRules(files: readonly ParsedFile[]): RuleSet {
  const warnings: RuleProblem[] = files.flatMap((file) => file.warnings);
  const documents = nameDocuments(
    files.flatMap((file) => file.documents),
    warnings,
  );
  const link = linkCorrelations(documents, warnings);
  const filtered = compileFilters(documents, warnings);
  const rules: Rule[] = [];
  const problems: RuleProblem[] = [];
  const leftOut: Record<string, number> = {};
  const counts = { filters: 0, otherSources: 0 };
  for (const { document } of documents) {
    switch (document.kind) {
      case 'rule':
        rules.push(filtered(document.rule));
        break;
      case 'correlation': {
        const linked = link(document.rule);
        const { file, line, title } = document.rule;
        if (linked.kind === 'linked') rules.push(linked.rule);
        else problems.push({ file, line, rule: title, reason: linked.reason });
        break;
      }
      case 'filter':
        counts.filters++;
        break;
      case 'other-source':
        counts.otherSources++;
        break;
      case 'left-out':
        leftOut[document.status] = (leftOut[document.status] ?? 0) + 1;
        break;
      case 'broken':
        problems.push(document.problem);
        break;
      default:
        document satisfies never;
    }
  }
  const report: RuleReport = {
    files: files.length,
    documents: documents.length,
    loaded: rules.length,
    ...counts,
    leftOut,
    problems,
    warnings,
  };
  return { rules, report };
}
