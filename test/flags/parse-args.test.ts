import { describe, expect, it } from 'vitest';
import { argsOf } from './args-of.ts';

describe('parseArgs', () => {
  it('separates operands from flags in any order', () => {
    expect(argsOf('a', '--service', 'ec2', 'b', '-n5', '--output=csv', '-rv', '-')).toEqual({
      operands: ['a', 'b', '-'],
      flags: { service: ['ec2'], limit: ['5'], output: ['csv'], reverse: [], verbose: [] },
    });
  });

  it('keeps all values of a repeated flag, in order', () => {
    expect(argsOf('--event', 'B', '--event=A').flags.event).toEqual(['B', 'A']);
  });

  it('treats everything after -- as operands', () => {
    expect(argsOf('--', '--service', '-x').operands).toEqual(['--service', '-x']);
  });

  it('accepts a value that begins with a hyphen', () => {
    expect(argsOf('--user', '-x', '--grep=--strict').flags).toEqual({
      user: ['-x'],
      grep: ['--strict'],
    });
  });

  it.each([
    [['--servcie', 'ec2'], "unknown flag '--servcie' (did you mean '--service'?)"],
    [['--outptu=csv'], "unknown flag '--outptu' (did you mean '--output'?)"],
    [['-z'], "unknown flag '-z'"],
    [['--zzzzzz'], "unknown flag '--zzzzzz'"],
    [['a', '--outcome'], '--outcome: expected a value, such as --outcome ok'],
    [['-o'], '--output: expected a value, such as --output table'],
    [['--since', '--until', 'now'], '--since: expected a value, such as --since yesterday'],
    [['--event-id', '-v'], '--event-id: expected a value'],
    [['--reverse=yes'], "--reverse: expected no value, found '--reverse=yes'"],
  ])('refuses %j', (argv, message) => {
    expect(() => argsOf(...argv)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
  });
});
