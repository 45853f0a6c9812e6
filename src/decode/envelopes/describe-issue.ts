import type * as z from 'zod';

/** Describes the schema's first issue in a few words: `userIdentity.arn: expected string, …`. */
export function describeIssue(issues: readonly z.core.$ZodIssue[]): string {
  const [issue] = issues;
  if (!issue) return 'unknown reason';
  const { path, message } = deepest(issue);
  return `${path.map(String).join('.')}: ${message.replace(/^Invalid input: /, '')}`;
}

/**
 * Returns the issue itself; when all alternatives of a union failed, the issue of the alternative
 * that matched furthest, as it is most likely the intended one.
 */
function deepest(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flatMap((issues) => issues.slice(0, 1))
    .map(deepest)
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!inner) return issue;
  return { path: [...issue.path, ...inner.path], message: inner.message };
}
