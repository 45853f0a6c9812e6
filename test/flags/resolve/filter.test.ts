import { describe, expect, it } from 'vitest';
import { resolveFilter } from '../../../src/flags/resolve/filter.ts';
import type { Condition } from '../../../src/query/condition/condition.ts';
import type { Filter } from '../../../src/query/condition/filter.ts';
import { asks } from '../../filter/filter-of.ts';
import { argsOf, environment } from '../args-of.ts';

const here = { now: environment.now, zone: 'UTC' };

function filterOf(...argv: string[]): Promise<Filter> {
  return resolveFilter(argsOf(...argv), here);
}

async function conditionOf(...argv: string[]): Promise<Condition> {
  return (await filterOf(...argv)).when;
}

describe('resolveFilter', () => {
  it('returns a filter that matches everything without flags', async () => {
    expect(await filterOf()).toEqual({ time: {}, when: { kind: 'all', conditions: [] } });
  });

  it('makes one condition for each flag, with the values of all its lists', async () => {
    expect(await conditionOf('--event', 'A,B', '--user', 'x', '--event', 'C')).toEqual({
      kind: 'all',
      conditions: [asks('event', ['A', 'B', 'C']), asks('user', ['x'])],
    });
  });

  it('excludes values with a leading !, and a whole list with a ! before it', async () => {
    expect(await conditionOf('--event', 'Describe*,!DescribeInstances')).toEqual(
      asks('event', ['Describe*'], ['DescribeInstances']),
    );
    expect(await conditionOf('--event', '!A, B,!C', '--event', 'D')).toEqual(
      asks('event', ['D'], ['A', 'B', 'C']),
    );
  });

  it('treats a comma after a backslash as part of the value', async () => {
    expect(await conditionOf('--user', 'doe\\, jane,bob')).toEqual(
      asks('user', ['doe, jane', 'bob']),
    );
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
    expect(await conditionOf('--service', typed)).toEqual(asks('service', any));
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
    expect(await conditionOf(flag, typed)).toMatchObject({ kind: 'attribute', patterns: [value] });
  });

  it('turns --reads and --writes into the access of a call', async () => {
    expect(await conditionOf('--reads')).toEqual(asks('access', ['read']));
    expect(await conditionOf('--writes')).toEqual(asks('access', ['write']));
  });

  it('matches when any of several patterns or expressions matches', async () => {
    const condition = await conditionOf(
      ...['--where', '$.a = 1', '--where', '$.b EXISTS', '--grep', 'x|y', '--grep', '(?i)z'],
    );
    expect(condition).toEqual({
      kind: 'all',
      conditions: [
        {
          kind: 'any',
          conditions: [
            expect.objectContaining({ kind: 'field', selector: [{ kind: 'key', key: 'a' }] }),
            expect.objectContaining({ kind: 'field', selector: [{ kind: 'key', key: 'b' }] }),
          ],
        },
        {
          kind: 'any',
          conditions: [
            { kind: 'text', expression: 'x|y' },
            { kind: 'text', expression: '(?i)z' },
          ],
        },
      ],
    });
  });

  it('returns a deeply frozen filter', async () => {
    const filter = await filterOf(
      ...['--event', 'A,!B', '--where', '$.a[0] IN [x, %y%] && NOT ($.b = $.c)', '--last', '1d'],
    );
    const notFrozen = (value: unknown): readonly unknown[] =>
      typeof value !== 'object' || value === null
        ? []
        : [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(notFrozen)];
    expect(notFrozen(filter)).toEqual([]);
    expect(structuredClone(filter)).toEqual(filter);
  });

  it.each([
    ['--service lightsial', "unknown service 'lightsial' (did you mean 'lightsail'?)"],
    [
      '--outcome deny',
      "unknown value 'deny' (did you mean 'denied'?): expected ok, denied, failed",
    ],
    ['--outcome x', "unknown value 'x': expected ok, denied, failed"],
    ['--category managment', "(did you mean 'management'?)"],
    ['--account 12345', "'12345' is not an account ID: expected 12 digits, such as 111122223333"],
    ['--region us-eats-1', "unknown region 'us-eats-1' (did you mean 'us-east-1'?)"],
    ['--region us-east-1a', "(did you mean 'us-east-1'?)"],
    ['--region useast1', "(did you mean 'us-east-1'?)"],
    ['--source-ip 10.0.0.256', "'10.0.0.256' is not an address: expected one such as 198.51.100.7"],
    ['--source-ip 10.0.0.0/33', 'is not an address'],
    ['--source-ip 10.0.0.0/8/8', 'is not an address'],
    ['--source-ip 10.0.0', 'is not an address'],
    ['--source-ip 2001:db8::/129', 'is not an address'],
    ['--source-ip 2001:dg8::1', 'is not an address'],
    ['--source-ip example.com/24', 'is not an address'],
    ['--event A,,B', "--event: expected a value, found nothing in 'A,,B'"],
    ['--event !', "--event: expected a value, found nothing in '!'"],
    ['--reads --writes', '--reads and --writes cannot be used together'],
    ['--where $.a', 'column'],
    ['--grep (', 'invalid --grep expression'],
  ])('refuses %s with a helpful message', async (line, message) => {
    await expect(filterOf(...line.split(' '))).rejects.toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
