import type { Terminal } from '../flags/environment.ts';
import type { Output } from '../format/event-writer.ts';
import { renderProgress } from '../format/ledger-report.ts';
import type { Ledger } from '../query/ledger.ts';
import type { Extent } from '../source/source.ts';

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

/** By what a run's progress is told. */
export interface ProgressOptions {
  /** Where it is shown, if that is a terminal. */
  readonly terminal: Terminal;
  /** Finds out how much there is to be read. It is called when there is something to show. */
  readonly measure?: () => Promise<Extent | undefined> | undefined;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
}

/** Nothing is shown but on a terminal. */
export function createProgress(
  { terminal: { isTTY, columns = 80 }, measure, now = () => performance.now() }: ProgressOptions,
  stderr: Output,
): Progress {
  const start = now();
  let next = start + firstAfter;
  let shown = false;
  let extent: Extent | undefined;
  const findExtent = async () => {
    // Without it less is told, and that is all.
    extent = await measure?.()?.catch(() => undefined);
  };
  return {
    async update(ledger) {
      const time = now();
      if (!isTTY || time < next) return;
      if (next === start + firstAfter) findExtent();
      next = time + every;
      shown = true;
      const seconds = (time - start) / 1000;
      const text = renderProgress(ledger, { seconds, extent }).slice(0, columns - 1);
      await stderr.write(`\r${text}\u001b[K`);
    },
    async clear() {
      if (shown) await stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
