/** The fields of an object by name, as own properties. A field that is not among them may hold anything. */
export type RecordShape = Readonly<Record<string, FieldShape>>;

/** What a field may hold in a record that has it; no field need be there. */
export interface FieldShape {
  readonly kinds: readonly ValueKind[];
  /**
   * The fields of the object that it holds; of a field that may hold an array, those of each element,
   * and every element is an object then. Absent when what is inside may be anything.
   */
  readonly fields?: RecordShape;
}

/** The kinds of values that JSON has. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

const text = field(['string', 'null']);
const flag = field(['boolean', 'string', 'null']);
/** Of a type that varies from call to call. */
const anything = field(['string', 'number', 'boolean', 'null', 'object', 'array']);
/** What the schema asks of its text is more than a shape can say. */
const checkedText = field(['string']);
/** What the schema asks of its object, or of a record that has one, is more than a shape can say. */
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
 * judged without parsing it: what the shape accepts, zod accepts; what it does not, zod decides.
 *
 * That holds for a record whose eventTime is an instant on the calendar and whose eventSource and
 * eventName are not empty, which whoever goes by the shape has to see to. Insight and aggregated
 * events are left to zod: the shape accepts no insightDetails and no timeWindow but null.
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

/** An object in whose place CloudTrail may write HIDDEN_DUE_TO_SECURITY_REASONS. */
function hideable(fields: RecordShape): FieldShape {
  return field(['object', 'string', 'null'], fields);
}

function field(kinds: readonly ValueKind[], fields?: RecordShape): FieldShape {
  return Object.freeze({
    kinds: Object.freeze(kinds),
    ...(fields && { fields: Object.freeze(fields) }),
  });
}
