import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resourceTypesOf } from '../../../src/event/resources/resource-types.ts';
import {
  countedResourcesOf,
  distinctResourcesOf,
  resourcesOf,
} from '../../../src/event/resources/resources.ts';
import { eventOf } from '../event-of.ts';

/** A call and its resources. An ARN may be given by its end. */
interface Call {
  /** The event source without its domain, and the event name. */
  readonly call: string;
  readonly request?: unknown;
  readonly response?: unknown;
  readonly message?: string;
  readonly additional?: unknown;
  /** The resource that the call is about; empty when there is none. */
  readonly main: string;
  readonly type?: string;
  readonly also?: readonly string[];
  /** Whether these are all resources. */
  readonly isAll?: boolean;
}

const calls: readonly Call[] = JSON.parse(
  readFileSync(new URL('./calls.json', import.meta.url), 'utf8'),
);

function made({ call, request, response, message, additional }: Omit<Call, 'main'>) {
  const [source = '', eventName = ''] = call.split(' ');
  return eventOf({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    requestParameters: request,
    responseElements: response,
    errorMessage: message,
    additionalEventData: additional,
  });
}

function isEnd(resource: string, end: string): boolean {
  return (
    resource === end || [':', '/'].some((mark) => resource.endsWith(mark + end.replace(/^\//, '')))
  );
}

describe.each(calls)('$call', ({ main, type, also = [], isAll, ...call }) => {
  const event = made(call);
  const found = distinctResourcesOf(event);

  test(`is about ${main || 'nothing'}`, () => {
    if (main === '') expect(found).toEqual([]);
    else expect(found[0]).toSatisfy((first: string) => isEnd(first, main));
  });

  if (type)
    test(`is about something of the type ${type}`, () => {
      expect(resourceTypesOf(event)[0]).toBe(type);
    });

  if (also.length > 0)
    test(`also touches ${also.join(', ')}`, () => {
      for (const end of also) expect(found.some((one) => isEnd(one, end))).toBe(true);
    });

  if (isAll)
    test('touches nothing else', () => {
      expect(found).toHaveLength(1 + also.length);
    });
});

describe('one thing', () => {
  const arn = 'arn:aws:iam::111122223333:role/ci/deploy';

  test('is one resource by its ID, name and ARN, and found by all of them', () => {
    const event = made({
      call: 'mq CreateBroker',
      request: { brokerName: 'mq' },
      response: { brokerId: 'b-1', brokerArn: 'arn:aws:mq:us-east-1:111122223333:broker:mq:b-1' },
    });
    expect(distinctResourcesOf(event)).toEqual(['b-1']);
    expect(resourcesOf(event)).toEqual(
      expect.arrayContaining(['mq', 'b-1', 'arn:aws:mq:us-east-1:111122223333:broker:mq:b-1']),
    );
  });

  test.each<[string, Omit<Call, 'main'>, Omit<Call, 'main'>]>([
    [
      'a role by its name and its ARN, which has a path',
      { call: 'iam GetRole', request: { roleName: 'deploy' } },
      { call: 'sts AssumeRole', request: { roleArn: arn } },
    ],
    [
      'an instance by its ID and its ARN',
      { call: 'ec2 StopInstances', request: { instanceId: 'i-0aaaaaaaaaaaaaaa1' } },
      {
        call: 'ssm PutInventory',
        request: { resourceArn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-0aaaaaaaaaaaaaaa1' },
      },
    ],
    [
      'a queue by its URL and its ARN',
      {
        call: 'sqs SendMessage',
        request: { queueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/orders' },
      },
      {
        call: 'sns Subscribe',
        request: { endpoint: 'arn:aws:sqs:us-east-1:111122223333:orders' },
      },
    ],
    [
      'a parameter by its name and its ARN',
      { call: 'ssm PutParameter', request: { name: '/prod/pw' } },
      {
        call: 'kms Decrypt',
        request: { context: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/pw' },
      },
    ],
  ])('has one key in different events: %s', (_, one, other) => {
    const [first, second] = [one, other].map((call) => countedResourcesOf(made(call))[0]?.key);
    expect(first).toBe(second);
  });

  test('of one name with another thing has another key', () => {
    const event = made({
      call: 'iam EnableMFADevice',
      request: { userName: 'kim', serialNumber: 'arn:aws:iam::111122223333:mfa/kim' },
    });
    expect(new Set(countedResourcesOf(event).map(({ key }) => key)).size).toBe(2);
  });
});
