/**
 * Writes the generated parts of README.md and docs/: what commands print, pictures of it, and
 * tables of flags. With `--check`, fails when one of these files is not current.
 *
 * - The block after `<!-- output -->` or `<!-- errors -->` becomes what the command in the `sh`
 *   block above prints on standard output or standard error. ` | head -N` cuts it.
 * - In a `console` block, what each command prints follows its line, which begins with `$ `.
 * - The text between `<!-- flags GROUP COMMAND -->` and `<!-- end -->` becomes a table of flags,
 *   from the records that also make the help. Without a command, it has those of all commands;
 *   without a group, of all groups.
 * - The text between `<!-- origins GROUP -->` and `<!-- end -->` becomes a table of the ways in
 *   which the origin of a session is known: `certain` or `likely`, or the reasons why it is
 *   `missing`.
 * - The text between `<!-- secrets -->` and `<!-- end -->` becomes the tables of the secrets that
 *   are masked.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../src/cli.ts';
import { commands } from '../src/commands/commands.ts';
import { type Flag, longForm } from '../src/flags/flag.ts';
import { secretForms } from '../src/redact/secret-forms.ts';
import {
  harmlessTokens,
  queryFields,
  secretFields,
  variableFields,
} from '../src/redact/secret-names.ts';
import { originWords } from '../src/report/who/origin-words.ts';
import { fillDocsFolder, startDocsServices } from '../test/support/docs-environment.ts';
import { shellWords } from '../test/support/shell-words.ts';
import { drawTerminal } from './draw-terminal.ts';

const picture = {
  columns: 104,
  commands: [
    'trailscan timeline AWSLogs --date 2026-11-18 --by outcome',
    'trailscan query AWSLogs --source-ip 192.0.2.66 --writes --service iam,cloudtrail,ec2',
  ],
};

/** A picture of sessions, which trailscan draws. */
const sessions = 'trailscan who AKIAIOSFODNN7EXAMPLE AWSLogs -o svg';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const services = await startDocsServices();
const folder = mkdtempSync(join(tmpdir(), 'trailscan-docs-'));
try {
  // The AWS SDK reads the variables of the process. Nothing of this machine's is left.
  process.env = fillDocsFolder(folder, services);
  process.chdir(folder);
  keep('docs/terminal.svg', await drawPicture());
  keep('docs/who.svg', (await run(sessions)).output);
  for (const name of ['README.md', ...pages.map((page) => `docs/${page}`)]) {
    const written = readFileSync(join(root, name), 'utf8');
    keep(
      name,
      writeOrigins(writeSecrets(writeFlags(await writeConsoles(await writeOutputs(written))))),
    );
  }
} finally {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
  await services.close();
}

/** Writes a file, or with `--check` reports that it is not current. */
function keep(name: string, current: string): void {
  const path = join(root, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === current) return;
  if (!process.argv.includes('--check')) writeFileSync(path, current);
  else {
    process.stderr.write(`${name} is not current: run npm run docs\n`);
    process.exitCode = 1;
  }
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

/**
 * Fills in what the commands of `console` blocks print: those are the lines that begin with `$ `.
 */
async function writeConsoles(text: string): Promise<string> {
  let written = text;
  for (const [, before = ''] of text.matchAll(/^```console\n(.*?)^```$/gms)) {
    const commandLines = before.match(/^\$ (?:.*\\\n)*.*$/gm) ?? [];
    const shown: string[] = [];
    for (const line of commandLines) {
      shown.push(`${line}\n${(await run(line.slice(2))).output.trimEnd()}`);
    }
    written = written.replace(before, () => `${shown.join('\n\n')}\n`);
  }
  return written;
}

/** Draws some commands and what they print on a terminal in colour. */
async function drawPicture(): Promise<string> {
  const shown: string[] = [];
  for (const line of picture.commands) {
    const { output } = await run(line, { columns: picture.columns, color: true });
    shown.push(`\u001b[36m$\u001b[39m \u001b[1m${line}\u001b[22m\n${output.trimEnd()}`);
  }
  return drawTerminal(shown.join('\n\n'), picture.columns);
}

/** Runs the one command of trailscan in a script. */
async function run(
  script: string,
  { columns, color }: { readonly columns: number; readonly color?: boolean } = { columns: 140 },
): Promise<{ output: string; errors: string }> {
  const lines = script.replaceAll('\\\n', ' ').matchAll(/\btrailscan (.*?)(?: \| head -(\d+))?$/gm);
  const [line, another] = [...lines];
  if (!line || another) throw new Error(`expected one command of trailscan, found:\n${script}`);
  const [, args = '', head = 'Infinity'] = line;
  const [output, errors]: [string[], string[]] = [[], []];
  const { NO_COLOR: _, ...coloured } = process.env;
  const exitCode = await main(await shellWords(args), {
    environment: {
      now: Date.parse(process.env['TRAILSCAN_NOW'] ?? ''),
      variables: color ? coloured : process.env,
      cores: 1,
      stdin: { isTTY: false },
      stdout: { isTTY: true, columns },
      // Progress is no part of the documentation.
      stderr: { isTTY: false },
    },
    io: {
      stdin: Readable.from([]),
      stdout: { write: async (text) => void output.push(String(text)) },
      stderr: { write: async (text) => void errors.push(String(text)) },
    },
    signal: new AbortController().signal,
  });
  if (exitCode !== 0 && exitCode !== 3) throw new Error(errors.join(''));
  const shown = output.join('').split('\n').slice(0, Number(head));
  return { output: shown.join('\n'), errors: errors.join('') };
}

function writeFlags(text: string): string {
  return text.replace(
    /(<!-- flags([\w ]*) -->\n).*?(?=<!-- end -->)/gs,
    (_, marker: string, names: string) => marker + flagTable(names.match(/\w+/g) ?? []),
  );
}

function writeOrigins(text: string): string {
  return text.replace(
    /(<!-- origins (\w+) -->\n).*?(?=<!-- end -->)/gs,
    (_, marker: string, group: string) => {
      const rows = Object.entries(originWords)
        .filter(([, words]) => words.group === group)
        .map(([how, { short, meaning }]) => `| \`${how}\` | ${short} | ${meaning} |`);
      if (rows.length === 0) throw new Error(`no origins are ${group}`);
      return [`${marker}| \`how\` | in words | |`, '|---|---|---|', ...rows, ''].join('\n');
    },
  );
}

function writeSecrets(text: string): string {
  return text.replace(/(<!-- secrets -->\n).*?(?=<!-- end -->)/gs, (_, marker: string) =>
    [marker, ...secretLines(), ''].join('\n'),
  );
}

/** Returns the tables of names and forms, from the records by which secrets are found. */
function secretLines(): readonly string[] {
  const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const rows = [...secretFields, variableFields].map(
    ({ what, endings, whole = [] }) =>
      `| ${what} | ${quoted(endings)}${whole.length > 0 ? `; as a whole: ${quoted(whole)}` : ''} |`,
  );
  return [
    ...['| values | names |', '|---|---|', ...rows, ''],
    `Not masked: tokens named ${quoted(harmlessTokens)}, and values that only describe a secret (\`secretArn\`,`,
    '`passwordLastUsed`). Values beside the name of a secret are masked, too: `{"name": "DB_PASSWORD", "value": …}`,',
    'and so are the options of Elastic Beanstalk that set environment variables.',
    ...['', 'In any text, these are masked wherever they are:', ''],
    ...secretForms.map(({ what }) => `- ${what}`),
    '- values of these names in queries, connection strings and command lines: `X-Amz-Signature=…`,',
    `  \`password=…\`, \`--token …\`; also ${quoted(queryFields)}`,
    '- secret access keys (40 characters) in a text with the ID of an access key',
    '',
  ];
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
