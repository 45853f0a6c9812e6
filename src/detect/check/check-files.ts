import { compareTexts } from '../../compare-texts.ts';
import { withoutReplaced } from '../load-rules.ts';
import type { RuleProblem, RuleReport, RuleSet } from '../rule.ts';
import { linkRules } from '../sigma/link-rules.ts';
import type { ParsedFile } from '../sigma/parse-rule-file.ts';
import { checkRules } from './check-rules.ts';

/**
 * Reports on the rules in files, with everything that is odd about them, when they are used
 * together with `others`: rules that they may refer to, filter or replace. Only what they add to
 * these is in the report.
 */
export function checkFiles(
  files: readonly ParsedFile[],
  others: readonly ParsedFile[],
): RuleReport {
  const kept = withoutReplaced(others, files);
  const before = checked(linkRules(kept));
  const after = checked(linkRules([...kept, ...files]));
  const statuses = Object.entries(after.leftOut).map(
    ([status, count]) => [status, count - (before.leftOut[status] ?? 0)] as const,
  );
  return {
    files: files.length,
    documents: after.documents - before.documents,
    loaded: after.loaded - before.loaded,
    filters: after.filters - before.filters,
    otherSources: after.otherSources - before.otherSources,
    leftOut: Object.fromEntries(statuses.filter(([, count]) => count > 0)),
    problems: added(after.problems, before.problems),
    warnings: added(after.warnings, before.warnings),
  };
}

/** Returns the report with the suspicions about rules among its warnings. */
function checked({ rules, report }: RuleSet): RuleReport {
  return { ...report, warnings: [...report.warnings, ...checkRules(rules)] };
}

/** Returns the problems that are new, by file and line. */
function added(
  after: readonly RuleProblem[],
  before: readonly RuleProblem[],
): readonly RuleProblem[] {
  const known = new Set(before.map((problem) => JSON.stringify(problem)));
  return after
    .filter((problem) => !known.has(JSON.stringify(problem)))
    .toSorted((a, b) => compareTexts(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
}
