import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claimedBy,
  claimNext,
  createPage,
  filesLeft,
} from '../../../src/engine/threads/worker-protocol.ts';
import type { LogFile } from '../../../src/source/log-file.ts';
import { runs } from '../../support/runs.ts';

describe('the files of a page', () => {
  test('are each claimed once, by the first worker that asks', () => {
    const page = createPage(1, files(5));
    const taken = [1, 2, 1, 3, 2, 1].map((worker) => claimNext(page.claims, worker));
    expect(taken).toEqual([0, 1, 2, 3, 4, undefined]);
    expect([1, 2, 3].map((worker) => claimedBy(page.claims, worker))).toEqual([
      [0, 2],
      [1, 4],
      [3],
    ]);
    expect(filesLeft(page)).toBe(0);
  });

  test('are all claimed when none is left, wherever workers stopped during a claim', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (stops) => {
        const page = createPage(1, files(stops.length));
        const before = stops.map((stopped, index) => {
          const counted = Atomics.load(page.claims, 0);
          expect(claimNext(page.claims, index + 1)).toBe(index);
          // A claim writes the file's own entry first, and the number of claimed files last,
          // perhaps.
          if (stopped) Atomics.store(page.claims, 0, counted);
          return filesLeft(page);
        });
        expect(claimNext(page.claims, 99)).toBeUndefined();
        for (const [index, left] of before.entries()) {
          expect(claimedBy(page.claims, index + 1)).toEqual([index]);
          expect(left).toBeGreaterThanOrEqual(stops.length - index - 1);
        }
      }),
      { numRuns: runs() },
    );
  });
});

function files(count: number): LogFile[] {
  return Array.from({ length: count }, (_, at) => ({ name: `${at}`, kind: 'path', named: false }));
}
