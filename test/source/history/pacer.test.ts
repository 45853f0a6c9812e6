import { expect, test, vi } from 'vitest';
import { createPacer } from '../../../src/source/history/pacer.ts';
import { stopClock } from '../../support/fake-clock.ts';

/**
 * Returns when each of these promises is resolved, while the clock advances in steps of a
 * millisecond.
 */
async function timesOf(turns: readonly Promise<void>[], milliseconds: number): Promise<number[]> {
  const times: number[] = [];
  for (const turn of turns) turn.then(() => times.push(performance.now()));
  for (let time = 0; time <= milliseconds; time++) await vi.advanceTimersByTimeAsync(time && 1);
  return times;
}

test('a pacer lets the first turn start at once and the others one interval apart', async () => {
  stopClock();
  const pacer = createPacer(40, new AbortController().signal);
  const turns = [pacer.turn(), pacer.turn(), pacer.turn(), pacer.turn()];
  expect(await timesOf(turns, 200)).toEqual([0, 40, 80, 120]);
});

test('a pacer does not make up for turns that were not taken in time', async () => {
  stopClock();
  const pacer = createPacer(40, new AbortController().signal);
  await pacer.turn();
  await vi.advanceTimersByTimeAsync(100);
  expect(await timesOf([pacer.turn(), pacer.turn()], 100)).toEqual([100, 140]);
});

test('a pause of a pacer delays the next turn', async () => {
  stopClock();
  const pacer = createPacer(1, new AbortController().signal);
  await pacer.turn();
  pacer.pause(60);
  expect(await timesOf([pacer.turn(), pacer.turn()], 100)).toEqual([60, 61]);
});

test('a waiting turn of a pacer is rejected when the run is aborted', async () => {
  const stop = new AbortController();
  const pacer = createPacer(60_000, stop.signal);
  await pacer.turn();
  const waiting = pacer.turn();
  stop.abort(new Error('ended'));
  await expect(waiting).rejects.toThrow();
});
