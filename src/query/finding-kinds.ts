/**
 * The findings of a summary that are rules, by their names, in the order in which they are listed.
 */
export const ruleFindings = [
  'root-use',
  'no-mfa-login',
  'failed-login',
  'denied',
  'throttled',
  'iam-change',
  'network-change',
  'logging-change',
  'key-change',
  'bucket-change',
  'sharing-change',
  'new-principal',
  'new-api',
  'new-region',
  'new-address',
  'new-agent',
] as const;

/** A finding that is a rule. */
export type RuleFinding = (typeof ruleFindings)[number];

/** The kinds of findings in a summary: rules, then facts about what was read. */
export const findingKinds = [...ruleFindings, 'gap', 'unreadable'] as const;

/** A kind of finding. */
export type FindingKind = (typeof findingKinds)[number];
