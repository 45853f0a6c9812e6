import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutMiddle, endsOf, widthOf, wrapText } from '../../../src/format/text/fit-text.ts';
import { forTerminal } from '../../../src/format/text/sanitize.ts';
import { runs } from '../../support/runs.ts';
import { trickyText } from './tricky-text.ts';

const anyLine = trickyText.map(forTerminal);

describe('cutMiddle', () => {
  it.each([
    ['TerminateInstances', 18, 'TerminateInstances'],
    ['TerminateInstances', 17, 'Terminat…nstances'],
    ['TerminateInstances', 10, 'Termi…nces'],
    ['TerminateInstances', 1, '…'],
    ['arn:aws:iam::111122223333:role/deploy', 21, 'arn:a…333:role/deploy'],
    ['東京タワーの展望台', 10, '東京…望台'],
    ['👍🏽👍🏽👍🏽👍🏽', 5, '👍🏽…👍🏽'],
    ['', 5, ''],
  ])('fits %j into %i cells', (text, width, cut) => {
    expect(cutMiddle(text, width)).toBe(cut);
  });

  it('never exceeds the width, and does not change a text that fits', () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const cut = cutMiddle(text, width);
        expect(stringWidth(cut)).toBeLessThanOrEqual(width);
        if (stringWidth(text) <= width) expect(cut).toBe(text);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('shows each part of the text at most once', () => {
    const marks = fc.nat({ max: 400 }).map((count) => '\u0301'.repeat(count));
    const line = fc.array(fc.oneof(anyLine, marks)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 1000 }), (text, width) => {
        const cut = cutMiddle(text, width);
        const splits = [...cut.matchAll(/…/g)].map(({ index }) => index);
        const isPartOnce = (at: number) =>
          text.startsWith(cut.slice(0, at)) &&
          text.endsWith(cut.slice(at + 1)) &&
          cut.length - 1 <= text.length;
        expect(cut === text || splits.some(isPartOnce)).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each([20, 600])(
    'shows a name with thousands of combining marks once, in %i cells',
    (width) => {
      const cut = cutMiddle(`a${'\u0301'.repeat(4800)}b`, width);
      expect(cut.replaceAll('\u0301', '')).toBe('a…b');
      expect(cut.length).toBeLessThanOrEqual(width * 8 + 1);
    },
  );
});

describe('wrapText', () => {
  it('breaks at spaces, and inside a word only if it is longer than a line', () => {
    expect(wrapText('one two abcdefghijkl three', 8)).toEqual([
      'one two',
      'abcdefgh',
      'ijkl',
      'three',
    ]);
    expect(wrapText('', 8)).toEqual(['']);
  });

  it('never exceeds the width and loses only spaces', () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('widthOf', () => {
  it('counts cells, not characters', () => {
    expect(widthOf('abc…')).toBe(4);
    expect(widthOf('東京')).toBe(4);
    expect(widthOf('👍🏽')).toBe(2);
    expect(widthOf('e\u0301')).toBe(1);
  });

  it('does not take long for a text of megabytes', () => {
    expect(widthOf('👍'.repeat(1_000_000))).toBeGreaterThan(1_000_000);
  });
});

describe('endsOf', () => {
  it('returns both ends of a text that is too long', () => {
    expect(endsOf('abcdefghij', 4)).toBe('ab…ij');
    expect(endsOf('abcd', 4)).toBe('abcd');
  });
});
