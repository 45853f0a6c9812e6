import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, compileLiterals } from '../src/glob.ts';
import { runs } from './support/runs.ts';

describe('compileGlob', () => {
  it.each([
    ['RunInstances', 'runinstances', true],
    ['RunInstances', 'RunInstances2', false],
    ['run*', 'RunInstances', true],
    ['*instances', 'RunInstances', true],
    ['*inst*', 'RunInstances', true],
    ['Run*s', 'RunInstances', true],
    ['Run*RunInstances', 'RunInstances', false],
    ['*', '', true],
    ['**', 'anything', true],
    ['', '', true],
    ['', 'x', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*a', 'aba', true],
    ['a.c', 'abc', false],
    ['[ab]?', '[AB]?', true],
    ['ÜBER*', 'übersicht', true],
  ])('says whether %j matches %j', (pattern, text, matches) => {
    expect(compileGlob(pattern)(text)).toBe(matches);
  });

  it('agrees with the definition of a glob on every pattern', () => {
    const text = (letters: string) =>
      fc.string({ unit: fc.constantFrom(...letters), maxLength: 9 });
    fc.assert(
      fc.property(text('ab*'), text('ab'), (pattern, subject) => {
        expect(compileGlob(pattern)(subject)).toBe(matchesByDefinition(pattern, subject));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('does not try the places of many wildcards again and again', () => {
    const matches = compileGlob('*a*a*a*a*a*a*a*a*a*a*a*a*b');
    expect(matches('a'.repeat(200_000))).toBe(false);
    expect(matches(`${'a'.repeat(200_000)}B`)).toBe(true);
  });
});

describe('compileLiterals', () => {
  it('respects the case', () => {
    const matches = compileLiterals(['Access', '']);
    expect(matches('AccessDenied')).toBe(true);
    expect(matches('accessDenied')).toBe(false);
  });

  it('takes a * inside a literal as the character', () => {
    const matches = compileLiterals(['*']);
    expect(matches('*')).toBe(true);
    expect(matches('anything')).toBe(false);
  });
});

function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) {
    return (
      matchesByDefinition(rest, text) ||
      (text !== '' && matchesByDefinition(pattern, text.slice(1)))
    );
  }
  return text.startsWith(pattern.charAt(0)) && matchesByDefinition(rest, text.slice(1));
}
