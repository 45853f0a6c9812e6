import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/format/text/fit-text.ts';
import type { Timeline } from '../../../src/report/timeline/timeline.ts';
import { renderTimelinePlot } from '../../../src/report/timeline/timeline-plot.ts';
import { runs } from '../../support/runs.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 18);

function timelineOf(counts: readonly number[], gaps: readonly number[] = []): Timeline {
  return {
    zone: 'UTC',
    bin: '1h',
    bins: counts.map((_, at) => ({
      from: start + at * hour,
      to: start + (at + 1) * hour,
      isGap: gaps.includes(at),
    })),
    by: [],
    series: [{ values: [], counts, events: counts.reduce((a, b) => a + b, 0) }],
  };
}

const linesOf = (timeline: Timeline, width = 80) =>
  [...renderTimelinePlot(timeline, { width, color: false })].join('').split('\n').slice(0, -1);

describe('a plot of a timeline', () => {
  test('has bars as high as their counts, a line where nothing matched, and a dot in a gap', () => {
    const lines = linesOf(timelineOf([8, 4, 1, 0, 0], [4]), 60);
    const bars = lines.slice(0, 8).map((line) => line.slice(3).replace(/(.)\1{5}/g, '$1'));
    expect(bars).toEqual(['█', '█', '█', '█', '██', '██', '██', '███_·']);
    expect(lines[0]).toMatch(/^ 8 /);
    expect(lines[7]).toMatch(/^ 0 /);
    expect(lines.at(-1)).toBe('13 events; bins of 1h; times in UTC; · nothing recorded');
  });

  test('sums neighbouring bins when there are more bins than columns', () => {
    const lines = linesOf(timelineOf(new Array(500).fill(1)), 60);
    expect(lines.at(-1)).toBe('500 events; 9 bins of 1h per column; times in UTC');
  });

  test('is empty without bins', () => {
    expect(linesOf(timelineOf([]))).toEqual([]);
  });

  test('fits the width, whatever is in the timeline', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const any = fc.record({
      bins: fc.integer({ min: 1, max: 400 }),
      names: fc.array(text, { minLength: 0, maxLength: 5 }),
      width: fc.integer({ min: 30, max: 200 }),
      most: fc.constantFrom(0, 1, 7, 12_345, 10 ** 12),
      color: fc.boolean(),
    });
    fc.assert(
      fc.property(any, ({ bins, names, width, most }) => {
        const timeline = timelineOf(
          Array.from({ length: bins }, (_, at) => (at * 7919) % (most + 1)),
          [0, 3],
        );
        const named: Timeline = {
          ...timeline,
          by: ['user-agent'],
          series: names.flatMap((name) =>
            timeline.series.map((series) => ({ ...series, values: [name] })),
          ),
          others: { series: 3, counts: new Array(bins).fill(1), events: bins },
        };
        for (const one of names.length > 0 ? [timeline, named] : [timeline]) {
          for (const line of linesOf(one, width)) {
            expect(widthOf(line)).toBeLessThanOrEqual(width);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
            expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
