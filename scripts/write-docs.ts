/**
 * Writes the generated parts of README.md and docs/: what commands print, and tables of flags. With
 * `--check`, fails when one of these files is not current.
 *
 * - The block after `<!-- output -->` or `<!-- errors -->` becomes what the command in the `sh` block above
 *   prints on standard output or standard error. ` | head -N` cuts it.
 * - The text between `<!-- flags GROUP COMMAND -->` and `<!-- end -->` becomes a table of flags, from the
 *   records that also make the help. Without a command, it has those of all commands; without a group, of all
 *   groups.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../src/cli.ts';
import { commands } from '../src/commands/commands.ts';
import { type Flag, longForm } from '../src/flags/flag.ts';
import { fillDocsFolder, startDocsServices } from '../test/support/docs-environment.ts';
import { shellWords } from '../test/support/shell-words.ts';

/** The width of the terminal on which commands print. */
const columns = 140;

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const services = await startDocsServices();
const folder = mkdtempSync(join(tmpdir(), 'trailscan-docs-'));
try {
  // The AWS SDK reads the variables of the process. Nothing of this machine's is left.
  process.env = fillDocsFolder(folder, services);
  process.chdir(folder);
  for (const name of ['README.md', ...pages.map((page) => `docs/${page}`)]) {
    const written = readFileSync(join(root, name), 'utf8');
    const current = writeFlags(await writeOutputs(written));
    if (current === written) continue;
    if (!process.argv.includes('--check')) writeFileSync(join(root, name), current);
    else {
      process.stderr.write(`${name} is not current: run npm run docs\n`);
      process.exitCode = 1;
    }
  }
} finally {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
  await services.close();
}

async function writeOutputs(text: string): Promise<string> {
  const block =
    /(```sh\n((?:(?!```).)*)```\n+<!-- (output|errors) -->\n```\n)(?:(?!```).)*(?=```)/gs;
  let written = text;
  for (const [whole, before = '', script = '', stream] of text.matchAll(block)) {
    const { output, errors } = await run(script);
    const printed = (stream === 'output' ? output : errors).trimEnd();
    if (printed === '') throw new Error(`nothing was printed as ${stream} of:\n${script}`);
    written = written.replace(whole, () => `${before}${printed}\n`);
  }
  return written;
}

/** Runs the one command of trailscan in a script. */
async function run(script: string): Promise<{ output: string; errors: string }> {
  const lines = script.replaceAll('\\\n', ' ').matchAll(/\btrailscan (.*?)(?: \| head -(\d+))?$/gm);
  const [line, another] = [...lines];
  if (!line || another) throw new Error(`expected one command of trailscan, found:\n${script}`);
  const [, args = '', head = 'Infinity'] = line;
  const [output, errors]: [string[], string[]] = [[], []];
  const terminal = { isTTY: true, columns };
  const exitCode = await main(await shellWords(args), {
    environment: {
      now: Date.parse(process.env['TRAILSCAN_NOW'] ?? ''),
      variables: process.env,
      cores: 1,
      stdin: { isTTY: false },
      stdout: terminal,
      stderr: terminal,
    },
    io: {
      stdin: Readable.from([]),
      stdout: { write: async (text) => void output.push(String(text)) },
      stderr: { write: async (text) => void errors.push(String(text)) },
    },
    signal: new AbortController().signal,
  });
  if (exitCode !== 0 && exitCode !== 3)
    throw new Error(`exit code ${exitCode}: ${errors.join('')}`);
  const shown = output.join('').split('\n').slice(0, Number(head));
  return { output: shown.join('\n'), errors: errors.join('') };
}

function writeFlags(text: string): string {
  return text.replace(
    /(<!-- flags([\w ]*) -->\n).*?(?=<!-- end -->)/gs,
    (_, marker: string, names: string) => marker + flagTable(names.match(/\w+/g) ?? []),
  );
}

/** Makes a table of the flags of a command, a group, both or neither, each flag once. */
function flagTable(names: readonly string[]): string {
  const named = commands.filter(({ name }) => names.includes(name));
  const flags = (named.length > 0 ? named : commands).flatMap(
    (command): readonly Flag[] => command.flags,
  );
  const groups = names.filter((name) => flags.some(({ group }) => group === name));
  const unknown = names.filter(
    (name) => !groups.includes(name) && !named.some((one) => one.name === name),
  );
  if (unknown.length > 0) throw new Error(`no command or group of flags: ${unknown.join(', ')}`);
  const chosen = flags.filter(({ group }) => groups.length === 0 || groups.includes(group));
  return ['| flag | |', '|---|---|', ...[...new Set(chosen)].map(flagRow), ''].join('\n');
}

function flagRow(flag: Flag): string {
  const { short, summary, choices, examples = [], default: otherwise } = flag;
  const values = (choices ?? examples).map((text) => `\`${text}\``).join(', ');
  const meaning = `${values ? `${summary}: ${values}` : summary}${otherwise ? ` (default: ${otherwise})` : ''}`;
  return `| \`${short ? `-${short}, ` : ''}${longForm(flag)}\` | ${meaning.replaceAll('|', '\\|')} |`;
}
