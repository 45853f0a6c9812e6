import { describe, expect, test } from 'vitest';
import {
  findResourceType,
  listResourceTypes,
  resourceTypesOf,
} from '../../../src/event/resources/resource-types.ts';
import { eventOf } from '../event-of.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;

function typesOf(service: string, fields: object): readonly string[] {
  return resourceTypesOf(eventOf({ eventSource: `${service}.amazonaws.com`, ...fields }));
}

describe('resourceTypesOf', () => {
  test.each<[string, string, object, readonly string[]]>([
    [
      'a type that the event lists',
      'new',
      { resources: [{ type: 'AWS::New::Thing' }] },
      ['AWS::New::Thing'],
    ],
    [
      'an EC2 ID in a call of any service',
      'autoscaling',
      { requestParameters: { instanceId: 'i-0abc1234' } },
      ['AWS::EC2::Instance'],
    ],
    [
      "a service's resource from the name of its parameter",
      'lightsail',
      { requestParameters: { instanceNames: ['web-1', 'web-2'] } },
      ['AWS::Lightsail::Instance'],
    ],
    [
      'an OpsWorks stack',
      'opsworks',
      { requestParameters: { stackId: '52e3d9e2' } },
      ['AWS::OpsWorks::Stack'],
    ],
    [
      'an environment',
      'elasticbeanstalk',
      { requestParameters: { applicationName: 'shop', environmentName: 'shop-prod' } },
      ['AWS::ElasticBeanstalk::Environment', 'AWS::ElasticBeanstalk::Application'],
    ],
    [
      'every resource of a launch',
      'ec2',
      {
        eventName: 'RunInstances',
        requestParameters: {
          instancesSet: { items: [{ imageId: 'ami-0abc1234', keyName: 'admin' }] },
        },
        responseElements: {
          instancesSet: { items: [{ instanceId: 'i-0abc1234', subnetId: 'subnet-0abc1234' }] },
        },
      },
      ['AWS::EC2::Instance', 'AWS::EC2::Ami', 'AWS::EC2::KeyPair', 'AWS::EC2::Subnet'],
    ],
    ['a bucket', 's3', { requestParameters: { bucketName: 'logs' } }, ['AWS::S3::Bucket']],
    [
      'an object',
      's3',
      { requestParameters: { bucketName: 'logs', key: 'a/b' } },
      ['AWS::S3::Object', 'AWS::S3::Bucket'],
    ],
    [
      'unknown resources as no types',
      'new',
      { requestParameters: { thingName: 'a', instanceId: 'b' } },
      [],
    ],
    ['resources that are not a list as no types', 'new', { resources: '***' }, []],
  ])('returns the types of %s', (_, service, fields, types) => {
    expect(typesOf(service, { eventName: 'DescribeEnvironments', ...fields })).toEqual(types);
  });

  test.each([
    [arn('ec2', 'security-group/sg-1'), 'AWS::EC2::SecurityGroup'],
    [arn('logs', 'log-group:/aws/f:*'), 'AWS::Logs::LogGroup'],
    [arn('rds', 'db:orders'), 'AWS::RDS::DBInstance'],
    [arn('sqs', 'jobs'), 'AWS::SQS::Queue'],
    [arn('lightsail', 'StaticIp/1-2'), 'AWS::Lightsail::StaticIp'],
    [arn('s3', 'accesspoint/readers'), 'AWS::S3::AccessPoint'],
    [arn('cloudwatch', 'alarm:root use'), 'AWS::CloudWatch::Alarm'],
    [arn('ec2', 'elastic-ip/eipalloc-1'), 'AWS::EC2::EIP'],
    ['arn:aws:s3:::logs', 'AWS::S3::Bucket'],
    ['arn:aws:s3:::logs/a/b', 'AWS::S3::Object'],
    ['arn:aws-cn:iam::111122223333:role/path/deploy', 'AWS::IAM::Role'],
    ['arn:aws:sts::111122223333:assumed-role/deploy/ci', 'AWS::STS::AssumedRole'],
  ])('returns for %s the type %s', (resource, type) => {
    expect(typesOf('tagging', { requestParameters: { resourceARNList: [resource] } })).toEqual([
      type,
    ]);
  });
});

test('a resource type is found in any letter case', () => {
  expect(findResourceType('aws::ec2::instance')).toBe('AWS::EC2::Instance');
  expect(findResourceType('AWS::EC2::Teapot')).toBeUndefined();
});

test('resource types are written as AWS writes them', () => {
  for (const type of listResourceTypes())
    expect(type).toMatch(/^AWS::[A-Z]\w+::[A-Z][A-Za-z0-9]+$/);
});
