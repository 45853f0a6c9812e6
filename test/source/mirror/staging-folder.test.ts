import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { unfinishedFolder } from '../../../src/source/mirror/own-name.ts';
import { openStagingFolder as open } from '../../../src/source/mirror/staging-folder.ts';
import { ownMachine } from '../../../src/source/running-process.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

const openStaging = (mirror: string) =>
  open(mirror, { makeFolder: (path) => mkdirSync(path, { recursive: true }) });

describe('the staging folder of a mirror', () => {
  it('is created with the first file and removed at the end', () => {
    const mirror = join(temporaryFolder(), 'mirror');
    const staging = openStaging(mirror);
    expect(existsSync(mirror)).toBe(false);
    const [one, two] = [staging.create(), staging.create()];
    expect(one.path).not.toBe(two.path);
    for (const { path, fd } of [one, two]) {
      expect(existsSync(path)).toBe(true);
      closeSync(fd);
    }
    staging.remove();
    expect(readdirSync(mirror)).toEqual([]);
  });

  it('is never created when no file was written', () => {
    const mirror = join(temporaryFolder(), 'mirror');
    openStaging(mirror).remove();
    expect(existsSync(mirror)).toBe(false);
  });

  it('is created again when another process has removed it', () => {
    const mirror = temporaryFolder();
    const staging = openStaging(mirror);
    closeSync(staging.create().fd);
    rmSync(join(mirror, unfinishedFolder), { recursive: true });
    const { path, fd } = staging.create();
    closeSync(fd);
    expect(existsSync(path)).toBe(true);
    staging.remove();
    expect(readdirSync(mirror)).toEqual([]);
  });

  it('is cleared of files of ended processes and files older than a day, and of no others', () => {
    const mirror = temporaryFolder();
    const folder = join(mirror, unfinishedFolder);
    mkdirSync(folder);
    const ended = spawnSync(process.execPath, ['--version']).pid;
    const notes = 'notes.txt';
    const others = [
      `${process.ppid}-abc-1@${ownMachine()}`,
      // A file of another thread.
      `${process.pid}-abc-1@${ownMachine()}`,
      `${ended}-abc-1@elsewhere.example.com`,
      // A file of another container with the same name.
      `${ended}-abc-1@${hostname()}.1`,
    ];
    for (const name of [`${ended}-abc-1@${ownMachine()}`, ...others, notes]) {
      writeFileSync(join(folder, name), 'half');
      // An old time, such as files of objects have just before they are moved.
      utimesSync(join(folder, name), 1e9, 1e9);
    }
    const use = () => {
      const staging = openStaging(mirror);
      closeSync(staging.create().fd);
      staging.remove();
      return readdirSync(folder).sort();
    };
    expect(use()).toEqual([...others, notes].sort());
    vi.useFakeTimers({ now: Date.now() + 30 * 3_600_000, toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    expect(use()).toEqual([notes]);
  });
});
