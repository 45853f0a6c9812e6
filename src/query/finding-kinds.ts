/** The kinds of findings in a summary, in the order in which they are reported. */
export const findingKinds = [
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
  'gap',
  'unreadable',
] as const;

/** A kind of finding. */
export type FindingKind = (typeof findingKinds)[number];
