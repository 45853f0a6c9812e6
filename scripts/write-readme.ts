/**
 * Writes the generated parts of README.md, between its comments: the flags, from the records that also make
 * the help, and the output of commands. With `--check`, fails when README.md is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { main } from '../src/cli.ts';
import { commands } from '../src/commands/commands.ts';
import { type Flag, longForm } from '../src/flags/flag.ts';

const path = new URL('../README.md', import.meta.url);
const written = readFileSync(path, 'utf8');

let readme = fill(
  written,
  'flags',
  flagTable(commands.find(({ name }) => name === 'query')?.flags ?? []),
);
readme = fill(
  readme,
  'first command',
  fenced((await run('query fixtures/trail --service ec2 --event TerminateInstances')).stdout),
);
readme = fill(
  readme,
  'ledger',
  fenced((await run('query fixtures/broken --limit 1 -o ndjson')).stderr),
);

if (!process.argv.includes('--check')) writeFileSync(path, readme);
else if (readme !== written) {
  process.stderr.write('README.md is not current: run npm run readme\n');
  process.exitCode = 1;
}

function fill(text: string, name: string, content: string): string {
  const section = new RegExp(`(<!-- ${name} -->\n).*?(\n<!-- end -->)`, 's');
  if (!section.test(text)) throw new Error(`README.md has no section '${name}'`);
  return text.replace(section, (_, before: string, after: string) => before + content + after);
}

function fenced(text: string): string {
  return `\`\`\`\n${text.trimEnd()}\n\`\`\``;
}

function flagTable(flags: readonly Flag[]): string {
  const rows = flags.map((flag) => {
    const { short, summary, choices, examples = [] } = flag;
    const signature = `${short ? `-${short}, ` : ''}${longForm(flag)}`;
    const values = (choices ?? examples).map((text) => `\`${text}\``).join(', ');
    return `| \`${signature}\` | ${(values ? `${summary}: ${values}` : summary).replaceAll('|', '\\|')} |`;
  });
  return ['| flag | |', '|---|---|', ...rows].join('\n');
}

/** Returns what a command prints on a terminal of 140 columns. */
async function run(line: string): Promise<{ stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const output = (stream: 'stdout' | 'stderr') => ({
    write: async (text: string) => {
      printed[stream] += text;
    },
  });
  await main(line.split(' '), {
    environment: {
      now: Date.parse('2026-11-20T00:00:00Z'),
      variables: { NO_COLOR: '1' },
      cores: 1,
      stdin: { isTTY: false },
      stdout: { isTTY: true, columns: 140 },
      stderr: { isTTY: true, columns: 140 },
    },
    io: { stdin: Readable.from([]), stdout: output('stdout'), stderr: output('stderr') },
    signal: new AbortController().signal,
  });
  return printed;
}
