import fc from 'fast-check';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { eventSchema } from '../../src/event/event-schema.ts';

const role = 'arn:aws:iam::123456789012:role/r';

/** A key or a text that is likely to break code. */
const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'name',
    'content',
    'instanceIds',
    'bucketName',
    'key',
    role,
    'arn:',
    ':',
    '/',
    'AROA:s',
    'HIDDEN_DUE_TO_SECURITY_REASONS',
    'ANONYMOUS_PRINCIPAL',
    'AccessDenied',
    'ConsoleLogin',
    'ec2.amazonaws.com',
    'true',
    '',
  ),
);

/** Any JSON value, with the words above as keys and texts. */
export const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 5 }),
  ),
})).value;

const text = fc.option(word, { freq: 4 });
const flag = fc.oneof(text, fc.boolean());
const hidden = fc.constant('HIDDEN_DUE_TO_SECURITY_REASONS');
const account = fc.constant('111122223333');
const otherAccount = fc.constant('444455556666');
/** A request that gives something to an account. */
const sharing = fc.constant({ accountId: '111122223333' });
/** The content of sign-in events in fields of any shape. */
const signIn = fc.constant({ ConsoleLogin: 'Failure' });
const signInDetails = optional({ UserName: text, MFAUsed: fc.constantFrom('Yes', 'No', 'x', 1) });

function optional(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  return fc.record(fields, { requiredKeys: [] });
}

const identity = optional({
  type: fc.oneof(
    text,
    fc.constantFrom(
      ...['Root', 'IAMUser', 'AssumedRole', 'Role', 'FederatedUser', 'SAMLUser', 'Directory'],
      ...['WebIdentityUser', 'IdentityCenterUser', 'AWSAccount', 'AWSService', 'Unknown'],
    ),
  ),
  principalId: text,
  arn: text,
  accountId: fc.oneof(text, account),
  accessKeyId: text,
  userName: text,
  invokedBy: text,
  sessionContext: fc.oneof(
    hidden,
    optional({
      attributes: fc.oneof(hidden, optional({ mfaAuthenticated: flag })),
      sessionIssuer: fc.oneof(hidden, optional({ type: text, userName: text, arn: text })),
      sourceIdentity: text,
      assumedRoot: flag,
    }),
  ),
  onBehalfOf: fc.oneof(hidden, optional({ userId: text })),
});

/** Some failures of a batch call. */
const failures = fc.constantFrom<unknown>(
  { failures: [{ reason: 'x' }] },
  { failures: [{ reason: 'x' }], tasks: [] },
  { failures: [{ reason: 'x' }], tasks: [{}] },
  { createAccountStatus: { state: 'FAILED' } },
);
/** Names and values with which responses report failures and successes, in any arrangement. */
const anyReport = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(
      ...['FAILED', 'Denied', 'forbidden', 'TIMED_OUT', 'aborted', 'SUCCEEDED', 'failure', 'x', ''],
      ...['403', 500, 200, 0, 1, 2, '1'],
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('report'),
  ),
  report: fc.dictionary(
    fc.constantFrom(
      ...['failedCount', 'successCount', 'unsuccessful', 'unprocessedItems', 'rejectedRules'],
      ...['invalidIds', 'errors', 'error', 'errorCode', 'code', 'status', 'state', 'statusType'],
      ...['statusCode', 'result', 'createStatus', 'results', 'items', 'deleteResponse'],
    ),
    tie('value'),
    { maxKeys: 4 },
  ),
})).report;
/** The words of a service about how an operation ended. */
const status = fc.constantFrom<unknown>(
  { result: { statusType: 'success' } },
  { createAccountStatus: { state: 'FAILED' } },
);

/** An ordinary event: any fields, with an eventTime, an eventSource and an eventName. */
export const anyEvent = fc
  .tuple(
    fc.record({
      eventTime: fc.constant('2026-11-19T08:00:00Z'),
      eventSource: fc
        .oneof(
          word,
          fc.constantFrom(
            ...['s3.amazonaws.com', 'sso.amazonaws.com', 'signin.amazonaws.com'],
            'organizations.amazonaws.com',
          ),
        )
        .filter(Boolean),
      eventName: fc
        .oneof(word, fc.constantFrom('ConsoleLogin', 'GetObject', 'CreateFunction20150331v2'))
        .filter(Boolean),
    }),
    optional({
      userIdentity: fc.oneof(hidden, identity),
      requestParameters: fc.oneof(
        { weight: 8, arbitrary: anyJson },
        fc.constant({ items: ['a', 'b'] }),
        sharing,
      ),
      responseElements: fc.oneof(anyJson, signIn, failures, anyReport),
      additionalEventData: fc.oneof(anyJson, signInDetails),
      serviceEventDetails: fc.oneof(anyJson, signIn, status),
      insightDetails: fc.oneof(hidden, optional({ state: text })),
      resources: fc.oneof(
        hidden,
        fc.array(
          optional({ ARN: text, arn: text, ARNPrefix: text, type: text, accountId: otherAccount }),
        ),
      ),
      eventType: fc.oneof(text, fc.constantFrom('AwsServiceEvent', 'AwsAggregatedEvent')),
      eventCategory: fc.oneof(text, fc.constantFrom('Data', 'Insight', 'Aggregated')),
      errorCode: fc.oneof(text, fc.constantFrom('UnauthorizedException', '200')),
      errorMessage: fc.oneof(text, fc.constant(`not authorized on resource: ${role}`)),
      recipientAccountId: fc.oneof(text, account),
      awsRegion: text,
      sourceIPAddress: fc.oneof(text, fc.constantFrom('192.0.2.1', '192.0.2.1, 192.0.2.2')),
      userAgent: text,
      eventID: text,
      eventId: text,
      accountId: text,
      readOnly: flag,
      managementEvent: flag,
      somethingNew: anyJson,
    }),
  )
  .map(([required, others]): CloudTrailEvent => eventSchema.parse({ ...others, ...required }));
