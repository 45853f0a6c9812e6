import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import { sentenceOf } from '../../src/event/describe-event.ts';
import { type CloudTrailEvent, eventSchema } from '../../src/event/event.ts';
import { distinctResourcesOf } from '../../src/event/resources.ts';

/** A key or a text that code may stumble over. */
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
    'arn:aws:iam::123456789012:role/r',
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
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.constantFrom(null, true, false),
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 5 }),
  ),
})).value;

const text = fc.option(word, { freq: 4 });
const flag = fc.oneof(text, fc.boolean());
const hidden = fc.constant('HIDDEN_DUE_TO_SECURITY_REASONS');

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
  accountId: text,
  accessKeyId: text,
  userName: text,
  invokedBy: text,
  sessionContext: fc.oneof(
    hidden,
    optional({
      attributes: fc.oneof(hidden, optional({ mfaAuthenticated: flag })),
      sessionIssuer: fc.oneof(hidden, optional({ type: text, userName: text, arn: text })),
      sourceIdentity: text,
    }),
  ),
  onBehalfOf: fc.oneof(hidden, optional({ userId: text })),
});

const anyEvent = fc
  .tuple(
    fc.record({
      eventTime: fc.constant('2026-11-19T08:00:00Z'),
      eventSource: fc.oneof(word, fc.constant('s3.amazonaws.com')).filter(Boolean),
      eventName: word.filter(Boolean),
    }),
    optional({
      userIdentity: fc.oneof(hidden, identity),
      requestParameters: json,
      responseElements: json,
      additionalEventData: json,
      serviceEventDetails: json,
      insightDetails: fc.oneof(hidden, optional({ state: text })),
      resources: fc.oneof(
        hidden,
        fc.array(optional({ ARN: text, arn: text, ARNPrefix: text, type: text })),
      ),
      eventType: fc.oneof(text, fc.constantFrom('AwsServiceEvent', 'AwsAggregatedEvent')),
      eventCategory: fc.oneof(text, fc.constantFrom('Data', 'Insight', 'Aggregated')),
      errorCode: text,
      errorMessage: text,
      recipientAccountId: text,
      readOnly: flag,
      managementEvent: flag,
      somethingNew: json,
    }),
  )
  .map(([required, others]): CloudTrailEvent => eventSchema.parse({ ...others, ...required }));

test('whatever an event holds, every attribute of it is text and has no empty value', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      for (const { name, show, values } of Object.values(attributes)) {
        expect(typeof show(event), name).toBe('string');
        for (const value of values(event)) expect(value, name).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});

test('whatever an event holds, it can be told in a sentence', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(sentenceOf(event)).toMatch(/\.$/);
    }),
    { numRuns: 1000 },
  );
});

test('no resource is there twice', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const resources = distinctResourcesOf(event);
      expect(new Set(resources).size).toBe(resources.length);
    }),
    { numRuns: 500 },
  );
});
