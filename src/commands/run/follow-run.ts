import type { Environment } from '../../flags/environment.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { addToLedger, createLedger, type Ledger } from '../../query/ledger.ts';
import type { CommandContext, ExitCode } from '../command.ts';
import type { WithProgressPaused } from './ask-mfa-code.ts';
import { renderErrors, renderLedger } from './ledger-report.ts';
import { renderNearestNames } from './nearest-names.ts';
import { createProgress, type ProgressOptions } from './progress.ts';

/** A part of the input of a run. */
type Part = { readonly ledger: Ledger };

/** Keeps the ledger of a run, and reports on it on stderr. */
export interface Run {
  /** The ledger of all parts so far. */
  readonly ledger: Ledger;
  /** Yields the parts and shows the progress; ends early when a strict run stops. */
  follow<T extends Part>(parts: AsyncIterable<T>): AsyncGenerator<T>;
  /**
   * Yields the parts of a reading before the one that is reported, and shows its progress. What it
   * cannot read is reported by the reading that follows.
   */
  readAhead<T extends Part>(parts: AsyncIterable<T>): AsyncGenerator<T>;
  /** Returns whether a strict run has stopped because some input cannot be read. */
  stopped(): boolean;
  /** Prints a note about the run immediately. */
  note(text: string): void;
  /** Removes the progress from the terminal before data is written. */
  clear(): Promise<void>;
  readonly withProgressPaused: WithProgressPaused;
  /**
   * Prints the report and returns the exit code. `printed` is the number of events that were
   * printed, by default all that matched.
   */
  end(printed?: number): Promise<ExitCode>;
}

/** Options of a run. */
export interface RunOptions {
  readonly strict: boolean;
  readonly verbose: boolean;
  readonly exitStatus: boolean;
  /** When nothing matches it, the nearest names that were read are printed. */
  readonly wanted?: Filter;
  /** The terminal on which progress is shown. */
  readonly stderr: Environment['stderr'];
  /** Finds out how much there is to be read. */
  readonly measure?: ProgressOptions['measure'];
  /** Renders the progress line. */
  readonly render?: ProgressOptions['render'];
}

/** Creates a run that has read nothing yet. */
export function followRun(
  { strict, verbose, exitStatus, wanted, stderr: terminal, measure, render }: RunOptions,
  { stderr }: Pick<CommandContext['io'], 'stderr'>,
): Run {
  const ledger = createLedger();
  const progress = createProgress(
    { terminal, ...(measure && { measure }), ...(render && { render }) },
    stderr,
  );
  const stopped = () => strict && ledger.errors.length > 0;
  const readInto = async function* <T extends Part>(
    total: Ledger,
    parts: AsyncIterable<T>,
  ): AsyncGenerator<T> {
    try {
      for await (const part of parts) {
        addToLedger(total, part.ledger);
        if (stopped()) return;
        await progress.update(total);
        yield part;
      }
    } finally {
      await progress.clear();
    }
  };
  return {
    ledger,
    readAhead: (parts) => readInto(createLedger(), parts),
    follow: (parts) => readInto(ledger, parts),
    stopped,
    note(text) {
      progress.clear().then(() => stderr.write(`${forTerminal(`trailscan: note: ${text}`)}\n`));
    },
    clear: () => progress.clear(),
    withProgressPaused: progress.withProgressPaused,
    async end(printed = ledger.matched) {
      await stderr.write(
        stopped() ? renderErrors(ledger) : renderLedger(ledger, { verbose, printed }),
      );
      if (wanted && ledger.matched === 0 && ledger.names) {
        await stderr.write(renderNearestNames(wanted, ledger.names));
      }
      if (ledger.errors.length > 0) return 3;
      return exitStatus && ledger.matched === 0 ? 1 : 0;
    },
  };
}
