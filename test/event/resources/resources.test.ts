import { describe, expect, test } from 'vitest';
import { lastPartOf } from '../../../src/event/resources/arn.ts';
import { distinctResourcesOf, resourcesOf } from '../../../src/event/resources/resources.ts';
import { eventOf } from '../event-of.ts';

function resources(eventName: string, fields: Readonly<Record<string, unknown>>) {
  return resourcesOf(eventOf({ eventName, ...fields }));
}

/** Returns the resources of a call with these parameters. */
function requested(eventName: string, requestParameters: unknown) {
  return resources(eventName, { requestParameters });
}

describe('resourcesOf', () => {
  test('returns the ARNs of the resources array first', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1';
    expect(
      resources('Decrypt', {
        resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: key }],
        requestParameters: { keyId: 'alias/a' },
      }),
    ).toEqual([key, 'alias/a']);
  });

  test('uses the ARNPrefix of a call that lists S3 objects as an ARN', () => {
    const listed = [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::logs/' }];
    expect(resources('ListObjects', { resources: listed })).toEqual(['arn:aws:s3:::logs/']);
  });

  test('returns every instance of a call once, although the response repeats it', () => {
    const instancesSet = { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] };
    const fields = { requestParameters: { instancesSet }, responseElements: { instancesSet } };
    expect(resources('TerminateInstances', fields)).toEqual(['i-1', 'i-2']);
  });

  test('returns a created resource before the resources that it was made from', () => {
    const found = resources('RunInstances', {
      requestParameters: {
        instancesSet: { items: [{ imageId: 'ami-1', minCount: 1 }] },
        subnetId: 'subnet-1',
        clientToken: 'D688CB0A',
        iamInstanceProfile: { name: 'web' },
      },
      responseElements: {
        requestId: 'be5c6330',
        ownerId: '111122223333',
        instancesSet: {
          items: [{ instanceId: 'i-1', groupSet: { items: [{ groupId: 'sg-1' }] } }],
        },
      },
    });
    expect(found).toEqual(['i-1', 'ami-1', 'subnet-1', 'web', 'sg-1']);
  });

  test.each([
    ['RebootInstance', { instanceName: 'blog' }, ['blog']],
    ['AttachStaticIp', { instanceName: 'blog', staticIpName: 'ip' }, ['ip', 'blog']],
    ['CreateLayer', { name: 'web layer', stackId: 'a263', shortname: 's' }, ['web layer', 'a263']],
    ['DescribeInstances', { instanceIds: ['218289c4', '7777'] }, ['218289c4', '7777']],
    ['AttachVolume', { instanceId: 'i-1', volumeId: 'vol-1' }, ['vol-1', 'i-1']],
    ['CreateImage', { instanceId: 'i-1', name: 'backup' }, ['backup', 'i-1']],
    ['DeleteSecurityGroup', { groupId: 'sg-1' }, ['sg-1']],
    ['PutRetentionPolicy', { logGroupName: '/a/b', retentionInDays: 1 }, ['/a/b']],
    ['CreateLogStream', { logGroupName: '/a/b', logStreamName: 's' }, ['s', '/a/b']],
    ['PutDestination', { destinationName: 'd' }, ['d']],
    ['UpdateEnvironment', { environmentName: 'prod', environmentId: 'e-1' }, ['prod', 'e-1']],
    ['CreateApplicationVersion', { applicationName: 'shop' }, ['shop']],
    ['AttachRolePolicy', { roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/P' }, null],
    ['DeleteAccessKey', { userName: 'bob', accessKeyId: 'AKIAEXAMPLE' }, ['AKIAEXAMPLE', 'bob']],
    ['Invoke', { functionName: 'f' }, ['f']],
    ['DeleteDBInstance', { dBInstanceIdentifier: 'db-1' }, ['db-1']],
    ['GetItem', { tableName: 't' }, ['t']],
    ['GetSecretValue', { secretId: 's' }, ['s']],
    ['StopLogging', { name: 'my-trail' }, ['my-trail']],
    ['DescribeTrails', { trailNameList: ['one', 'two'] }, ['one', 'two']],
    ['UpdateService', { cluster: 'c', service: 'web' }, ['web', 'c']],
    ['RegisterTargets', { targets: [{ id: 'i-1', port: 80 }] }, ['i-1']],
    ['StartSession', { target: 'i-1' }, ['i-1']],
    [
      'DescribeVpcEndpoints',
      { Request: { VpcEndpointId: { tag: 1, content: 'vpce-1' } } },
      ['vpce-1'],
    ],
  ])('finds the main resource of %s %j first', (eventName, parameters, expected) => {
    expect(requested(eventName, parameters)).toEqual(
      expected ?? ['r', 'arn:aws:iam::aws:policy/P'],
    );
  });

  test('names an S3 object by bucket and key', () => {
    expect(requested('GetObject', { bucketName: 'logs', key: 'a/b.gz' })).toEqual([
      'logs/a/b.gz',
      'logs',
    ]);
  });

  test('accepts any string that is an ARN, whatever its key', () => {
    const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:x';
    expect(
      requested('PutThing', { odd: [{ deep: arn }], text: `see ${arn}`, no: 'arn:x' }),
    ).toEqual([arn]);
  });

  test('returns the key that CreateAccessKey created', () => {
    expect(
      resources('CreateAccessKey', {
        requestParameters: { userName: 'bob' },
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLE', userName: 'bob' } },
      }),
    ).toEqual(['AKIAEXAMPLE', 'bob']);
  });

  test('reads the additional data of service events, and not of other events', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s';
    const fields = {
      serviceEventDetails: { snapshotId: 'snap-1' },
      additionalEventData: { SwitchFrom: arn },
    };
    const eventName = 'SharedSnapshotVolumeCreated';
    expect(resources(eventName, { ...fields, eventType: 'AwsServiceEvent' })).toEqual([
      'snap-1',
      arn,
    ]);
    expect(resources(eventName, { ...fields, eventType: 'AwsApiCall' })).toEqual(['snap-1']);
  });

  test.each([
    ['names of filters', { filterSet: { items: [{ name: 'vpc-id' }] } }],
    ['tags', { tags: [{ key: 'Name', value: 'web' }] }],
    ['IDs of requests and reservations', { requestId: 'r', reservationId: 'r', clientToken: 't' }],
    ['masked values', { secretId: '***', keyId: 'HIDDEN_DUE_TO_SECURITY_REASONS', vpcId: '' }],
    ['policy documents', { policy: '{"Version":"2012-10-17"}', policyName: '{"a":1}' }],
    ['numbers and nulls', { instanceId: 7, volumeId: null, groupId: true }],
    ['values that were omitted for their size', { omitted: true, reason: 'too large' }],
  ])('leaves out %s', (_what, parameters) => {
    expect(requested('DescribeInstances', parameters)).toEqual([]);
  });

  test('does not throw on parameters that are not objects', () => {
    for (const odd of ['HIDDEN_DUE_TO_SECURITY_REASONS', 3, true, null, [], [[['i-1']]]]) {
      expect(requested('TerminateInstances', odd)).toEqual([]);
    }
    expect(resources('X', { resources: 'HIDDEN_DUE_TO_SECURITY_REASONS' })).toEqual([]);
  });

  test('treats __proto__ as a key like any other', () => {
    const parameters: unknown = JSON.parse('{"__proto__":{"instanceId":"i-1"}}');
    expect(requested('TerminateInstances', parameters)).toEqual(['i-1']);
    expect(requested('X', { constructor: { name: 'x' } })).toEqual([]);
  });

  test('returns a thousand instances', () => {
    const instanceIds = Array.from({ length: 1000 }, (_, index) => `i-${index}`);
    expect(requested('StopInstances', { instanceIds })).toHaveLength(1000);
  });

  test('returns all resources of the largest event that CloudTrail writes', () => {
    const instanceIds = Array.from({ length: 64_000 }, (_, index) => `i-${index}`);
    expect(requested('StopInstances', { instanceIds })).toHaveLength(64_000);
  });

  test('limits the depth and the length of keys', () => {
    let nested: unknown = { instanceId: 'i-1' };
    for (let depth = 0; depth < 3000; depth += 1) nested = { more: nested };
    expect(requested('StopInstances', { nested })).toEqual([]);
    expect(requested('StopInstances', { [`${'list'.repeat(50_000)}Id`]: 'x' })).toEqual([]);
  });
});

test('the time for an object with many names for one thing, or many things, is linear', () => {
  const spell = (number: number) =>
    [...'vpcidentifier'].map((letter, at) => ((number >> at) & 1 ? letter.toUpperCase() : letter));
  const spelled = Array.from({ length: 8000 }, (_, at) => [spell(at).join(''), `v-${at}`]);
  const things = Array.from({ length: 20_000 }, (_, at) => [`x${at}VpcId`, `w-${at}`]);
  const found = requested('DeleteVpc', Object.fromEntries([...spelled, ...things]));
  expect(found.length).toBeGreaterThanOrEqual(20_000);
});

describe('distinctResourcesOf', () => {
  test('drops a name that is the end of an earlier ARN, and an ARN that ends in an earlier name', () => {
    const bucket = eventOf({
      resources: [{ ARN: 'arn:aws:s3:::logs' }],
      requestParameters: { bucketName: 'logs' },
    });
    expect(distinctResourcesOf(bucket)).toEqual(['arn:aws:s3:::logs']);
    const role = eventOf({
      eventName: 'CreateRole',
      requestParameters: { roleName: 'deploy' },
      responseElements: { role: { arn: 'arn:aws:iam::111122223333:role/ci/deploy' } },
    });
    expect(distinctResourcesOf(role)).toEqual(['deploy']);
  });

  test('keeps different resources with the same last part', () => {
    const resources = [
      { ARN: 'arn:aws:s3:::logs/2025/a.gz' },
      { ARN: 'arn:aws:s3:::logs/2026/a.gz' },
    ];
    expect(distinctResourcesOf(eventOf({ resources }))).toHaveLength(2);
  });
});

test.each([
  ['arn:aws:iam::1:role/ci/deploy', 'deploy'],
  ['arn:aws:lambda:us-east-1:1:function:f', 'f'],
  ['arn:aws:logs:us-east-1:1:log-group:/aws/lambda/f:*', 'f'],
  ['arn:aws:s3:::logs', 'logs'],
  ['i-1', 'i-1'],
  ['', ''],
])('the last part of the resource %s is %s', (resource, last) => {
  expect(lastPartOf(resource)).toBe(last);
});
