import type { Environment } from '../../flags/environment.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { addToLedger, createLedger, type Ledger } from '../../query/ledger.ts';
import type { CommandContext, ExitCode } from '../command.ts';
import type { Undisturbed } from './ask-mfa-code.ts';
import { renderErrors, renderLedger } from './ledger-report.ts';
import { createProgress, type ProgressOptions } from './progress.ts';

/** Some of what a run has read. */
type Part = { readonly ledger: Ledger };

/** Keeps the ledger of a run, and tells of it on stderr. */
export interface Run {
  /** Of all parts so far. */
  readonly ledger: Ledger;
  /** Passes parts on, and shows the progress; ends where a strict run stops. */
  follow<T extends Part>(parts: AsyncIterable<T>): AsyncGenerator<T>;
  /** Whether a strict run met something that cannot be read. */
  stopped(): boolean;
  /** Tells something about the run at once. */
  note(text: string): void;
  /** Takes the progress off the terminal: data is to be written. */
  clear(): Promise<void>;
  /** Shows no progress until the work is done. */
  readonly undisturbed: Undisturbed;
  /** Tells what became of everything; `printed` of the events that matched, or all, were printed. */
  end(printed?: number): Promise<ExitCode>;
}

/** What a run is told to do about its ledger. */
export interface RunOptions {
  readonly strict: boolean;
  readonly verbose: boolean;
  readonly exitStatus: boolean;
  /** Where progress is shown. */
  readonly stderr: Environment['stderr'];
  /** Finds out how much there is to be read. */
  readonly measure?: ProgressOptions['measure'];
  /** The progress that is shown. */
  readonly render?: ProgressOptions['render'];
}

/** A run that has read nothing yet. */
export function followRun(
  { strict, verbose, exitStatus, stderr: terminal, measure, render }: RunOptions,
  { stderr }: Pick<CommandContext['io'], 'stderr'>,
): Run {
  const ledger = createLedger();
  const progress = createProgress(
    { terminal, ...(measure && { measure }), ...(render && { render }) },
    stderr,
  );
  const stopped = () => strict && ledger.errors.length > 0;
  return {
    ledger,
    async *follow(parts) {
      try {
        for await (const part of parts) {
          addToLedger(ledger, part.ledger);
          if (stopped()) return;
          await progress.update(ledger);
          yield part;
        }
      } finally {
        await progress.clear();
      }
    },
    stopped,
    note(text) {
      progress.clear().then(() => stderr.write(`${forTerminal(`trailscan: note: ${text}`)}\n`));
    },
    clear: () => progress.clear(),
    undisturbed: progress.undisturbed,
    async end(printed = ledger.matched) {
      await stderr.write(
        stopped() ? renderErrors(ledger) : renderLedger(ledger, { verbose, printed }),
      );
      if (ledger.errors.length > 0) return 3;
      return exitStatus && ledger.matched === 0 ? 1 : 0;
    },
  };
}
