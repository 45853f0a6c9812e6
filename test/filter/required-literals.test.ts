import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../src/filter/regex.ts';
import { requiredLiterals } from '../../src/filter/required-literals.ts';
import { runs } from '../support/runs.ts';

describe('the texts that an expression requires', () => {
  test.each([
    ['StopLogging', ['StopLogging']],
    ['Stop|Delete', ['Stop', 'Delete']],
    ['(Stop|Delete)Logging', ['StopLogging', 'DeleteLogging']],
    ['^"eventName":"Stop', ['"eventName":"Stop']],
    ['arn:aws:s3:::[a-z]+/secret', ['arn:aws:s3:::']],
    ['192\\.0\\.2\\.\\d+', ['192.0.2.']],
    ['192[.]0[.]2', ['192.0.2']],
    ['\\QAllow(*)\\E', ['Allow(*)']],
    ['(ab){2,3}c?', ['ab']],
    ['user-(?:a|b)x', ['user-ax', 'user-bx']],
    ['(?P<who>alice)@', ['alice@']],
    ['größe', ['größe']],
    ['😀', ['😀']],
  ])('are found in %s', (expression, texts) => {
    expect(requiredLiterals(expression)).toMatchObject({ texts, anyCase: false });
  });

  test.each([
    '',
    '.*',
    'a*',
    '(?:ab)?',
    'ab|',
    'a|b*',
    '[a-z]{8}',
    'x{0,3}',
    '\\d+',
    '\\pL',
    'a|b|c|d|e|f|g|h|i',
    '(?i)ö|x',
    '\\Qab\\E+',
    '\\Qab\\E*c',
    'a\\Q\\E?',
    'a(?i){0}',
  ])('are not found in %s', (expression) => {
    expect(requiredLiterals(expression)).toBeUndefined();
  });

  test('may be in any case when a flag says so', () => {
    expect(requiredLiterals('(?i)stop')).toEqual({
      texts: ['stop'],
      anyCase: true,
      areEnough: true,
    });
    expect(requiredLiterals('x(?i:stop)')).toMatchObject({ anyCase: true, areEnough: false });
    expect(requiredLiterals('(?i)größe')).toMatchObject({ texts: ['gr'], areEnough: false });
  });

  test.each([
    ['Stop', true],
    ['Stop|Delete', true],
    ['(Stop|Start)x', true],
    ['Stop.', false],
    ['^Stop', false],
    ['Stop+', false],
    ['a'.repeat(100), false],
  ])('are enough for a match of %s: %s', (expression, areEnough) => {
    expect(requiredLiterals(expression)).toMatchObject({ areEnough });
  });

  test('are in every text that the expression matches, and are enough when they say so', () => {
    fc.assert(
      fc.property(anyExpression, fc.array(anyText), (expression, texts) => {
        const matches = compileRegex(expression, 'expression');
        const found = requiredLiterals(expression);
        if (!found) return;
        const fold = (text: string) => (found.anyCase ? text.toLowerCase() : text);
        for (const text of texts) {
          const has = found.texts.some((literal) => fold(text).includes(fold(literal)));
          if (matches(text)) expect(has, JSON.stringify(text)).toBe(true);
          else if (found.areEnough) expect(has, JSON.stringify(text)).toBe(false);
        }
      }),
      { numRuns: runs(5000) },
    );
  });
});

const character = fc.constantFrom(...'abAB.-|é');
const anyText = fc.string({ unit: character, maxLength: 12 });

/** Expressions over few characters, so that texts often match. */
const anyExpression = fc
  .tuple(
    fc.constantFrom('', '', '(?i)', '(?s)'),
    fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', 'A', 'ab', 'é', '\\.', '\\|', '-'),
        fc.constantFrom('.', '^', '$', '\\b', '\\w', '[ab]', '[^a]', '[.]', '[]a]', '\\Qa.b\\E'),
        fc.constantFrom('', '[[:alpha:]]', '\\pL', '(?i)', '(?-i)', '\\x61'),
        fc.tuple(tie('expression'), tie('expression')).map((parts) => parts.join('')),
        fc.tuple(tie('expression'), tie('expression')).map((parts) => parts.join('|')),
        fc
          .tuple(
            fc.constantFrom('(', '(?:', '(?i:', '(?P<n>'),
            tie('expression'),
            fc.constantFrom('', '*', '+', '?', '{2}', '{0,1}', '{1,}', '+?'),
          )
          .map(([open, inner, repeat]) => `${open}${inner})${repeat}`),
      ),
    })).expression,
  )
  .map((parts) => parts.join(''))
  .filter(isValid);

function isValid(expression: string): boolean {
  try {
    compileRegex(expression, 'expression');
    return true;
  } catch {
    return false;
  }
}
