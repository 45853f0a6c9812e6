import { pause } from '../../streams/pause.ts';

/** Spaces the starts of requests so that they stay within a quota. */
export interface Pacer {
  /** Waits until the next request may start. Throws the signal's reason when it is aborted. */
  turn(): Promise<void>;
  /** Delays the next request by at least this many milliseconds, because the quota was exceeded. */
  pause(milliseconds: number): void;
}

/** Creates a pacer that leaves at least `interval` milliseconds between two starts. */
export function createPacer(interval: number, signal: AbortSignal): Pacer {
  let next = 0;
  return {
    async turn() {
      const now = performance.now();
      const at = Math.max(now, next);
      next = at + interval;
      if (at > now) await pause(at - now, signal);
    },
    pause(milliseconds) {
      next = Math.max(next, performance.now() + milliseconds);
    },
  };
}
