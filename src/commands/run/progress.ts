import type { Terminal } from '../../flags/environment.ts';
import type { Output } from '../../format/text/output.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { Extent } from '../../source/source.ts';
import type { Undisturbed } from './ask-mfa-code.ts';
import { type ProgressOf, renderProgress } from './progress-line.ts';

/** Tells how far a run has come, on a line of a terminal that is written again and again. */
export interface Progress {
  /** Shows what has been read so far, if it is time to, and goes on doing so while nothing is said. */
  update(ledger: Ledger): Promise<void>;
  /** Takes the line away, until there is an update: something else is to be written. */
  clear(): Promise<void>;
  /** The same until the work is done, updates or not. */
  readonly undisturbed: Undisturbed;
}

/** Milliseconds: short runs show nothing, and others not more than can be read. */
const firstAfter = 500;
const every = 200;

/** By what a run's progress is told. */
export interface ProgressOptions {
  /** Where it is shown, if that is a terminal. */
  readonly terminal: Terminal;
  /** Begins to find out how much there is to be read. It is called when there is something to show. */
  readonly measure?: () => (() => Extent | undefined) | undefined;
  /** What is shown; as of a scan when absent. */
  readonly render?: (ledger: Ledger, progress: ProgressOf) => string;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
}

/** Nothing is shown but on a terminal. */
export function createProgress(
  {
    terminal: { isTTY, columns = 80 },
    measure,
    render = renderProgress,
    now = () => performance.now(),
  }: ProgressOptions,
  stderr: Output,
): Progress {
  const start = now();
  let next = start + firstAfter;
  let shown = false;
  let held = false;
  let extent: (() => Extent | undefined) | undefined;
  let ledger = createLedger();
  /** Shows the time that passes while nothing comes in. */
  let timer: NodeJS.Timeout | undefined;

  const show = async () => {
    const time = now();
    if (!isTTY || held || time < next) return;
    if (next === start + firstAfter) extent = measure?.();
    next = time + every;
    shown = true;
    const seconds = (time - start) / 1000;
    const text = render(ledger, { seconds, extent: extent?.() }).slice(0, columns - 1);
    await stderr.write(`\r${text}\u001b[K`);
  };
  const tick = () => {
    if (isTTY) timer ??= setInterval(show, every).unref();
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
    async undisturbed(work) {
      held = true;
      await clear();
      try {
        return await work();
      } finally {
        held = false;
        tick();
      }
    },
  };
}
