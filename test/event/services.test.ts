import { describe, expect, test } from 'vitest';
import { services } from '../../src/event/service-table.ts';
import {
  findService,
  serviceNameOf,
  servicePrefixOf,
  suggestServices,
} from '../../src/event/services.ts';

describe('findService', () => {
  test.each([
    ['ec2', ['ec2']],
    ['EC2', ['ec2']],
    ['Amazon EC2', ['ec2']],
    ['ec2.amazonaws.com', ['ec2']],
    ['ec2.amazonaws.com.cn', ['ec2']],
    ['lightsail', ['lightsail']],
    ['opsworks', ['opsworks']],
    ['opsworks-stacks', ['opsworks']],
    ['stacks', ['opsworks']],
    ['ebs', ['ebs']],
    ['logs', ['logs']],
    ['cloudwatch-logs', ['logs']],
    ['CloudWatch_Logs', ['logs']],
    ['cloudwatch logs', ['logs']],
    ['cwl', ['logs']],
    ['beanstalk', ['elasticbeanstalk']],
    ['eb', ['elasticbeanstalk']],
    ['AWS Elastic Beanstalk', ['elasticbeanstalk']],
    ['cloudwatch', ['monitoring']],
    ['cloudwatch-metrics', ['monitoring']],
    ['elb', ['elasticloadbalancing']],
    ['alb', ['elasticloadbalancing']],
    ['nlb', ['elasticloadbalancing']],
    ['opensearch', ['es']],
    ['elasticsearch', ['es']],
    ['step-functions', ['states']],
    ['sfn', ['states']],
    ['console', ['signin']],
    ['console-signin', ['signin']],
    ['tagging', ['tagging']],
    ['execute-api', ['execute-api']],
    ['api-gateway', ['apigateway']],
    ['application-autoscaling', ['autoscaling']],
  ])('understands %s', (typed, prefixes) => {
    expect(findService(typed)).toEqual(prefixes);
  });

  test('returns all services that share a name', () => {
    expect(findService('waf')).toEqual(['waf', 'waf-regional', 'wafv2']);
    expect(findService('identity-center')).toContain('sso');
    expect(findService('identity-center')).toContain('sso-directory');
  });

  test('returns only one service for a full eventSource', () => {
    expect(findService('waf.amazonaws.com')).toEqual(['waf']);
  });

  test.each(['', 'aws', 'nosuch', 'nosuch.amazonaws.com', '__proto__', 'constructor', 'ec*'])(
    'does not know %j',
    (typed) => {
      expect(findService(typed)).toBeUndefined();
    },
  );

  test('finds every service in the table by its prefix, its name and its aliases', () => {
    for (const { prefix, name, aliases } of services) {
      for (const typed of [
        prefix,
        name,
        name.toUpperCase(),
        `${prefix}.amazonaws.com`,
        ...aliases,
      ]) {
        expect(findService(typed), typed).toContain(prefix);
      }
    }
  });
});

describe('suggestServices', () => {
  test.each([
    ['beanstlak', 'beanstalk'],
    ['ec3', 'ec2'],
    ['lamda', 'lambda'],
    ['cloudwach-logs', 'cloudwatch-logs'],
    ['step function', 'step-functions'],
    ['aws dynmodb', 'dynamodb'],
    ['opswork', 'opsworks'],
  ])('suggests for %s first %s', (typed, meant) => {
    expect(suggestServices(typed)[0]).toBe(meant);
  });

  test('suggests at most three names, and only those that findService knows', () => {
    for (const typed of ['cloud', 'elastic', 'e', 'iot', 'media']) {
      const suggestions = suggestServices(typed);
      expect(suggestions.length).toBeLessThanOrEqual(3);
      for (const suggestion of suggestions) expect(findService(suggestion)).toBeDefined();
    }
  });

  test('suggests nothing for an empty name and for one that is unlike any other', () => {
    expect(suggestServices('')).toEqual([]);
    expect(suggestServices('qqqqqqqqqqqq')).toEqual([]);
  });
});

describe('the service table', () => {
  test('contains every prefix once', () => {
    const prefixes = services.map(({ prefix }) => prefix);
    expect(prefixes.length).toBeGreaterThan(150);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  test('is sorted by prefix', () => {
    const prefixes = services.map(({ prefix }) => prefix);
    expect(prefixes).toEqual([...prefixes].sort());
  });
});

test('serviceNameOf returns the AWS name of a service, or the prefix of an unknown service', () => {
  expect(serviceNameOf('logs.amazonaws.com')).toBe('CloudWatch Logs');
  expect(serviceNameOf('logs')).toBe('CloudWatch Logs');
  expect(serviceNameOf('nosuch.amazonaws.com')).toBe('nosuch');
  expect(serviceNameOf('__proto__')).toBe('__proto__');
});

test('servicePrefixOf removes the domain and changes nothing else', () => {
  expect(servicePrefixOf('ec2.amazonaws.com')).toBe('ec2');
  expect(servicePrefixOf('ec2.amazonaws.com.cn')).toBe('ec2');
  expect(servicePrefixOf('signin.amazon.com')).toBe('signin.amazon.com');
  expect(servicePrefixOf('')).toBe('');
});
