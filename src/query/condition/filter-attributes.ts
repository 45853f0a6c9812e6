/**
 * The attributes that a filter can test, named as the flags that set them; two flags set `access`.
 */
export const filterAttributes = [
  'service',
  'event',
  'principal',
  'identity',
  'user',
  'role',
  'access-key',
  'actor',
  'source-identity',
  'account',
  'region',
  'source-ip',
  'resource',
  'resource-type',
  'error',
  'outcome',
  'identity-type',
  'category',
  'event-id',
  'user-agent',
  'agent',
  'access',
] as const;

/** An attribute that a filter can test. */
export type FilterAttribute = (typeof filterAttributes)[number];
