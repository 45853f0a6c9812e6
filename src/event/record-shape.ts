/**
 * The fields of an object by name, as own properties. A field that is not listed may hold anything.
 */
export type RecordShape = Readonly<Record<string, FieldShape>>;

/** The values that a field may hold, if a record has the field; no field is required. */
export interface FieldShape {
  readonly kinds: readonly ValueKind[];
  /**
   * The fields of the object that it holds; for a field that may hold an array, those of each
   * element, and then every element is an object. Absent when the contents may be anything.
   */
  readonly fields?: RecordShape;
}

/** The kinds of JSON values. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

const text = field(['string', 'null']);
const flag = field(['boolean', 'string', 'null']);
/** A value whose type varies from call to call. */
const anything = field(['string', 'number', 'boolean', 'null', 'object', 'array']);
/** A text for which the schema requires more than a shape can express. */
const checkedText = field(['string']);
/**
 * An object that, like the record around it, must meet more requirements than a shape can express.
 */
const uncheckedObject = field(['null']);

const sessionContext = hideable({
  attributes: hideable({ mfaAuthenticated: flag, creationDate: text }),
  sessionIssuer: hideable({
    type: text,
    principalId: text,
    arn: text,
    accountId: text,
    userName: text,
  }),
  webIdFederationData: anything,
  sourceIdentity: text,
  ec2RoleDelivery: text,
  assumedRoot: flag,
});

const userIdentity = hideable({
  type: text,
  principalId: text,
  arn: text,
  accountId: text,
  accessKeyId: text,
  userName: text,
  invokedBy: text,
  identityProvider: text,
  credentialId: text,
  sessionContext,
  onBehalfOf: hideable({ userId: text, identityStoreArn: text }),
  inScopeOf: anything,
});

const resources = field(['array', 'string', 'null'], {
  ARN: text,
  arn: text,
  ARNPrefix: text,
  accountId: text,
  type: text,
});

/**
 * The fields of a CloudTrail record, in the schema's order, as plain data by which a record can be
 * judged without parsing it: zod accepts every record that the shape accepts; zod decides about the
 * others.
 *
 * This holds for a record whose eventTime exists on the calendar and whose eventSource and
 * eventName are not empty, which code that uses the shape must check. Insight and aggregated events
 * are left to zod: the shape accepts insightDetails and timeWindow only when they are null.
 */
export const recordShape: RecordShape = Object.freeze({
  eventVersion: text,
  eventTime: checkedText,
  eventSource: checkedText,
  eventName: checkedText,
  eventID: text,
  eventType: text,
  eventCategory: text,
  awsRegion: text,
  userIdentity,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  errorMessage: text,
  requestID: text,
  sharedEventID: text,
  recipientAccountId: text,
  requestParameters: anything,
  responseElements: anything,
  additionalEventData: anything,
  serviceEventDetails: anything,
  insightDetails: uncheckedObject,
  resources,
  readOnly: flag,
  managementEvent: flag,
  apiVersion: text,
  vpcEndpointId: text,
  vpcEndpointAccountId: text,
  tlsDetails: anything,
  edgeDeviceDetails: anything,
  addendum: anything,
  sessionCredentialFromConsole: flag,
  eventContext: anything,
  eventId: text,
  accountId: text,
  timeWindow: uncheckedObject,
  summary: anything,
});

/** An object for which CloudTrail may write HIDDEN_DUE_TO_SECURITY_REASONS instead. */
function hideable(fields: RecordShape): FieldShape {
  return field(['object', 'string', 'null'], fields);
}

function field(kinds: readonly ValueKind[], fields?: RecordShape): FieldShape {
  return Object.freeze({
    kinds: Object.freeze(kinds),
    ...(fields && { fields: Object.freeze(fields) }),
  });
}
