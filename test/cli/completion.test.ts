import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { isInstalled } from '../support/is-installed.ts';
import { projectRoot, testEnvironment, trailscan } from '../support/trailscan.ts';

const run = promisify(execFile);

describe.skipIf(!isInstalled('bash'))('bash completion', () => {
  it.each([
    [['trailscan', 'q'], ['query']],
    [['trailscan', '--v'], ['--version']],
    [['trailscan', 'query', '--serv'], ['--service']],
    [['trailscan', 'query', '--service', 'lights'], ['lightsail']],
    [['trailscan', 'query', '--service', 'ec2,!lights'], ['ec2,!lightsail']],
    [['trailscan', 'query', '--service', '=', 'opsworks-'], ['opsworks-cm']],
    [
      ['trailscan', 'query', '--outcome', '='],
      ['ok', 'denied', 'failed'],
    ],
    [
      ['trailscan', 'query', '-o', ''],
      ['table', 'json', 'ndjson', 'csv', 'markdown'],
    ],
    [
      ['trailscan', 'query', '--region', 'us-gov'],
      ['us-gov-east-1', 'us-gov-west-1'],
    ],
    [['trailscan', 'query', '--columns', 'time,service-'], ['time,service-name']],
    [['trailscan', 'query', '--columns', 'userI'], ['userIdentity']],
    [['trailscan', 'query', '--event', ''], []],
    [
      ['trailscan', 'query', '--reverse', 'tsc'],
      ['tsconfig.json', 'tsconfig.types.json'],
    ],
    [['trailscan', 'show', 'some-id', 'fixt'], ['fixtures']],
    [['trailscan', 'help', 'whe'], ['where']],
    [['trailscan', 'help', 'timel'], ['timeline']],
    [['trailscan', 'help', 'summ'], ['summary']],
    [
      ['trailscan', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('completes %j', async (words, expected) => {
    const offered = await completed(words);
    expect(offered.sort()).toEqual([...expected].sort());
  });

  it('offers every flag of every command', async () => {
    for (const { name, flags } of commands) {
      const offered = await completed(['trailscan', name, '--']);
      expect(offered.sort()).toEqual(flags.map((flag) => `--${flag.name}`).sort());
    }
  });
});

describe('zsh and fish completion', () => {
  it.each(['zsh', 'fish'])('for %s contains every command and flag', async (shell) => {
    const { stdout, exitCode } = await trailscan(['completion', shell]);
    expect(exitCode).toBe(0);
    for (const { name, flags } of commands) {
      expect(stdout).toContain(name);
      for (const flag of flags) {
        expect(stdout).toMatch(
          new RegExp(shell === 'zsh' ? `--${flag.name}\\b` : `-l ${flag.name} `),
        );
      }
    }
  });

  it.skipIf(!isInstalled('zsh'))('is valid zsh code', async () => {
    await run('zsh', ['-n', '-c', (await trailscan(['completion', 'zsh'])).stdout]);
  });

  it.skipIf(!isInstalled('fish'))('is valid fish code', async () => {
    await run('fish', ['--no-execute', '-c', (await trailscan(['completion', 'fish'])).stdout]);
  });
});

let bashCode: Promise<string> | undefined;

/** Returns the completions that bash offers with the cursor at the end of the last word. */
async function completed(words: readonly string[]): Promise<string[]> {
  bashCode ??= trailscan(['completion', 'bash']).then(({ stdout }) => stdout);
  const script = `${await bashCode}
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _trailscan
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', script, 'bash', ...words], {
    cwd: projectRoot,
    env: testEnvironment,
  });
  return stdout.split('\n').filter(Boolean);
}
