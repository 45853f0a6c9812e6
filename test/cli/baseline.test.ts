import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
  trailscanProcess,
} from '../support/trailscan.ts';

const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'];
const summaryOf = (day: string, path: string, run: typeof trailscan = trailscan) =>
  run(['summary', 'fixtures/trail', '--date', day, '--baseline', path, '-o', 'json']);

describe('summary --baseline', () => {
  test('records the values of all runs that write the file at the same time', async () => {
    const folder = temporaryFolder();
    const [together, inTurn] = [join(folder, 'together.json'), join(folder, 'in-turn.json')];
    await Promise.all(days.map((day) => summaryOf(day, together, trailscanProcess)));
    for (const day of days) await summaryOf(day, inTurn);
    expect(readFileSync(together, 'utf8')).toBe(readFileSync(inTurn, 'utf8'));
    expect(readdirSync(folder).sort()).toEqual(['in-turn.json', 'together.json']);
  });

  test('keeps the file complete, whenever a run that writes it is killed', async () => {
    const path = join(temporaryFolder(), 'baseline.json');
    await summaryOf('2026-11-16', path);
    for (let after = 150; after < 500; after += 50) {
      const args = ['summary', 'fixtures/trail', '--date', '2026-11-17', '--baseline', path];
      const child = spawn(process.execPath, [trailscanPath, ...args], {
        cwd: projectRoot,
        env: testEnvironment,
        stdio: 'ignore',
      });
      await delay(after);
      child.kill('SIGKILL');
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ kind: 'trailscan-baseline' });
    }
    // Another run considers the file abandoned when it was not written to for a minute.
    const past = Date.now() / 1000 - 61;
    if (existsSync(`${path}.unfinished`)) utimesSync(`${path}.unfinished`, past, past);
    expect((await summaryOf('2026-11-17', path)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8')).windows).toHaveLength(2);
  });

  test('writes to the target of a symbolic link', async () => {
    const folder = temporaryFolder();
    symlinkSync('real.json', join(folder, 'link.json'));
    await summaryOf('2026-11-16', join(folder, 'link.json'));
    expect(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8')).windows).toHaveLength(1);
  });

  test.each([
    ['[]', 'it is not a trailscan baseline'],
    ['{', 'it is not JSON'],
    [
      '{"kind":"trailscan-baseline","version":2}',
      'it was written by a later version of trailscan (file version 2, expected 1)',
    ],
    [
      '{"kind":"trailscan-baseline","version":1,"windows":[],"seen":{}}',
      'seen.principals: Invalid input',
    ],
  ])('refuses a file that contains %s before anything is read', async (text, problem) => {
    const path = join(temporaryFolder(), 'baseline.json');
    writeFileSync(path, text);
    const { stdout, stderr, exitCode } = await summaryOf('2026-11-16', path);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(`trailscan: the baseline '${path}' cannot be used: ${problem}`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('refuses a path in a missing folder, and a path that is a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    const missing = await summaryOf('2026-11-16', join(folder, 'none', 'baseline.json'));
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain(
      `cannot be written: the folder '${join(folder, 'none')}' cannot be written to (it does not exist)`,
    );
    const isFolder = await summaryOf('2026-11-16', join(folder, 'folder'));
    expect(isFolder.exitCode).toBe(2);
    expect(isFolder.stderr).toContain('cannot be read (EISDIR)');
  });

  test('stores hostile values unchanged', async () => {
    const path = join(temporaryFolder(), 'baseline.json');
    await summaryOf('2026-11-17', path);
    const { seen } = JSON.parse(readFileSync(path, 'utf8'));
    const agents = seen.agents.map(([value]: string[]) => value);
    expect(agents).toContain("=cmd|' /C calc'!A0");
    expect(agents.some((value: string) => value.includes('\u001b'))).toBe(true);
  });
});
