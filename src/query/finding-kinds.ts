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

/** The findings about sessions and where their credentials come from, by their names. */
export const sessionFindings = [
  'instance-credentials-elsewhere',
  'key-used-after-its-end',
  'workload-second-address',
  'chain-over-three-hops',
  'session-over-its-maximum',
  'sign-in-token-from-key',
  'issued-from-new-address',
] as const;

/** A finding about a session. */
export type SessionFinding = (typeof sessionFindings)[number];

/** Returns whether a finding is about sessions. */
export function isSessionFinding(name: string): name is SessionFinding {
  return sessionFindings.some((known) => known === name);
}

/**
 * The kinds of findings in a summary: rules, then what is suspicious about sessions, then facts
 * about what was read.
 */
export const findingKinds = [...ruleFindings, ...sessionFindings, 'gap', 'unreadable'] as const;

/** A kind of finding. */
export type FindingKind = (typeof findingKinds)[number];
