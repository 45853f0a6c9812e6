import type { ExitCode } from './commands/command.ts';
import { ConfigError, SourceError, UsageError } from './errors.ts';
import type { Output } from './format/text/output.ts';
import { forTerminal } from './format/text/sanitize.ts';
import { systemCode } from './source/io-error.ts';
import { OutputError } from './stream-output.ts';

/** The stream for the report, and the run that failed. */
interface ReportContext {
  readonly argv: readonly string[];
  readonly version: string;
  readonly stderr: Output;
}

/**
 * Reports the error that stopped a run and returns the exit code: 2 with a message for errors in
 * usage, configuration and limits of the system, 4 with a message for sources that cannot be read
 * and output that cannot be written. Anything else is a bug of ours: 4, with its stack.
 */
export async function reportError(error: unknown, context: ReportContext): Promise<ExitCode> {
  const { argv, version, stderr } = context;
  if (error instanceof UsageError) {
    await stderr.write(lines(`trailscan: ${error.message}\n${await hint(argv)}`));
    return 2;
  }
  const isKnown = [ConfigError, SourceError, OutputError].some((known) => error instanceof known);
  if (isKnown && error instanceof Error) {
    await stderr.write(lines(`trailscan: ${error.message}`));
    return error instanceof ConfigError ? 2 : 4;
  }
  const code = systemCode(error);
  if (code === 'EMFILE' || code === 'ENFILE') {
    await stderr.write(lines(`trailscan: ${tooManyFiles}`));
    return 2;
  }
  const { inspect } = await import('node:util');
  const bug = `trailscan: this is a bug in trailscan ${version}, please report it with these lines`;
  await stderr.write(lines(`${bug}\n${inspect(error)}`));
  return 4;
}

const tooManyFiles =
  "this shell or system allows too few open files: allow more, as with 'ulimit -n 1024'";

/**
 * Makes the text safe for a terminal: messages quote arguments and file names, which may come from
 * anywhere.
 */
function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => `${forTerminal(line)}\n`)
    .join('');
}

async function hint([first = '']: readonly string[]): Promise<string> {
  const { commands } = await import('./commands/commands.ts');
  const isKnown = commands.some(({ name }) => name === first && name !== 'help');
  return isKnown ? `Try 'trailscan ${first} --help'` : "Try 'trailscan --help'";
}
