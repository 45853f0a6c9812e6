import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { runRound } from './fuzz-round.ts';

test('filters find what the documents of trailscan promise, in documents of all shapes and in every output', async () => {
  const size = { documents: 25, filters: 6 };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
      expect((await runRound(seed, size)).differences).toEqual([]);
    }),
    // A smaller seed makes other documents, not fewer.
    { numRuns: runs(4), endOnFailure: true },
  );
});
