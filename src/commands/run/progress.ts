import type { Terminal } from '../../flags/environment.ts';
import type { Output } from '../../format/text/output.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { Extent } from '../../source/source.ts';
import type { WithProgressPaused } from './ask-mfa-code.ts';
import { type ProgressState, renderProgress } from './progress-line.ts';

/** Shows the progress of a run on one line of the terminal, which is rewritten. */
export interface Progress {
  /**
   * Shows the progress if enough time has passed, and keeps refreshing it until the next update.
   */
  update(ledger: Ledger): Promise<void>;
  /** Removes the line until the next update, so that other output can be written. */
  clear(): Promise<void>;
  /** Removes the line and ignores updates until the work is done. */
  readonly withProgressPaused: WithProgressPaused;
}

/**
 * Milliseconds: short runs show nothing, and longer ones do not refresh faster than can be read.
 */
const firstDelay = 500;
const interval = 200;

/** Options of `createProgress`. */
export interface ProgressOptions {
  /** Nothing is shown unless this is a terminal. */
  readonly terminal: Terminal;
  /** Begins to measure how much there is to read. Called when the line is first shown. */
  readonly measure?: () => (() => Extent | undefined) | undefined;
  /** Renders the line; by default, that of a scan. */
  readonly render?: (ledger: Ledger, progress: ProgressState) => string;
  /** Returns milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

/** Creates the progress line of a run. */
export function createProgress(
  {
    terminal: { isTTY, columns = 80 },
    measure,
    render = renderProgress,
    now = () => performance.now(),
  }: ProgressOptions,
  stderr: Output,
): Progress {
  // Without a terminal, no time is needed, and Node.js need not load its clock.
  const start = isTTY ? now() : 0;
  let next = start + firstDelay;
  let shown = false;
  let isPaused = false;
  let extent: (() => Extent | undefined) | undefined;
  let ledger = createLedger();
  /** Refreshes the line between updates. */
  let timer: NodeJS.Timeout | undefined;

  const show = async () => {
    if (!isTTY || isPaused) return;
    const time = now();
    if (time < next) return;
    if (next === start + firstDelay) extent = measure?.();
    next = time + interval;
    shown = true;
    const seconds = (time - start) / 1000;
    const text = render(ledger, { seconds, extent: extent?.() }).slice(0, columns - 1);
    await stderr.write(`\r${text}\u001b[K`);
  };
  const tick = () => {
    if (isTTY) timer ??= setInterval(show, interval).unref();
  };
  const clear = async () => {
    clearInterval(timer);
    timer = undefined;
    if (shown) await stderr.write('\r\u001b[K');
    shown = false;
  };
  tick();
  return {
    async update(current) {
      ledger = current;
      tick();
      await show();
    },
    clear,
    async withProgressPaused(work) {
      isPaused = true;
      await clear();
      try {
        return await work();
      } finally {
        isPaused = false;
        tick();
      }
    },
  };
}
