import { syncBuiltinESMExports } from 'node:module';
import type { TimerOptions } from 'node:timers';
import timers, { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

/**
 * Stops this process's clock and its timers until the test is over, including those of
 * 'node:timers/promises', which Vitest's fake timers do not replace. `vi.advanceTimersByTimeAsync`
 * moves the clock; so does `expect.poll`, so use `until` instead. `performance.now` begins at 0,
 * `Date` at `now`. Threads and other processes keep the real clock.
 */
export function stopClock(now = Date.now()): void {
  const real = timers.setTimeout;
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  timers.setTimeout = wait;
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.useRealTimers();
    timers.setTimeout = real;
    syncBuiltinESMExports();
  });
}

/** Lets the rest of this process run until the condition holds, without moving the clock. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    if (!vi.isFakeTimers()) throw new Error('the test is over');
    await nextTurn();
  }
}

/** Replaces `setTimeout` of 'node:timers/promises', by the stopped clock. */
function wait<T>(milliseconds?: number, value?: T, { signal }: TimerOptions = {}): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => resolve(value as T), milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('The operation was aborted', { cause: signal.reason }));
    });
  });
}
