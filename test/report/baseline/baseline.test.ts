import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWindow,
  type Baseline,
  emptyBaseline,
  isFirstRun,
  isNew,
  maxValues,
  maxWindows,
  mergeBaselines,
  windowsBefore,
} from '../../../src/report/baseline/baseline.ts';
import {
  baselineJson,
  entriesIn,
  parseBaseline,
} from '../../../src/report/baseline/baseline-json.ts';
import { trickyText } from '../../format/text/tricky-text.ts';
import { runs } from '../../support/runs.ts';
import { seenBy } from './seen-by.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const textOf = (baseline: Baseline) => [...baselineJson(entriesIn(baseline))].join('');

const anyBaseline = fc
  .array(
    fc.record({
      since: fc.integer({ min: 0, max: 20 }).map((days) => start + days * day),
      values: fc.array(fc.oneof(fc.constantFrom('a', 'b', '__proto__'), trickyText), {
        maxLength: 5,
      }),
    }),
    { maxLength: 5 },
  )
  .map((windows) =>
    windows.reduce(
      (baseline, { since, values }) => addWindow(baseline, since, seenBy(values)),
      emptyBaseline(),
    ),
  );

describe('a baseline', () => {
  it('reports the same values as new in a window however often the window is added', () => {
    const first = addWindow(emptyBaseline(), start, seenBy(['alice']));
    let second = first;
    for (let run = 0; run < 3; run++) {
      expect(isNew(second, 'principals', 'alice', start + day)).toBe(false);
      expect(isNew(second, 'principals', 'bob', start + day)).toBe(true);
      expect(windowsBefore(second, start + day)).toBe(1);
      second = addWindow(second, start + day, seenBy(['alice', 'bob']));
    }
    expect(isNew(second, 'principals', 'bob', start + 2 * day)).toBe(false);
  });

  it('reports the same values as new on a day after a week that contains it is added', () => {
    const tuesday = start + 2 * day;
    const noon = tuesday + day / 2;
    const daily = addWindow(
      addWindow(emptyBaseline(), start, seenBy(['alice'])),
      tuesday,
      seenBy(['alice', 'bob'], noon),
    );
    const both = addWindow(daily, start, seenBy(['bob'], noon));
    for (const baseline of [daily, both]) {
      expect(isNew(baseline, 'principals', 'bob', tuesday)).toBe(true);
      expect(isNew(baseline, 'principals', 'bob', tuesday + day)).toBe(false);
      expect(isNew(baseline, 'principals', 'alice', tuesday)).toBe(false);
    }
  });

  it('does not know values that were first seen after the window', () => {
    const later = addWindow(emptyBaseline(), start + 5 * day, seenBy(['alice']));
    expect(isNew(later, 'agents', 'alice', start)).toBe(true);
    expect(isFirstRun(later, start)).toBe(true);
    expect(isFirstRun(later, start + 6 * day)).toBe(false);
  });

  it('is the same whatever the order, grouping and repetition of merges', () => {
    fc.assert(
      fc.property(anyBaseline, anyBaseline, anyBaseline, (a, b, c) => {
        const all = textOf(mergeBaselines(a, mergeBaselines(b, c)));
        expect(textOf(mergeBaselines(mergeBaselines(a, b), c))).toBe(all);
        expect(textOf(mergeBaselines(mergeBaselines(c, b), a))).toBe(all);
        expect(textOf(mergeBaselines(a, a))).toBe(textOf(a));
      }),
      { numRuns: runs() },
    );
  });

  it('is parsed as it was written, whatever the values are', () => {
    fc.assert(
      fc.property(anyBaseline, (baseline) => {
        const text = textOf(baseline);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
        expect(textOf(parseBaseline(text))).toBe(text);
      }),
      { numRuns: runs() },
    );
  });

  it('forgets the values last seen longest ago when there are too many', () => {
    const values = Array.from({ length: maxValues }, (_, at) => `${at}`);
    const old = addWindow(emptyBaseline(), start, {
      ...seenBy([]),
      agents: seenBy(['old', ...values.slice(2)]).agents,
    });
    const agents = seenBy(values).agents;
    const full = addWindow(old, start + day, { ...seenBy([]), agents });
    expect(full.seen.agents.size).toBe(maxValues);
    expect(full.seen.agents.has('old')).toBe(false);
    expect(isNew(full, 'agents', '5', start + day)).toBe(false);
  });

  it('keeps the first window and the latest when there are too many', () => {
    const windows = Array.from({ length: maxWindows + 5 }, (_, at) => start + at);
    const merged = mergeBaselines({ ...emptyBaseline(), windows }, emptyBaseline());
    expect(merged.windows).toHaveLength(maxWindows);
    expect(isFirstRun(merged, start + 1)).toBe(false);
    expect(merged.windows.at(-1)).toBe(windows.at(-1));
  });
});
