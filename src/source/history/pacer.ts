import { pause } from '../../streams/pause.ts';

/** Lets things begin one after the other, not faster than a quota allows. */
export interface Pacer {
  /** Waits until the next may begin. Throws the signal's reason when it is aborted. */
  turn(): Promise<void>;
  /** Lets nothing begin for so many milliseconds: the quota was exceeded, by whomever. */
  pause(milliseconds: number): void;
}

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
