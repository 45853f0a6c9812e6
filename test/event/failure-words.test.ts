import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as words from '../../src/event/failure-words.ts';
import { outcomeOf } from '../../src/event/outcome.ts';
import { runs } from '../support/runs.ts';
import { anyEvent } from './any-event.ts';
import { hasHint } from './has-hint.ts';

const { failureHints, hintedField, ...vocabulary } = words;
const patterns = Object.entries(vocabulary).flatMap(([name, word]) =>
  word instanceof RegExp ? [[name, word] as const] : [],
);
const texts = Object.values(vocabulary).flatMap((word) => (word instanceof RegExp ? [] : word));

describe('a failure is hinted at by', () => {
  test.each(patterns)('every text that matches %s', (_, pattern) => {
    const lowerCase = fc.stringMatching(new RegExp(pattern.source));
    fc.assert(
      fc.property(lowerCase, fc.nat(), (text, bits) => {
        const mixed = Array.from(text, (letter, at) =>
          (bits >> (at % 31)) & 1 ? letter.toUpperCase() : letter,
        ).join('');
        expect(mixed).toMatch(pattern);
        expect(hasHint(JSON.stringify(mixed)), mixed).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test.each(texts)('the text %s', (text) => {
    expect(hasHint(JSON.stringify(text))).toBe(true);
  });

  test.each(['f\\u0061iled', '\\u0046ailed', 'faile\\u0064'])('the escape in %s', (text) => {
    expect(JSON.parse(`"${text}"`).toLowerCase()).toBe('failed');
    expect(hasHint(`"${text}"`)).toBe(true);
  });
});

test('hints are few words of four ASCII characters in lower case, as the scanner needs them', () => {
  expect(failureHints.length).toBeLessThanOrEqual(16);
  for (const hint of failureHints) expect(hint).toMatch(/^[!-@[-~]{4}$/);
});

test('a response without a hint does not change the outcome of any event', () => {
  expect(hintedField).toEqual(['responseElements']);
  const withResponse = anyEvent.filter(
    ({ responseElements }) =>
      responseElements !== undefined && !hasHint(JSON.stringify(responseElements)),
  );
  fc.assert(
    fc.property(withResponse, (event) => {
      expect(outcomeOf(event)).toBe(outcomeOf({ ...event, responseElements: undefined }));
    }),
    { numRuns: runs(1000) },
  );
});
