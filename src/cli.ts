import { availableParallelism } from 'node:os';
import { addAbortSignal } from 'node:stream';
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import type { Command, CommandContext, ExitCode } from './commands/command.ts';
import type { HelpLength } from './commands/help/run.ts';
import type { Terminal } from './flags/environment.ts';
import type { Output } from './format/text/output.ts';
import { reportError } from './report-error.ts';
import { ClosedPipe, createStreamOutput, flush, OutputError } from './stream-output.ts';

/** The package's version; the build puts it here. */
declare const TRAILSCAN_VERSION: string | undefined;
const version = typeof TRAILSCAN_VERSION === 'undefined' ? 'development' : TRAILSCAN_VERSION;

/** What `main` needs of the process. */
export type MainContext = Omit<CommandContext, 'args' | 'commands'>;

/** The exit codes of a run that one of these signals ends: 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/**
 * How much V8's heap may grow, in percent of the memory in use, before garbage is collected again.
 * By default up to 300, so that 300 of 400 MB may be garbage.
 */
const heapGrowth = 40;

/** A signal from the system that ends the run. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];

  constructor(signal: keyof typeof exitCodes) {
    super(`ended by ${signal}`);
    this.exitCode = exitCodes[signal];
  }
}

/**
 * Runs the command line `argv` (without node and the script); returns its exit code, never throws.
 */
export async function main(argv: readonly string[], context: MainContext): Promise<ExitCode> {
  const { signal, io } = context;
  try {
    const code = await dispatch(argv, context);
    if (!signal.aborted) return code;
  } catch (error) {
    // After an abort, errors are only its consequences.
    if (!signal.aborted) return reportError(error, { argv, version, stderr: io.stderr });
  }
  if (signal.reason instanceof ClosedPipe) return 0;
  if (signal.reason instanceof Interrupted) return signal.reason.exitCode;
  return signal.reason instanceof OutputError
    ? reportError(signal.reason, { argv, version, stderr: io.stderr })
    : 130;
}

/** Runs the process's own command line, and ends the process once all output is written. */
export async function runProcess(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  const argv = process.argv.slice(2);
  const stop = new AbortController();
  const stderr = unfailing(createStreamOutput(process.stderr));
  const interrupt = (signal: keyof typeof exitCodes) => {
    const reason = new Interrupted(signal);
    stop.abort(reason);
    // A write that waits for its reader would keep the command from ending.
    process.stdout.destroy(reason);
  };
  for (const signal of Object.keys(exitCodes)) process.once(signal, interrupt);
  process.once('uncaughtException', async (error) => {
    process.exit(await reportError(error, { argv, version, stderr }));
  });
  // Tests fix the clock with TRAILSCAN_NOW; it is not for users.
  const fixedNow = Date.parse(process.env['TRAILSCAN_NOW'] ?? '');
  // Users need not see the AWS SDK's warning about this version of Node.js.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const code = await main(argv, {
    environment: {
      now: Number.isNaN(fixedNow) ? Date.now() : fixedNow,
      variables: process.env,
      cores: availableParallelism(),
      stdin: { isTTY: isatty(0) },
      stdout: terminalOf(process.stdout),
      stderr: terminalOf(process.stderr),
    },
    io: {
      // Opened on first use: an unused stream would still cost time.
      get stdin() {
        // A reader receives the stream's errors itself; without one, they do not matter.
        return addAbortSignal(stop.signal, process.stdin).on('error', () => {});
      },
      stdout: createStreamOutput(process.stdout, (failure) => stop.abort(failure)),
      stderr,
    },
    signal: stop.signal,
  });
  if (!(stop.signal.reason instanceof Interrupted)) await flush(process.stdout);
  await flush(process.stderr);
  // An open stdin would keep the process alive after the command has ended.
  process.exit(code);
}

async function dispatch(argv: readonly string[], context: MainContext): Promise<ExitCode> {
  const [first = '-h', ...rest] = argv;
  if (first === '--version' || first === '-V') {
    await context.io.stdout.write(`trailscan ${version}\n`);
    return 0;
  }
  const { commands, findCommand } = await import('./commands/commands.ts');
  const helpFor = async (command: Command | undefined, length: HelpLength) =>
    (await import('./commands/help/run.ts')).helpFor(command, length, { ...context, commands });
  const overview = helpLengthOf([first]);
  if (overview && rest.length === 0) return helpFor(undefined, overview);
  const command = findCommand(overview ? 'help' : first);
  const length = helpLengthOf(rest);
  if (length) return helpFor(command, length);
  const { parseArgs } = await import('./flags/parse-args.ts');
  const args = parseArgs(rest, command.flags);
  if (args.flags.help) return helpFor(command, 'short');
  const run = await command.load();
  return run({ ...context, commands, args });
}

/** Returns how much help the words ask for, if any. Words after `--` are operands. */
function helpLengthOf(argv: readonly string[]): HelpLength | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  if (words.includes('--help')) return 'whole';
  return words.includes('-h') ? 'short' : undefined;
}

/** A closed stderr must not change the exit code. */
function unfailing(output: Output): Output {
  return { write: (text) => output.write(text).catch(() => {}) };
}

/** Some terminals, and programs that emulate one, report 0 columns. */
function terminalOf(stream: NodeJS.WriteStream): Terminal {
  return stream.isTTY ? { isTTY: true, columns: stream.columns || 80 } : { isTTY: false };
}
