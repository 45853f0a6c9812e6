import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSemaphore } from '../../src/streams/semaphore.ts';

test('a semaphore starts jobs in order, runs at most the given number at once, and continues after a job fails', async () => {
  const semaphore = createSemaphore(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const jobs = Array.from({ length: 20 }, (_, index) =>
    semaphore.run(async () => {
      begun.push(index);
      most = Math.max(most, ++running);
      await nextTurn();
      running--;
      if (index % 5 === 0) throw new Error(`job ${index}`);
      return index;
    }),
  );
  const ended = await Promise.allSettled(jobs);
  expect(most).toBe(3);
  expect(begun).toEqual([...Array(20).keys()]);
  expect(ended.map((job) => (job.status === 'fulfilled' ? job.value : job.reason.message))).toEqual(
    begun.map((index) => (index % 5 === 0 ? `job ${index}` : index)),
  );
});
