/**
 * The names under which events carry secrets: the one table that the code and the documentation
 * read. They are the members that AWS's service models mark as sensitive and that can hold a
 * credential, and the usual names of variables and parameters that hold one.
 *
 * Names are compared in lower case, without `_` and `-`, from the end of their last part:
 * `password` is also `MasterUserPassword`, `DB_PASSWORD` and `/prod/db-password`.
 */

/** A kind of secret, and the names of the fields that hold it. */
export interface SecretField {
  /** A lower-case phrase for the documentation. */
  readonly what: string;
  /** The ends of names, as CloudTrail spells them. */
  readonly endings: readonly string[];
  /** Whole names: as the end of another name, they would mean something else. */
  readonly whole?: readonly string[];
}

/** The fields whose value is a secret. */
export const secretFields: readonly SecretField[] = [
  {
    what: 'passwords',
    endings: ['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd'],
    whole: ['pass', 'dbPass', 'userPass'],
  },
  {
    what: 'secrets',
    endings: [
      ...['secret', 'secretKey', 'secretAccessKey', 'secretString', 'secretBinary', 'secretValue'],
      ...['secretHash', 'secretCode', 'base32StringSeed', 'qrCodePng'],
    ],
    whole: ['secretToAuthenticateInitiator', 'secretToAuthenticateTarget'],
  },
  { what: 'tokens, except those below', endings: ['token'] },
  {
    what: 'keys',
    endings: [
      ...['privateKey', 'privateKeyBase64', 'privateKeyPlaintext', 'keyMaterial', 'preSharedKey'],
      ...['sharedKey', 'authKey', 'apiKey', 'apiKeyValue', 'accessKey', 'streamKey', 'hostKey'],
      ...['hostKeyBody', 'activationKey', 'sseCustomerKey', 'serverSideEncryptionCustomerKey'],
    ],
    whole: ['cak', 'plaintext', 'customerGatewayConfiguration'],
  },
  {
    what: 'sign-in and signatures',
    endings: [
      ...['authCode', 'authorizationCode', 'codeVerifier', 'deviceCode', 'userCode', 'mfaCode'],
      ...['tokenCode', 'confirmationCode', 'verificationCode', 'activationCode', 'assertion'],
      ...['samlResponse', 'basicAuthCredentials', 'signedConnectionString'],
    ],
    whole: [
      ...['authorization', 'authorizationHeader', 'proxyAuthorization', 'cookie', 'setCookie'],
      ...['signature', 'X-Amz-Signature'],
    ],
  },
  { what: 'user data of instances', endings: ['userData'], whole: ['userDataOverride'] },
];

/**
 * The ends of names of tokens that open nothing: they continue a list, make a call repeatable, or
 * say who had a token.
 */
export const harmlessTokens: readonly string[] = [
  ...['nextToken', 'pageToken', 'paginationToken', 'continuationToken', 'startingToken'],
  ...['previousToken', 'nextForwardToken', 'nextBackwardToken', 'nextMessageToken'],
  ...['nextChunkToken', 'clientToken', 'requestToken', 'idempotencyToken', 'creationToken'],
  ...['sequenceToken', 'lockToken', 'changeToken', 'updateToken', 'updatedToken', 'versionToken'],
  ...['checkpointToken', 'grantToken', 'rotationToken', 'resultToken', 'termToken', 'offerToken'],
  ...['purchaseToken', 'blockToken', 'billingToken', 'workflowToken', 'workUnitToken'],
  ...['lifecycleActionToken', 'copyProductToken', 'logAnomalyToken', 'conditionalToken'],
  ...['viewToken', 'configurationToken', 'exportToken', 'jobToken', 'subjectFromWebIdentityToken'],
];

/** The fields with environment variables: all their values count as secrets. */
export const variableFields: SecretField = {
  what: 'values of environment variables',
  endings: ['environmentVariables', 'environmentVariablesOverride', 'envVars'],
  whole: ['environment'],
};

/** Names of the members that hold the name of a pair, such as `{"name": …, "value": …}`. */
const pairNames: readonly string[] = [
  ...['name', 'key', 'optionName', 'parameterKey', 'parameterName', 'variableName', 'headerName'],
];

/** Names of the members that hold the value of such a pair. */
const pairValues: readonly string[] = [
  ...['value', 'optionValue', 'parameterValue', 'stringValue', 'variableValue', 'headerValue'],
];

/** Names that hold a secret only in the query of a URL. */
export const queryFields: readonly string[] = ['X-Amz-Credential', 'AWSAccessKeyId', 'sig'];

/** The meaning of a field's name for its value. */
export type NameKind = 'secret' | 'variables' | 'pair-name' | 'pair-value' | 'describing' | 'other';

/** Returns what the name says; names of any case, with any punctuation. */
export function kindOfName(name: string): NameKind {
  let kind = known.get(name);
  if (kind === undefined) {
    kind = findKind(comparedName(name));
    if (known.size < maxKnown && name.length <= longestKnown) known.set(name, kind);
  }
  return kind;
}

/** Returns whether the value of this name in a query, or of `name=value`, is a secret. */
export function isSecretInQuery(name: string): boolean {
  return kindOfName(name) === 'secret' || inQuery.test(comparedName(name));
}

/** Few names occur, in many events; hostile ones cannot fill the memory. */
const known = new Map<string, NameKind>();
const maxKnown = 10_000;
const longestKnown = 100;

function findKind(name: string): NameKind {
  if (secret.test(name) && !harmless.test(name)) return 'secret';
  if (variables.test(name)) return 'variables';
  if (pairName.test(name)) return 'pair-name';
  if (pairValue.test(name)) return 'pair-value';
  return describing.test(name) ? 'describing' : 'other';
}

/** Returns the last part of a dotted name or path, in lower case, without what joins words. */
export function comparedName(name: string): string {
  const end = name.slice(-maxCompared);
  const last = end.slice(1 + Math.max(...[...'.:/'].map((mark) => end.lastIndexOf(mark))));
  return last.toLowerCase().replace(/[_ -]/g, '');
}

/** In UTF-16 units: longer than any name below. */
const maxCompared = 200;

const secret = endingIn(
  secretFields.flatMap(({ endings }) => endings),
  secretFields.flatMap(({ whole = [] }) => whole),
);
const harmless = endingIn(harmlessTokens);
const variables = endingIn(variableFields.endings, variableFields.whole);
const pairName = endingIn([], pairNames);
const pairValue = endingIn([], pairValues);
const inQuery = endingIn([], queryFields);
/** The name of a secret and the place where it is kept, but not the secret. */
const describing = endingIn(['arn', 'id', 'name', 'status', 'state', 'type', 'version', 'date']);

function endingIn(endings: readonly string[], whole: readonly string[] = []): RegExp {
  const wholes = whole.map((name) => `^${comparedName(name)}`);
  return new RegExp(`(?:${[...endings.map(comparedName), ...wholes].join('|')})$`);
}
