import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { environment } from '../flags/args-of.ts';
import { projectRoot, testEnvironment, trailscan, trailscanPath } from '../support/trailscan.ts';

describe('wrong usage', () => {
  it.each([
    [
      'qurey fixtures',
      "unknown command 'qurey' (did you mean 'query'?): expected query, stats, timeline, " +
        'summary, detect, rules, who, sessions, show, download, sources, doctor, cache, config, help, completion; to read a source: trailscan query qurey',
      "Try 'trailscan --help'",
    ],
    [
      '--service ec2 query fixtures',
      "expected a command before '--service', such as 'trailscan query --service'",
      "Try 'trailscan --help'",
    ],
    [
      'query fixtures --serivce ec2',
      "unknown flag '--serivce' (did you mean '--service'?)",
      "Try 'trailscan query --help'",
    ],
    [
      'query fixtures --service lightsial',
      "--service: unknown service 'lightsial' (did you mean 'lightsail'?): expected a name such as " +
        'ec2 or cloudwatch-logs, or a full eventSource such as ec2.amazonaws.com',
      "Try 'trailscan query --help'",
    ],
    [
      'completion tcsh',
      "completion: unknown value 'tcsh': expected bash, zsh, fish",
      "Try 'trailscan completion --help'",
    ],
    [
      'completion',
      'completion: expected one shell: bash, zsh, fish',
      "Try 'trailscan completion --help'",
    ],
  ])('%s exits with 2, a message and a hint', async (line, message, hint) => {
    expect(await trailscan(line.split(' '))).toEqual({
      stdout: '',
      stderr: `trailscan: ${message}\n${hint}\n`,
      exitCode: 2,
    });
  });

  it('escapes control characters of an argument in the message', async () => {
    const { stderr } = await trailscan(['query', 'a', '--outcome', '\u001b[31mred']);
    expect(stderr).toContain("unknown value '\\x1b[31mred'");
  });
});

describe('trailscan --version', () => {
  it.each(['--version', '-V'])('prints the version for %s', async (flag) => {
    const { stdout, exitCode } = await trailscan([flag]);
    expect(stdout).toMatch(/^trailscan \d+\.\d+\.\d+\n$/);
    expect(exitCode).toBe(0);
  });
});

describe('an unexpected error', () => {
  it('exits with 4, is reported as a bug, and keeps its stack', async () => {
    let stderr = '';
    const code = await main(['--version'], {
      environment,
      io: {
        stdin: process.stdin,
        stdout: { write: () => Promise.reject(new TypeError('out of order')) },
        stderr: {
          write: async (text) => {
            stderr += text;
          },
        },
      },
      signal: new AbortController().signal,
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^trailscan: this is a bug in trailscan development, please report it/);
    expect(stderr).toMatch(/\nTypeError: out of order\n +at .*errors\.test\.ts/);
  });
});

describe.skipIf(process.platform === 'win32')('an interrupted run', () => {
  it('exits quietly with 0 when the reader of its output closes it', async () => {
    const many = Array.from({ length: 8 }, () => 'fixtures/trail');
    const child = spawnTrailscan(['query', ...many, '--keep-duplicates', '-o', 'csv']);
    const errors = collect(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(await errors).not.toContain('EPIPE');
    expect(await errors).not.toContain('trailscan:');
  });

  it('exits with 130 on Ctrl-C, even while it waits for input', async () => {
    const child = spawnTrailscan(['query', '-']);
    // More than fits into a pipe: when it has been written, the command is reading.
    const event = '{"eventTime":"2026-11-19T00:00:00Z","eventSource":"a","eventName":"b"}\n';
    await new Promise((resolve) => child.stdin.write(event.repeat(20_000), resolve));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
  });

  it.skipIf(!existsSync('/dev/full'))(
    'exits with 4 when the disk of its output is full',
    async () => {
      const child = spawn(
        'sh',
        ['-c', `"$0" "$1" --help > /dev/full`, process.execPath, trailscanPath],
        {
          env: testEnvironment,
        },
      );
      const errors = collect(child.stderr);
      const [code] = await once(child, 'close');
      expect(code).toBe(4);
      expect(await errors).toMatch(/^trailscan: cannot write the output: ENOSPC/);
    },
  );
});

function spawnTrailscan(args: readonly string[]) {
  return spawn(process.execPath, [trailscanPath, ...args], {
    cwd: projectRoot,
    env: testEnvironment,
  });
}

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
