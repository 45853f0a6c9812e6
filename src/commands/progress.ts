import type { Terminal } from '../flags/environment.ts';
import type { Output } from '../format/event-writer.ts';
import { renderProgress } from '../format/ledger-report.ts';
import type { Ledger } from '../query/ledger.ts';

/** Tells how far a run has come, on a line of a terminal that is written again and again. */
export interface Progress {
  /** Shows what has been read so far, if it is time to. */
  update(ledger: Ledger): Promise<void>;
  /** Takes the line away: something else is to be written. */
  clear(): Promise<void>;
}

/** Milliseconds: short runs show nothing, and others not more than can be read. */
const firstAfter = 500;
const every = 200;

/** `now` gives milliseconds of a clock that is never put back. Nothing is shown but on a terminal. */
export function createProgress(
  { isTTY, columns = 80 }: Terminal,
  stderr: Output,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  let next = start + firstAfter;
  let shown = false;
  return {
    async update(ledger) {
      const time = now();
      if (!isTTY || time < next) return;
      next = time + every;
      shown = true;
      const text = renderProgress(ledger, (time - start) / 1000).slice(0, columns - 1);
      await stderr.write(`\r${text}\u001b[K`);
    },
    async clear() {
      if (shown) await stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
