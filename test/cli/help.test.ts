import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { help } from '../../src/commands/help/run.ts';
import { topics } from '../../src/commands/help/topics/topics.ts';
import type { Environment } from '../../src/flags/environment.ts';
import { environment, terminal } from '../flags/args-of.ts';
import { startAwsWithS3 } from '../support/aws-stub-environment.ts';
import { objectsIn } from '../support/s3-environment.ts';
import { shellWords } from '../support/shell-words.ts';
import { projectRoot, temporaryFolder, testEnvironment, trailscan } from '../support/trailscan.ts';
import { startTrailscanServer, type TrailscanServer } from '../support/trailscan-server.ts';

/** The command lines that print all pages. */
const pages = [
  '--help',
  ...commands.map(({ name }) => `${name} --help`),
  ...topics.map(({ name }) => `help ${name}`),
];

async function pageOf(operands: readonly string[], custom: Environment = environment) {
  let page = '';
  const write = async (text: string) => {
    page += text;
  };
  await help({
    args: { operands, flags: {} },
    commands,
    environment: custom,
    io: { stdin: process.stdin, stdout: { write }, stderr: { write } },
    signal: new AbortController().signal,
  });
  return page;
}

describe('trailscan help', () => {
  it.each([
    ['--help', []],
    ['help', []],
    ['query --help', ['query']],
    ['query --service ec2 --help fixtures', ['query']],
    ['query --nonsense -h --help', ['query']],
    ['help query', ['query']],
    ['--help query', ['query']],
    ['help where', ['where']],
    ['completion --help', ['completion']],
  ])('prints the whole page for %s on standard output', async (line, operands) => {
    expect(await trailscan(line.split(' '))).toEqual({
      stdout: await pageOf(operands),
      stderr: '',
      exitCode: 0,
    });
  });

  it('prints the commands, and where the rest is, for trailscan -h and without arguments', async () => {
    const { stdout, exitCode } = await trailscan(['-h']);
    expect(exitCode).toBe(0);
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).toContain('trailscan COMMAND --help');
    expect(stdout).not.toContain('TRAILSCAN_SOURCE');
    expect((await trailscan([])).stdout).toBe(stdout);
  });

  it.each([['query -h'], ['query --nonsense -h fixtures'], ['query fixtures -rh']])(
    'prints the most used flags for %s, and where the others are',
    async (line) => {
      const { stdout, exitCode } = await trailscan(line.split(' '));
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^ {2}-n, --limit COUNT +print at most this many events$/m);
      expect(stdout).toContain('trailscan query --help');
      expect(stdout).not.toContain('--late-delivery');
    },
  );

  it.each(commands.map(({ name }) => [name]))(
    'prints a short page for %s -h that fits 80 columns and 40 lines',
    async (name) => {
      const { stdout } = await trailscan([name, '-h']);
      const lines = stdout.split('\n');
      expect(lines[0]).toMatch(new RegExp(`^Usage: trailscan ${name} `));
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(40);
      expect(stdout).toContain('-h, --help');
    },
  );

  it('explains sources as a topic, and the command of that name with --help', async () => {
    expect((await trailscan(['help', 'sources'])).stdout).toContain('cloudtrail:LookupEvents');
    expect((await trailscan(['sources', '--help'])).stdout).toContain('Usage: trailscan sources');
  });

  it.each(pages)('for %s fits 80 columns', async (page) => {
    const lines = (await trailscan(page.split(' '))).stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it('has every command and every flag', async () => {
    for (const { name, flags } of commands) {
      expect(await pageOf([])).toMatch(new RegExp(`^  ${name} `, 'm'));
      const page = (await trailscan([name, '--help'])).stdout;
      for (const flag of flags) expect(page).toMatch(new RegExp(`^  .*--${flag.name}\\b`, 'm'));
    }
  });

  it('of a name that is both a command and a topic is the topic; the flag --help is for the command', async () => {
    const [topic, command] = [await pageOf(['sources']), await trailscan(['sources', '--help'])];
    expect(topic).toContain('s3://BUCKET/PREFIX');
    expect(command.stdout).toContain('Usage: trailscan sources [FLAG …]');
  });

  it('has bold headings on a terminal only', async () => {
    expect(await pageOf([], terminal)).toContain('\u001b[1mExamples\u001b[22m\n');
    expect(await pageOf([], { ...terminal, variables: { NO_COLOR: '1' } })).not.toContain('\u001b');
    expect(await pageOf([])).not.toContain('\u001b');
  });

  it.each([
    ['columns', 'fields'],
    ['what', 'fields'],
    ['filters', 'where'],
    ['archives', 'sources'],
    ['accounts', 'config-file'],
  ])('explains %s with the topic %s', async (word, topic) => {
    expect(await pageOf([word])).toBe(await pageOf([topic]));
  });

  it('has no alias that is the name of a topic or a command, or leads to two topics', () => {
    const aliases = topics.flatMap((topic) => topic.aliases);
    const names = [...commands, ...topics].map(({ name }) => name);
    expect(aliases.filter((alias) => names.includes(alias))).toEqual([]);
    expect(new Set(aliases).size).toBe(aliases.length);
  });

  it.each([
    ['wehre', "no help for 'wehre' (did you mean 'where'?): expected query, stats,"],
    ['feilds', "(did you mean 'fields'?)"],
    ['colums', "(did you mean 'columns'?)"],
    ['zzz', "no help for 'zzz': expected"],
  ])('refuses %s and suggests a topic that is close', async (topic, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['help', topic]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });
});

const examples = await findExamples();

describe.skipIf(process.platform === 'win32')('each example in help works on the fixtures:', () => {
  const run = promisify(execFile);
  const objects = objectsIn('fixtures/trail');
  let server: TrailscanServer;
  beforeAll(async () => {
    server = await startTrailscanServer();
  });
  afterAll(() => server.close());

  it.each(examples.map((example) => [example.replace(/\s+/g, ' ').trim(), example]))(
    '%s',
    async (_, example = '') => {
      const cwd = temporaryFolder();
      symlinkSync(join(projectRoot, 'fixtures'), join(cwd, 'fixtures'));
      const buckets = [{ name: 'my-trail-bucket', objects }];
      const { env: aws } = await startAwsWithS3({}, { buckets });
      writeFileSync(join(cwd, 'aws-config'), profile);
      const places = { XDG_CACHE_HOME: cwd, AWS_CONFIG_FILE: join(cwd, 'aws-config') };
      const env = { ...testEnvironment, ...aws, ...places };
      if (needsShell(example)) {
        writeFileSync(join(cwd, 'trailscan'), server.program, { mode: 0o755 });
        const PATH = `${cwd}:${testEnvironment['PATH']}`;
        const script = `set -eu\n${example}`;
        const { stdout } = await run('bash', ['-c', script], { cwd, env: { ...env, PATH } });
        if (!/> |trailscan download/.test(example)) expect(stdout).not.toBe('');
        return;
      }
      const [, ...words] = await shellWords(example);
      const result = await trailscan(words, { env: { ...aws, ...places } });
      expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/./) });
    },
  );

  it('are found in the pages', () => {
    expect(examples.length).toBeGreaterThan(12);
  });

  const profile = `[profile audit]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = x
region = us-east-1
`;

  /**
   * Returns whether the example has several commands, needs a shell's substitution or redirection,
   * or writes files.
   */
  function needsShell(example: string): boolean {
    const commandCount = example.match(/^\s*trailscan /gm)?.length;
    return commandCount !== 1 || /[$<>]|download|baseline|config init/.test(example);
  }
});

/**
 * Returns the command lines below `# …` lines on all pages, with their continuations, up to the
 * first pipe: the other programs need not be installed. Completion has its own tests.
 */
async function findExamples(): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const page of pages) {
    const { stdout } = await trailscan(page.split(' '));
    const shown = stdout.slice(stdout.indexOf('\nExamples\n'));
    for (const [, lines = ''] of shown.matchAll(/^ {2}# .*\n((?: {2,}(?!#).*\n)+)/gm)) {
      if (!lines.includes('completion')) found.add(lines.split(' | ')[0] ?? '');
    }
  }
  return [...found];
}
