import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankGroups } from '../../../src/aggregate/rank-groups.ts';
import type { CountedGroup } from '../../../src/aggregate/roll-up.ts';
import { renderCountTable } from '../../../src/format/counts/count-table.ts';
import type { CountWriterOptions } from '../../../src/format/counts/count-writer-options.ts';
import type { Measure } from '../../../src/format/counts/measure.ts';
import { createColumn } from '../../../src/format/text/column.ts';
import { widthOf } from '../../../src/format/text/fit-text.ts';
import { groupOf } from '../../aggregate/group-of.ts';
import { runs } from '../../support/runs.ts';

const allMeasures: readonly Measure[] = [
  { kind: 'events' },
  { kind: 'distinct', name: 'source-ip', at: 0 },
  { kind: 'distinct', name: 'userIdentity.sessionContext.sessionIssuer.userName', at: 1 },
  { kind: 'first-seen' },
  { kind: 'last-seen' },
];

const time = Date.parse('2026-11-19T08:00:00Z') / 1000;

const groups = [
  groupOf({ values: ['GetObject', 'ok', 'x'.repeat(70)], count: 12_345, first: time, last: time }),
  groupOf({ values: ['PutObject', 'denied', ''], count: 600 }),
  groupOf({ values: ['日本語のイベント名', '', 'é'], count: 3, first: 1, last: time }),
];

/** Returns the lines of a table of these groups. */
function linesOf(
  some: readonly CountedGroup[],
  options: Partial<CountWriterOptions> & { readonly by?: readonly string[]; readonly top?: number },
): readonly string[] {
  const { by = ['event', 'outcome', 'user-agent'], top, ...others } = options;
  const cut = some.map((group) => ({ ...group, values: group.values.slice(0, by.length) }));
  const text = [
    ...renderCountTable(rankGroups(cut, { top }), {
      columns: by.map(createColumn),
      measures: [{ kind: 'events' }],
      width: undefined,
      color: false,
      zone: 'UTC',
      ...others,
    }),
  ].join('');
  return text === '' ? [] : text.slice(0, -1).split('\n');
}

describe('a table of counts', () => {
  it('shows shares of all events, and bars relative to the largest group', () => {
    const four = [50, 25, 24, 1].map((count, at) => groupOf({ values: [`Call${at}`], count }));
    expect(linesOf(four, { by: ['event'] })).toEqual([
      'event  events  share',
      `Call0      50  50.0%  ${'█'.repeat(20)}`,
      `Call1      25  25.0%  ${'█'.repeat(10)}`,
      `Call2      24  24.0%  ${'█'.repeat(9)}▋`,
      'Call3       1   1.0%  ▍',
    ]);
  });

  it('shows the share of the groups left out, without a bar', () => {
    const four = [50, 25, 24, 1].map((count, at) => groupOf({ values: [`Call${at}`], count }));
    expect(linesOf(four, { by: ['event'], top: 1 })).toEqual([
      'event               events  share',
      `Call0                   50  50.0%  ${'█'.repeat(20)}`,
      '(others: 3 groups)      50  50.0%',
    ]);
  });

  it('writes numbers with thousands separators', () => {
    expect(linesOf(groups, { by: ['event'] })[1]).toMatch(/^GetObject +12,345 {2}95\.3% {2}█{20}$/);
  });

  it('shows neither shares nor bars for a total, or without the events measure', () => {
    expect(linesOf([groupOf({ count: 7 })], { by: [] })).toEqual(['events', '     7']);
    const [one] = groups;
    expect(linesOf(one ? [one] : [], { by: ['event'], measures: [{ kind: 'last-seen' }] })).toEqual(
      ['event      last-seen (UTC)', 'GetObject  2026-11-19 08:00:00'],
    );
  });

  it('leaves out first bars, then shares when they do not fit', () => {
    const [one, ...others] = [50, 50].map((count, at) => groupOf({ values: [`Call${at}`], count }));
    const some = one ? [one, ...others] : [];
    const headerAt = (width: number) => linesOf(some, { by: ['event'], width })[0]?.trimEnd();
    const barAt = (width: number) =>
      linesOf(some, { by: ['event'], width })[1]?.match(/█+/)?.[0].length;
    expect([19, 20, 30].map(headerAt)).toEqual([
      'event  events',
      'event  events  share',
      'event  events  share',
    ]);
    expect([20, 29, 30, 35, 42, 43, 200].map(barAt)).toEqual([
      ...[undefined, undefined, 8, 13, 20, 20, 20],
    ]);
  });

  it('shows - for a missing value and nothing for a missing time', () => {
    const lines = linesOf([groupOf({ values: [''], count: 1 })], {
      by: ['error'],
      measures: [{ kind: 'first-seen' }, { kind: 'distinct', name: 'event', at: 0 }],
    });
    expect(lines).toEqual([
      'error  first-seen (UTC)  distinct event',
      '-                                     0',
    ]);
  });

  it('has no trailing blanks', () => {
    for (const line of linesOf(groups, { measures: allMeasures, top: 2 })) {
      expect(line).toBe(line.trimEnd());
    }
  });
});

describe('a table of counts on a terminal that is too narrow', () => {
  const two = groups.slice(0, 2);

  it('shows the first measures and lists those left out', () => {
    expect(
      linesOf(two, { by: ['event'], measures: allMeasures.toSpliced(2, 1), width: 50 }),
    ).toEqual([
      'event      events  distinct source-ip',
      'GetObject  12,345                   0',
      'PutObject     600                   0',
      'no room for: first-seen (UTC), last-seen (UTC)',
    ]);
  });

  it('lists keys and measures that were left out in one note', () => {
    const lines = linesOf(two, {
      by: ['event', 'outcome'],
      measures: allMeasures.slice(3),
      width: 34,
    });
    expect(lines).toEqual([
      'event      first-seen (UTC)',
      'GetObject  2026-11-19 08:00:00',
      'PutObject',
      'no room for: outcome, last-seen',
      '(UTC)',
    ]);
  });

  it('shortens headers but never numbers', () => {
    const measures = allMeasures.slice(2, 3);
    expect(linesOf(two, { by: ['event'], measures, width: 30 })[0]).toMatch(/^event {6}dist.*…/);
    for (let width = 12; width < 40; width++) {
      const lines = linesOf(two, { by: ['event'], width });
      expect(lines[0]).toMatch(/ events\b/);
      expect(lines[1]).toContain(' 12,345');
    }
  });
});

describe('a table of counts on a terminal of any width', () => {
  const widths = Array.from({ length: 181 }, (_, at) => at + 20);

  it.each([
    ['events', ['event'], allMeasures.slice(0, 1)],
    ['events by several names', ['event', 'outcome', 'user-agent'], allMeasures.slice(0, 1)],
    ['the first time', ['event'], allMeasures.slice(3, 4)],
    ['the first and the last time', ['event', 'outcome'], allMeasures.slice(3, 5)],
    ['numbers of distinct values', ['event', 'outcome'], allMeasures.slice(1, 3)],
    ['all measures', ['event', 'outcome', 'user-agent'], allMeasures],
    ['all measures of the total', [], allMeasures],
  ])('has no line longer than the width, with %s', (_, by, measures) => {
    for (const zone of ['UTC', 'America/Argentina/ComodRivadavia']) {
      for (const width of widths) {
        for (const line of linesOf(groups, { by, measures, zone, width, top: 2 })) {
          expect(widthOf(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('has no line longer than the width, whatever is in the groups', () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constant('x'.repeat(300)),
    );
    const group = fc
      .record({
        values: fc.tuple(value, value, value),
        count: fc.integer({ min: 1, max: 10 ** 12 }),
        first: fc.constantFrom(0, 1, time),
        last: fc.constantFrom(0, 1, time),
      })
      .map(groupOf);
    const options = fc.record({
      by: fc.subarray(['event', 'outcome', 'user-agent']),
      measures: fc.subarray([...allMeasures], { minLength: 1 }),
      width: fc.integer({ min: 20, max: 200 }),
      top: fc.integer({ min: 1, max: 5 }),
      color: fc.constant(false),
    });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), options, (some, wanted) => {
        for (const line of linesOf(some, wanted)) {
          expect(widthOf(line)).toBeLessThanOrEqual(wanted.width);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a table of more than 10,000 groups', () => {
  it('takes its widths from the first groups, and shows all groups without shares', () => {
    const many = Array.from({ length: 10_500 }, (_, at) =>
      groupOf({ values: [at < 10_400 ? `a${at}` : 'x'.repeat(50)], count: 1 }),
    );
    const lines = linesOf(many, { by: ['event'], width: 40 });
    expect(lines.length).toBe(1 + many.length);
    expect(lines[0]).toBe('event   events');
    expect(lines[10_450]).toMatch(/^x+…x+ {2,}1$/);
    for (const line of lines) expect(widthOf(line)).toBeLessThan(41);
  });

  it('cuts no number without a width, even if a later one is longer than all that decided the widths', () => {
    const many = Array.from({ length: 10_001 }, (_, at) =>
      groupOf({ values: [`a${at}`], count: at < 10_000 ? 1 : 1_234_567_890 }),
    );
    const text = renderCountTable(
      { groups: many },
      {
        columns: [createColumn('event')],
        measures: [{ kind: 'events' }],
        width: undefined,
        color: false,
        zone: 'UTC',
      },
    );
    expect([...text].at(-1)).toBe('a10000  1,234,567,890\n');
  });
});
