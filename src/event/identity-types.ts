/** The kinds of callers (CloudTrail User Guide, "CloudTrail userIdentity element"). */
export const identityTypes = [
  'Root',
  'IAMUser',
  'AssumedRole',
  'Role',
  'FederatedUser',
  'SAMLUser',
  'WebIdentityUser',
  'IdentityCenterUser',
  'Directory',
  'AWSAccount',
  'AWSService',
  'Unknown',
] as const;
