import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../../src/format/counts/bar.ts';
import { widthOf } from '../../../src/format/text/fit-text.ts';
import { runs } from '../../support/runs.ts';

describe('a bar', () => {
  it.each([
    [8, 8, 4, '████'],
    [4, 8, 4, '██'],
    [1, 8, 4, '▌'],
    [1, 8, 1, '▏'],
    [3, 8, 1, '▍'],
    [7, 8, 1, '▉'],
    [5, 8, 2, '█▎'],
    [1, 1, 20, '█'.repeat(20)],
    [1, 3, 3, '█'],
    [0, 8, 4, ''],
    [-1, 8, 4, ''],
  ])('for %i of %i in %i cells is %j', (value, most, width, expected) => {
    expect(bar(value, most, width)).toBe(expected);
  });

  it('is at least an eighth of a cell for a value above 0', () => {
    expect(bar(1, 10 ** 9, 20)).toBe('▏');
  });

  it('never exceeds its width, is not shorter for a larger value, and is full for the maximum', () => {
    const widths = fc.integer({ min: 1, max: 60 });
    const most = fc.integer({ min: 1, max: 10 ** 9 });
    const values = most.chain((most) =>
      fc.record({
        most: fc.constant(most),
        a: fc.integer({ min: 0, max: most }),
        b: fc.integer({ min: 0, max: most }),
      }),
    );
    /** Returns the length in eighths of a cell. */
    const lengthOf = (text: string) =>
      [...text].reduce((sum, block) => sum + ' ▏▎▍▌▋▊▉█'.indexOf(block), 0);
    fc.assert(
      fc.property(values, widths, ({ most, a, b }, width) => {
        const [less = '', more = ''] = [Math.min(a, b), Math.max(a, b)].map((value) =>
          bar(value, most, width),
        );
        expect(widthOf(more)).toBeLessThanOrEqual(width);
        expect(lengthOf(less)).toBeLessThanOrEqual(lengthOf(more));
        expect(Math.abs(lengthOf(more) - (Math.max(a, b) / most) * width * 8)).toBeLessThanOrEqual(
          1,
        );
        expect(bar(most, most, width)).toBe('█'.repeat(width));
      }),
      { numRuns: runs() },
    );
  });
});
