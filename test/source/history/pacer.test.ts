import { expect, test } from 'vitest';
import { createPacer } from '../../../src/source/history/pacer.ts';

test('turns come one after the other, the first at once', async () => {
  const pacer = createPacer(40, new AbortController().signal);
  const start = performance.now();
  await pacer.turn();
  const first = performance.now() - start;
  await Promise.all([pacer.turn(), pacer.turn(), pacer.turn()]);
  expect(first).toBeLessThan(30);
  expect(performance.now() - start).toBeGreaterThan(118);
});

test('a pause keeps the next turn waiting', async () => {
  const pacer = createPacer(1, new AbortController().signal);
  await pacer.turn();
  pacer.pause(60);
  const start = performance.now();
  await pacer.turn();
  expect(performance.now() - start).toBeGreaterThan(55);
});

test('whoever waits is told that the run is over', async () => {
  const stop = new AbortController();
  const pacer = createPacer(60_000, stop.signal);
  await pacer.turn();
  const waiting = pacer.turn();
  stop.abort(new Error('ended'));
  await expect(waiting).rejects.toThrow();
});
