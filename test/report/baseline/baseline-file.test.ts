import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import {
  addWindow,
  type Baseline,
  emptyBaseline,
  maxValues,
  mergeBaselines,
} from '../../../src/report/baseline/baseline.ts';
import {
  loadBaseline,
  loadEarlier,
  saveBaseline,
} from '../../../src/report/baseline/baseline-file.ts';
import { baselineJson, entriesIn } from '../../../src/report/baseline/baseline-json.ts';
import { stopClock, until } from '../../support/fake-clock.ts';
import { runs } from '../../support/runs.ts';
import { hostileTexts } from '../summary/sample-summary.ts';
import { seenBy } from './seen-by.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const textOf = (baseline: Baseline) => [...baselineJson(entriesIn(baseline))].join('');
/** The program of the processes that save: bundled once, since each would compile it again. */
const script = join(mkdtempSync(join(tmpdir(), 'trailscan-baseline-')), 'save-in-child.mjs');
const noMounts = inNamespace('mount -t tmpfs tmpfs /mnt && echo ok').includes('ok')
  ? ''
  : ' (skipped where no disk can be mounted)';

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('save-in-child.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Packages in CommonJS call it.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
});
afterAll(() => rmSync(dirname(script), { recursive: true }));

describe('a baseline file', () => {
  let folder = '';
  let path = '';
  let unfinished = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailscan-baseline-'));
    path = join(folder, 'baseline.json');
    unfinished = `${path}.unfinished`;
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  const sample = addWindow(emptyBaseline(), start, seenBy(hostileTexts));

  it('loads as an empty baseline when it does not exist', async () => {
    expect(await loadBaseline(path)).toEqual(emptyBaseline());
  });

  it('has the saved content, can be read only by its owner, and leaves no other file behind', async () => {
    await saveBaseline(path, sample);
    expect(textOf(await loadBaseline(path))).toBe(textOf(sample));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('is saved a minute after a killed process left an unfinished file, and no earlier', async () => {
    stopClock();
    writeFileSync(unfinished, '{');
    setAge(unfinished, 50);
    let isSaved = false;
    const saved = saveBaseline(path, sample).then(() => {
      isSaved = true;
    });
    // It checks the file repeatedly, with a timer.
    for (let second = 50; !isSaved; second++) {
      await until(() => isSaved || vi.getTimerCount() > 0);
      if (second < 60) expect([isSaved, readFileSync(unfinished, 'utf8')]).toEqual([false, '{']);
      expect(second).toBeLessThan(65);
      vi.advanceTimersByTime(1000);
    }
    await saved;
    expect(textOf(await loadBaseline(path))).toBe(textOf(sample));
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('is merged with the baseline that is saved into it', async () => {
    await saveBaseline(path, sample);
    const other = addWindow(emptyBaseline(), start + day, seenBy(['bob']));
    await saveBaseline(path, other);
    expect(textOf(await loadBaseline(path))).toBe(textOf(mergeBaselines(sample, other)));
  });

  it('is merged, and says what was seen before a window, in the same way with another layout', async () => {
    const long = 'x'.repeat(2000);
    const known = [...hostileTexts, long, 'alice'];
    const earlier = addWindow(emptyBaseline(), start, seenBy(known));
    const later = addWindow(earlier, start + day, seenBy(['bob', 'alice']));
    const texts = [textOf(later), JSON.stringify(JSON.parse(textOf(later)), null, 2)];
    for (const text of texts) {
      writeFileSync(path, text);
      const { windows, has } = await loadEarlier(path, start + day);
      expect(windows).toEqual(later.windows);
      for (const value of [...known, 'bob', `${long}y`, 'carol']) {
        expect([value, has('agents', value)]).toEqual([value, known.includes(value)]);
      }
      const window = addWindow(emptyBaseline(), start + 2 * day, seenBy(['0', 'alice', 'zoe']));
      await saveBaseline(path, window);
      expect(readFileSync(path, 'utf8')).toBe(textOf(mergeBaselines(later, window)));
    }
  });

  it('forgets the values last seen longest ago when a window brings too many', async () => {
    const values = Array.from({ length: maxValues - 2 }, (_, at) => `value-${at}`);
    const old = addWindow(emptyBaseline(), start, { ...seenBy([]), apis: seenBy(values).apis });
    await saveBaseline(path, old);
    const fresh = ['a', 'value-7', 'value-77x', 'z', 'zz'];
    const window = addWindow(emptyBaseline(), start + day, seenBy(fresh));
    await saveBaseline(path, window);
    // Not `expect`: it would print both texts.
    const isSame = readFileSync(path, 'utf8') === textOf(mergeBaselines(old, window));
    expect(isSame).toBe(true);
  });

  it('may be the target of a symbolic link, which stays a link even if the target does not exist yet', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join('elsewhere', 'state.json'), path);
    for (let run = 0; run < 2; run++) {
      await saveBaseline(path, sample);
      expect(lstatSync(path).isSymbolicLink()).toBe(true);
      expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['state.json']);
    }
  });

  it.each([
    ['{"kind":"trailscan-bas', 'it is not JSON'],
    ['[]', 'it is not a trailscan baseline'],
    [
      '{"kind":"trailscan-baseline","version":2}',
      'it was written by a later version of trailscan (file version 2',
    ],
    ['{"kind":"trailscan-baseline","version":1,"windows":["today"]}', 'windows.0: '],
  ])(
    'with the content %s is rejected with its path and problem, and is not changed',
    async (text, problem) => {
      writeFileSync(path, text);
      const message = `the baseline '${path}' cannot be used: ${problem}`;
      for (const attempt of [() => loadBaseline(path), () => saveBaseline(path, sample)]) {
        const error = await attempt().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).toContain(message);
      }
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(readdirSync(folder)).toEqual(['baseline.json']);
    },
  );

  it('in a folder that does not exist, or is a file, causes a ConfigError', async () => {
    await expect(saveBaseline(join(folder, 'none', 'b.json'), sample)).rejects.toThrow(
      new ConfigError(
        `the baseline '${folder}/none/b.json' cannot be written: ` +
          `the folder '${folder}/none' cannot be written to (it does not exist)`,
      ),
    );
    writeFileSync(path, '');
    await expect(saveBaseline(join(path, 'b.json'), sample)).rejects.toThrow(
      new ConfigError(
        `the baseline '${path}/b.json' cannot be written: ` +
          `the folder '${path}' cannot be written to (it is a file)`,
      ),
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'in a folder that cannot be written to causes a ConfigError',
    async () => {
      chmodSync(folder, 0o500);
      await expect(saveBaseline(path, sample)).rejects.toThrow(/permission denied/);
    },
  );

  it.skipIf(noMounts)(
    `on a full or read-only disk causes a ConfigError and keeps its content${noMounts}`,
    () => {
      const save = `"${process.execPath}" "${script}" "${path}"`;
      const output = inNamespace(`
        mount -t tmpfs -o size=64k tmpfs "${folder}" && {
          ${save} small 1 5 && cp "${path}" "${folder}/copy"
          ${save} large 1 5000
          ls "${folder}" && cmp "${path}" "${folder}/copy" && mount -o remount,ro "${folder}"
          ${save} small 1 5
        }`);
      const problem = `ConfigError: the baseline '${path}' cannot be written: the folder '${folder}' cannot be written to`;
      const lines = output.split('\n').filter((line) => /^(?:\w+Error:|[\w.]+$)/.test(line));
      expect(lines).toEqual([
        'saved',
        `${problem} (the disk is full)`,
        'baseline.json',
        'copy',
        `${problem} (it is read-only)`,
      ]);
    },
  );

  it('loses nothing when many processes save at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const children = names.map((name) => saving(path, name, 12, 20));
    for (const child of children) if (child.exitCode === null) await once(child, 'exit');
    expect(children.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0));
    const { seen, windows } = await loadBaseline(path);
    expect(seen.principals.size).toBe(names.length * 12 * 20);
    expect(windows).toHaveLength(12);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('loses nothing when a process is halted for a minute while writing', async () => {
    const child = saving(path, 'halted', 8, 2000);
    await once(child.stdout ?? child, 'data');
    do {
      child.kill('SIGCONT');
      await delay(3);
      child.kill('SIGSTOP');
      await delay(20);
    } while (child.exitCode === null && !existsSync(unfinished));
    setAge(unfinished, 61);
    await saveBaseline(path, addWindow(emptyBaseline(), start, seenBy(['other'])));
    child.kill('SIGCONT');
    await once(child, 'exit');
    const { seen } = await loadBaseline(path);
    expect(seen.principals.has('other')).toBe(true);
    expect(seen.principals.size).toBe(8 * 2000 + 1);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('is complete when a process is killed while writing', async () => {
    await saveBaseline(path, sample);
    for (let run = 0; run < runs(4); run++) {
      const child = saving(path, `run ${run}`, 1000, 5000);
      await once(child.stdout ?? child, 'data');
      await delay(37 * run);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { seen } = await loadBaseline(path);
      expect(seen.agents.has('__proto__')).toBe(true);
      expect(seen.agents.has(`run ${run} 0 4999`)).toBe(true);
      rmSync(unfinished, { force: true });
    }
    await saveBaseline(path, sample);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });
});

function saving(path: string, name: string, times: number, size: number): ChildProcess {
  return spawn(process.execPath, [script, path, name, String(times), String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Returns the output of a shell in its own mount namespace, in which it may mount disks. */
function inNamespace(script: string): string {
  const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', `exec 2>&1; ${script}`];
  return spawnSync('unshare', args, { encoding: 'utf8' }).stdout ?? '';
}

/** Sets a file's times as if it had last been written this many seconds ago. */
function setAge(path: string, seconds: number): void {
  const time = Date.now() / 1000 - seconds;
  utimesSync(path, time, time);
}
