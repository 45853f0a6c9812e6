import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { isInstalled } from '../support/is-installed.ts';
import { commandOnTerminal, whyNoTerminal } from '../support/on-terminal.ts';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
} from '../support/trailscan.ts';

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
    [
      ['trailscan', 'rules', ''],
      ['check', 'list', 'show'],
    ],
    [['trailscan', 'rules', 'check', 'fixt'], ['fixtures']],
    [['trailscan', 'help', 'whe'], ['where']],
    [['trailscan', 'help', 'timel'], ['timeline']],
    [['trailscan', 'help', 'summ'], ['summary']],
    [['trailscan', 'query', '--tz', 'Europe/Berl'], ['Europe/Berlin']],
    [['trailscan', 'show', '--tz', 'lo'], ['local']],
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

const noTerminal = whyNoTerminal();

describe.each([
  ['bash', ['--rcfile', 'RC', '-i']],
  ['zsh', ['-i']],
  ['fish', ['-i']],
])('on a terminal, %s', (shell, args) => {
  const why = noTerminal ?? (isInstalled(shell) ? undefined : `${shell} is not installed`);

  it.skipIf(why).each([
    ['query --tz Europe/Berl', 'query --tz Europe/Berlin'],
    ['query --service lightsa', 'query --service lightsail'],
    ['query --service ec2,lightsa', 'query --service ec2,lightsail'],
    ['query --columns additionalEv', 'query --columns additionalEventData'],
    ['query --outcome den', 'query --outcome denied'],
    ['stats @pro', 'stats @prod'],
    ['query @prod @o', 'query @prod @old'],
    ['query fixtures/REA', 'query fixtures/README.md'],
    ['rules ch', 'rules check'],
    ['rules check fixtures/REA', 'rules check fixtures/README.md'],
    ['summ', 'summary'],
  ])(`completes %s${why ? ` (skipped: ${why})` : ''}`, async (typed, completed) => {
    const home = temporaryFolder();
    const code = (await trailscan(['completion', shell])).stdout;
    writeFileSync(
      join(home, 'config.yaml'),
      'sources: { prod: { uri: ./trail }, old: { uri: ./old } }',
    );
    writeFileSync(join(home, 'code'), code);
    const { rc, script } = startUp(shell, home);
    mkdirSync(dirname(join(home, rc)), { recursive: true });
    writeFileSync(join(home, rc), script);
    const { stdout } = await commandOnTerminal(
      [shell, ...args.map((arg) => arg.replace('RC', join(home, rc)))],
      { prompt: 'ready> ', typed: `trailscan ${typed}\t\n` },
      {
        env: {
          ...{ HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
          ...{ TRAILSCAN_CONFIG: join(home, 'config.yaml'), TERM: 'xterm' },
        },
      },
    );
    expect(stdout).toContain(`ran: ${completed}\n`);
  });
});

/**
 * Returns the file that a shell reads when it starts, and its contents: the completion, and a
 * command that prints its words and ends the shell. Only the names of sources are asked of the real
 * one.
 */
function startUp(shell: string, home: string): { rc: string; script: string } {
  const real = `'${process.execPath}' '${trailscanPath}'`;
  if (shell === 'fish') {
    return {
      rc: 'fish/config.fish',
      script: `function fish_prompt; printf 'ready> '; end
        function trailscan
          if test "$argv" = 'config sources'; ${real} $argv; else; echo "ran: $argv"; exit; end
        end
        source '${home}/code'`,
    };
  }
  return {
    rc: shell === 'zsh' ? '.zshrc' : '.bashrc',
    script: `PS1='ready> '
      trailscan() { if [ "$*" = 'config sources' ]; then ${real} "$@"; else echo "ran: $*"; exit; fi; }
      source '${home}/code'`,
  };
}

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
