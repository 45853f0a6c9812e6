import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { help } from '../../src/commands/help/run.ts';
import { topics } from '../../src/commands/help/topics.ts';
import type { Environment } from '../../src/flags/environment.ts';
import { environment, terminal } from '../flags/args-of.ts';
import { startAwsWithS3 } from '../support/aws-stub-environment.ts';
import { objectsIn } from '../support/s3-environment.ts';
import { shellWords } from '../support/shell-words.ts';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
} from '../support/trailscan.ts';

const subjects = [...commands, ...topics].map(({ name }) => name);
const pages = [[], ...subjects.map((name) => [name])];

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
    ['-h', []],
    ['help', []],
    ['query --help', ['query']],
    ['query --service ec2 -h fixtures', ['query']],
    ['query --nonsense --help', ['query']],
    ['help query', ['query']],
    ['--help query', ['query']],
    ['help where', ['where']],
    ['completion --help', ['completion']],
  ])('prints the page for %s on standard output', async (line, operands) => {
    expect(await trailscan(line.split(' '))).toEqual({
      stdout: await pageOf(operands),
      stderr: '',
      exitCode: 0,
    });
  });

  it('is printed for trailscan without arguments', async () => {
    expect((await trailscan([])).stdout).toBe(await pageOf([]));
  });

  it.each(pages)('for %s fits 80 columns', async (...operands) => {
    const lines = (await pageOf(operands)).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it('has every command and every flag', async () => {
    for (const { name, flags } of commands) {
      expect(await pageOf([])).toMatch(new RegExp(`^  ${name} `, 'm'));
      const page = await pageOf([name]);
      for (const flag of flags) expect(page).toMatch(new RegExp(`^  .*--${flag.name}\\b`, 'm'));
    }
  });

  it('for a name that is both a command and a topic explains both', async () => {
    const page = await pageOf(['sources']);
    expect(page).toContain('Usage: trailscan sources [FLAG …]');
    expect(page).toContain('s3://BUCKET/PREFIX');
  });

  it('has bold headings on a terminal only', async () => {
    expect(await pageOf([], terminal)).toContain('\u001b[1mExamples\u001b[22m\n');
    expect(await pageOf([], { ...terminal, variables: { NO_COLOR: '1' } })).not.toContain('\u001b');
    expect(await pageOf([])).not.toContain('\u001b');
  });

  it.each([
    ['wehre', "no help for 'wehre' (did you mean 'where'?): expected query, stats,"],
    ['feilds', "(did you mean 'fields'?)"],
    ['zzz', "no help for 'zzz': expected"],
  ])('refuses %s and suggests a topic that is close', async (topic, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['help', topic]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });
});

const examples = new Set(
  (await Promise.all(pages.map((page) => pageOf(page)))).flatMap(examplesIn),
);

describe.skipIf(process.platform === 'win32')('each example in help works on the fixtures:', () => {
  const run = promisify(execFile);

  it.each([...examples].map((example) => [example.replace(/\s+/g, ' ').trim(), example]))(
    '%s',
    async (_, example = '') => {
      const cwd = temporaryFolder();
      symlinkSync(join(projectRoot, 'fixtures'), join(cwd, 'fixtures'));
      const buckets = [{ name: 'my-trail-bucket', objects: objectsIn('fixtures/trail') }];
      const { env: aws } = await startAwsWithS3({}, { buckets });
      writeFileSync(join(cwd, 'aws-config'), profile);
      const places = { XDG_CACHE_HOME: cwd, AWS_CONFIG_FILE: join(cwd, 'aws-config') };
      const env = { ...testEnvironment, ...aws, ...places };
      if (needsShell(example)) {
        const { stdout } = await run('bash', ['-c', script(example)], { cwd, env });
        if (!/> |trailscan download/.test(example)) expect(stdout).not.toBe('');
        return;
      }
      const [, ...words] = await shellWords(example);
      const result = await trailscan(words, { env: { ...aws, ...places } });
      expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/./) });
    },
  );

  it('are found in the pages', () => {
    expect(examples.size).toBeGreaterThan(12);
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
    const isOneCommand = example.match(/^ *trailscan /gm)?.length === 1;
    return !isOneCommand || /[$<>]|download|baseline|config init/.test(example);
  }

  function script(example: string): string {
    return `set -eu
      trailscan() { '${process.execPath}' '${trailscanPath}' "$@"; }
      ${example}`;
  }
});

/**
 * Returns the command lines below `# …` lines, with their continuations, up to the first pipe: the
 * other programs need not be installed. Completion has its own tests.
 */
function examplesIn(page: string): readonly string[] {
  const shown = page.slice(page.indexOf('\nExamples\n'));
  return [...shown.matchAll(/^ {2}# .*\n((?: {2,}(?!#).*\n)+)/gm)]
    .map(([, lines = '']) => lines.split(' | ')[0] ?? '')
    .filter((line) => !line.includes('completion'));
}
