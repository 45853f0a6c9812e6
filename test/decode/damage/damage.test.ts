import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { createMatchAllDecoder } from '../match-all-decoder.ts';
import { tryDamagedLog } from './try-damaged-log.ts';

test('one damaged byte costs at most the record it is in and one that it merges with, and is reported', async () => {
  const decoder = createMatchAllDecoder();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
      const { log, results } = await tryDamagedLog(decoder, seed);
      for (const { way, verdict } of results) {
        expect(['fine', 'merged'], `${log.shape}, read ${way}`).toContain(verdict);
      }
    }),
    { numRuns: runs(1000) },
  );
});
