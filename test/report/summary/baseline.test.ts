import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import {
  addWindow,
  type Baseline,
  emptyBaseline,
  isFirstRun,
  isNew,
  mergeBaselines,
  mostValues,
  mostWindows,
  windowsBefore,
} from '../../../src/report/summary/baseline.ts';
import { loadBaseline, saveBaseline } from '../../../src/report/summary/baseline-file.ts';
import { baselineJson, parseBaseline } from '../../../src/report/summary/baseline-json.ts';
import { trickyText } from '../../format/tricky-text.ts';
import { hostileTexts } from './sample-summary.ts';
import { seenBy } from './seen-by.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const textOf = (baseline: Baseline) => [...baselineJson(baseline)].join('');

const anyBaseline = fc
  .array(
    fc.record({
      since: fc.integer({ min: 0, max: 20 }).map((days) => start + days * day),
      values: fc.array(fc.oneof(fc.constantFrom('a', 'b', '__proto__'), trickyText), {
        maxLength: 5,
      }),
    }),
    { maxLength: 5 },
  )
  .map((windows) =>
    windows.reduce(
      (baseline, { since, values }) => addWindow(baseline, since, seenBy(values)),
      emptyBaseline(),
    ),
  );

describe('a baseline', () => {
  it('tells what is new in a window the same way however often the window is added', () => {
    const first = addWindow(emptyBaseline(), start, seenBy(['alice']));
    let second = first;
    for (let run = 0; run < 3; run++) {
      expect(isNew(second, 'principals', 'alice', start + day)).toBe(false);
      expect(isNew(second, 'principals', 'bob', start + day)).toBe(true);
      expect(windowsBefore(second, start + day)).toBe(1);
      second = addWindow(second, start + day, seenBy(['alice', 'bob']));
    }
    expect(isNew(second, 'principals', 'bob', start + 2 * day)).toBe(false);
  });

  it('tells the same of a day when a week is added in which it lies', () => {
    const tuesday = start + 2 * day;
    const noon = tuesday + day / 2;
    const daily = addWindow(
      addWindow(emptyBaseline(), start, seenBy(['alice'])),
      tuesday,
      seenBy(['alice', 'bob'], noon),
    );
    const both = addWindow(daily, start, seenBy(['bob'], noon));
    for (const baseline of [daily, both]) {
      expect(isNew(baseline, 'principals', 'bob', tuesday)).toBe(true);
      expect(isNew(baseline, 'principals', 'bob', tuesday + day)).toBe(false);
      expect(isNew(baseline, 'principals', 'alice', tuesday)).toBe(false);
    }
  });

  it('does not take for known what was first seen after the window', () => {
    const later = addWindow(emptyBaseline(), start + 5 * day, seenBy(['alice']));
    expect(isNew(later, 'agents', 'alice', start)).toBe(true);
    expect(isFirstRun(later, start)).toBe(true);
    expect(isFirstRun(later, start + 6 * day)).toBe(false);
  });

  it('is the same in whatever order, grouping and number it is merged', () => {
    fc.assert(
      fc.property(anyBaseline, anyBaseline, anyBaseline, (a, b, c) => {
        const all = textOf(mergeBaselines(a, mergeBaselines(b, c)));
        expect(textOf(mergeBaselines(mergeBaselines(a, b), c))).toBe(all);
        expect(textOf(mergeBaselines(mergeBaselines(c, b), a))).toBe(all);
        expect(textOf(mergeBaselines(a, a))).toBe(textOf(a));
      }),
    );
  });

  it('is read as it was written, whatever the values are', () => {
    fc.assert(
      fc.property(anyBaseline, (baseline) => {
        const text = textOf(baseline);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
        expect(textOf(parseBaseline(text))).toBe(text);
      }),
    );
  });

  it('forgets what was last seen longest ago, when there is too much', () => {
    const values = Array.from({ length: mostValues }, (_, at) => `${at}`);
    const old = addWindow(emptyBaseline(), start, {
      ...seenBy([]),
      agents: seenBy(['old', ...values.slice(2)]).agents,
    });
    const agents = seenBy(values).agents;
    const full = addWindow(old, start + day, { ...seenBy([]), agents });
    expect(full.seen.agents.size).toBe(mostValues);
    expect(full.seen.agents.has('old')).toBe(false);
    expect(isNew(full, 'agents', '5', start + day)).toBe(false);
  });

  it('keeps the first window and the latest, when there are too many', () => {
    const windows = Array.from({ length: mostWindows + 5 }, (_, at) => start + at);
    const merged = mergeBaselines({ ...emptyBaseline(), windows }, emptyBaseline());
    expect(merged.windows).toHaveLength(mostWindows);
    expect(isFirstRun(merged, start + 1)).toBe(false);
    expect(merged.windows.at(-1)).toBe(windows.at(-1));
  });
});

describe('the file of a baseline', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailscan-baseline-'));
    path = join(folder, 'baseline.json');
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  const sample = addWindow(emptyBaseline(), start, seenBy(hostileTexts));

  it('is an empty baseline when it is not there', async () => {
    expect(await loadBaseline(path)).toEqual(emptyBaseline());
  });

  it('holds what was saved, for its owner alone, and leaves nothing beside it', async () => {
    await saveBaseline(path, sample);
    expect(textOf(await loadBaseline(path))).toBe(textOf(sample));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('removes what was left unfinished of it, and not of another', async () => {
    const left = 'baseline.json.00000000-0000-4000-8000-000000000000.unfinished';
    const others = [
      'baseline.json.old.00000000-0000-4000-8000-000000000000.unfinished',
      'b.unfinished',
    ];
    for (const name of [left, ...others]) writeFileSync(join(folder, name), '');
    await saveBaseline(path, sample);
    expect(readdirSync(folder).sort()).toEqual(['baseline.json', ...others].sort());
  });

  it('is merged with what is saved into it', async () => {
    await saveBaseline(path, sample);
    const other = addWindow(emptyBaseline(), start + day, seenBy(['bob']));
    await saveBaseline(path, other);
    expect(textOf(await loadBaseline(path))).toBe(textOf(mergeBaselines(sample, other)));
  });

  it('may be behind a symbolic link, which stays, though there be nothing behind it yet', async () => {
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
    ['[]', 'it is no baseline of trailscan'],
    ['{"kind":"trailscan-baseline","version":2}', 'it was written by a later trailscan (version 2'],
    ['{"kind":"trailscan-baseline","version":1,"windows":["today"]}', 'windows.0: '],
  ])('that holds %s is named with what is wrong, and is left alone', async (text, problem) => {
    writeFileSync(path, text);
    const message = `the baseline '${path}' cannot be used: ${problem}`;
    for (const done of [loadBaseline(path), saveBaseline(path, sample)]) {
      const error = await done.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigError);
      expect(String(error)).toContain(message);
    }
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('in a folder that is not there, or is a file, is a ConfigError', async () => {
    await expect(saveBaseline(join(folder, 'none', 'b.json'), sample)).rejects.toThrow(
      /cannot be written \(its folder is not there\)/,
    );
    writeFileSync(path, '');
    await expect(saveBaseline(join(path, 'b.json'), sample)).rejects.toThrow(ConfigError);
  });

  it.skipIf(process.getuid?.() === 0)(
    'in a folder that takes no files is a ConfigError',
    async () => {
      chmodSync(folder, 0o500);
      await expect(saveBaseline(path, sample)).rejects.toThrow(/permission denied/);
    },
  );

  it('takes away the lock of a process that is dead', { timeout: 20_000 }, async () => {
    writeFileSync(`${path}.lock`, 'dead');
    await saveBaseline(path, sample);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });

  it('loses nothing of processes that save at once', { timeout: 60_000 }, async () => {
    const children = ['a', 'b', 'c'].map((name) => saving(path, name, 15, 20));
    for (const child of children) if (child.exitCode === null) await once(child, 'exit');
    expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const { seen, windows } = await loadBaseline(path);
    expect(seen.principals.size).toBe(3 * 15 * 20);
    expect(windows).toHaveLength(15);
  });

  it('is whole when a process is killed while it writes', { timeout: 120_000 }, async () => {
    await saveBaseline(path, sample);
    for (let run = 0; run < 4; run++) {
      const child = saving(path, `run ${run}`, 1000, 5000);
      await once(child.stdout ?? child, 'data');
      await delay(37 * run);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { seen } = await loadBaseline(path);
      expect(seen.agents.has('__proto__')).toBe(true);
      expect(seen.agents.has(`run ${run} 0 4999`)).toBe(true);
      rmSync(`${path}.lock`, { force: true });
    }
    await saveBaseline(path, sample);
    expect(readdirSync(folder)).toEqual(['baseline.json']);
  });
});

function saving(path: string, name: string, times: number, size: number): ChildProcess {
  const script = fileURLToPath(new URL('save-in-child.ts', import.meta.url));
  return spawn(
    process.execPath,
    ['--import', 'tsx', script, path, name, String(times), String(size)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}
