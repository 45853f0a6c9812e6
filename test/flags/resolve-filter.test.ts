import { describe, expect, it } from 'vitest';
import { resolveFilter } from '../../src/flags/resolve-filter.ts';
import type { Filter, Term } from '../../src/query/filter.ts';
import { argsOf, environment } from './args-of.ts';

const here = { now: environment.now, zone: 'UTC' };

function filterOf(...argv: string[]): Promise<Filter> {
  return resolveFilter(argsOf(...argv), here);
}

async function termsOf(...argv: string[]): Promise<readonly Term[]> {
  return (await filterOf(...argv)).terms;
}

describe('resolveFilter', () => {
  it('asks for nothing without flags', async () => {
    expect(await filterOf()).toEqual({ time: {}, terms: [], where: [], grep: [] });
  });

  it('makes one term of each flag, with the values of all its lists', async () => {
    expect(await termsOf('--event', 'A,B', '--user', 'x', '--event', 'C')).toEqual([
      { attribute: 'event', any: ['A', 'B', 'C'], none: [] },
      { attribute: 'user', any: ['x'], none: [] },
    ]);
  });

  it('rules out values with a leading !, and a whole list with a ! before it', async () => {
    expect(await termsOf('--event', 'Describe*,!DescribeInstances')).toEqual([
      { attribute: 'event', any: ['Describe*'], none: ['DescribeInstances'] },
    ]);
    expect(await termsOf('--event', '!A, B,!C', '--event', 'D')).toEqual([
      { attribute: 'event', any: ['D'], none: ['A', 'B', 'C'] },
    ]);
  });

  it('takes a comma behind a backslash for a part of the value', async () => {
    expect(await termsOf('--user', 'doe\\, jane,bob')).toEqual([
      { attribute: 'user', any: ['doe, jane', 'bob'], none: [] },
    ]);
  });

  it.each([
    ['EC2', ['ec2']],
    ['ec2.amazonaws.com', ['ec2']],
    ['cloudwatch-logs', ['logs']],
    ['beanstalk', ['elasticbeanstalk']],
    ['ebs', ['ebs']],
    ['brandnew.amazonaws.com', ['brandnew']],
    ['cloud*', ['cloud*']],
    ['ec2,Amazon EC2', ['ec2']],
  ])('reads the service %j as %j', async (typed, any) => {
    expect(await termsOf('--service', typed)).toEqual([{ attribute: 'service', any, none: [] }]);
  });

  it.each([
    ['--outcome', 'DENIED', 'denied'],
    ['--identity-type', 'iamuser', 'IAMUser'],
    ['--identity-type', 'assumed-role', 'AssumedRole'],
    ['--category', 'NetworkActivity', 'network-activity'],
    ['--account', '1111-2222-3333', '111122223333'],
    ['--account', '1111*', '1111*'],
    ['--region', 'EU-West-1', 'eu-west-1'],
    ['--region', 'us-gov-west-1', 'us-gov-west-1'],
    ['--region', 'eusc-de-east-1', 'eusc-de-east-1'],
    ['--region', 'us-east-9', 'us-east-9'],
    ['--source-ip', '198.51.100.7', '198.51.100.7'],
    ['--source-ip', '10.0.0.0/8', '10.0.0.0/8'],
    ['--source-ip', '2001:db8::/32', '2001:db8::/32'],
    ['--source-ip', '10.1.*', '10.1.*'],
    ['--source-ip', 'AWS Internal', 'AWS Internal'],
    ['--source-ip', 'config.amazonaws.com', 'config.amazonaws.com'],
  ])('reads %s %j as %j', async (flag, typed, value) => {
    const [term] = await termsOf(flag, typed);
    expect(term?.any).toEqual([value]);
  });

  it('turns --reads and --writes into the access of a call', async () => {
    expect(await termsOf('--reads')).toEqual([{ attribute: 'access', any: ['read'], none: [] }]);
    expect(await termsOf('--writes')).toEqual([{ attribute: 'access', any: ['write'], none: [] }]);
  });

  it('lets one of several patterns and expressions be enough', async () => {
    const { where, grep } = await filterOf(
      ...['--where', '$.a = 1', '--where', '$.b EXISTS', '--grep', 'x|y', '--grep', '(?i)z'],
    );
    expect(where).toEqual([
      {
        kind: 'or',
        operands: [
          expect.objectContaining({ kind: 'compare' }),
          expect.objectContaining({ kind: 'test' }),
        ],
      },
    ]);
    expect(grep).toEqual(['x|y', '(?i)z']);
  });

  it.each([
    ['--service lightsial', "unknown service 'lightsial' (did you mean 'lightsail'?)"],
    [
      '--outcome deny',
      "unknown value 'deny' (did you mean 'denied'?): expected ok, denied, failed",
    ],
    ['--outcome x', "unknown value 'x': expected ok, denied, failed"],
    ['--category managment', "(did you mean 'management'?)"],
    ['--account 12345', "'12345' is no account: expected 12 digits, such as 111122223333"],
    ['--region us-eats-1', "unknown region 'us-eats-1' (did you mean 'us-east-1'?)"],
    ['--region us-east-1a', "(did you mean 'us-east-1'?)"],
    ['--region useast1', "(did you mean 'us-east-1'?)"],
    ['--source-ip 10.0.0.256', "'10.0.0.256' is no address: expected one such as 198.51.100.7"],
    ['--source-ip 10.0.0.0/33', 'is no address'],
    ['--source-ip 10.0.0.0/8/8', 'is no address'],
    ['--source-ip 10.0.0', 'is no address'],
    ['--source-ip 2001:db8::/129', 'is no address'],
    ['--source-ip 2001:dg8::1', 'is no address'],
    ['--source-ip example.com/24', 'is no address'],
    ['--event A,,B', "--event: expected a value, found nothing in 'A,,B'"],
    ['--event !', "--event: expected a value, found nothing in '!'"],
    ['--reads --writes', '--reads and --writes cannot be used together'],
    ['--where $.a', 'column'],
    ['--grep (', 'invalid --grep expression'],
  ])('refuses %s and helps', async (line, message) => {
    await expect(filterOf(...line.split(' '))).rejects.toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
