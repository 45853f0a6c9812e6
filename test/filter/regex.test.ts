import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { compileRegex } from '../../src/filter/regex.ts';

describe('compileRegex', () => {
  it('matches anywhere in the text, case-sensitively', () => {
    const matches = compileRegex('Trail$', '--grep expression');
    expect(matches('UpdateTrail')).toBe(true);
    expect(matches('UpdateTrails')).toBe(false);
    expect(matches('updatetrail')).toBe(false);
  });

  it('finishes on an expression that makes backtracking engines hang', () => {
    const matches = compileRegex('(a+)+$', '--grep expression');
    expect(matches(`${'a'.repeat(50_000)}!`)).toBe(false);
    expect(matches(`!${'a'.repeat(50_000)}`)).toBe(true);
  });

  it.each([
    ['(', 'invalid --grep expression: missing closing ): `(`'],
    ['(?=a)', 'invalid --grep expression: invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'invalid --grep expression: invalid escape sequence: `\\1`'],
    ['(\n\u001b', 'invalid --grep expression: missing closing ): `(··`'],
    ['a{1000}'.repeat(2000), 'invalid --grep expression: expression too large'],
  ])('rejects an expression that RE2 does not accept, with the reason', (source, message) => {
    expect(() => compileRegex(source, '--grep expression')).toThrow(new UsageError(message));
  });
});
