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
import { describe, expect, it } from 'vitest';
import { unfinishedFolder } from '../../../src/source/mirror/own-name.ts';
import { openWorkplace as open } from '../../../src/source/mirror/workplace.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

const openWorkplace = (mirror: string) =>
  open(mirror, { makeFolder: (path) => mkdirSync(path, { recursive: true }) });

describe('the workplace of a mirror', () => {
  it('is made with the first file, and goes with the last', () => {
    const mirror = join(temporaryFolder(), 'mirror');
    const workplace = openWorkplace(mirror);
    expect(existsSync(mirror)).toBe(false);
    const [one, two] = [workplace.create(), workplace.create()];
    expect(one.path).not.toBe(two.path);
    for (const { path, fd } of [one, two]) {
      expect(existsSync(path)).toBe(true);
      closeSync(fd);
    }
    workplace.remove();
    expect(readdirSync(mirror)).toEqual([]);
  });

  it('leaves no folder when nothing was made', () => {
    const mirror = join(temporaryFolder(), 'mirror');
    openWorkplace(mirror).remove();
    expect(existsSync(mirror)).toBe(false);
  });

  it('is made again when somebody else has removed it', () => {
    const mirror = temporaryFolder();
    const workplace = openWorkplace(mirror);
    closeSync(workplace.create().fd);
    rmSync(join(mirror, unfinishedFolder), { recursive: true });
    const { path, fd } = workplace.create();
    closeSync(fd);
    expect(existsSync(path)).toBe(true);
    workplace.remove();
    expect(readdirSync(mirror)).toEqual([]);
  });

  it('loses what a process left that runs no more, and nothing else', () => {
    const mirror = temporaryFolder();
    const folder = join(mirror, unfinishedFolder);
    mkdirSync(folder);
    const ended = spawnSync(process.execPath, ['--version']).pid;
    const parent = process.ppid;
    const ages = {
      [`${ended}-abc-1@${hostname()}`]: 0,
      // A number that this process has got again.
      [`${process.pid}-abc-1@${hostname()}`]: 30,
      [`${parent}-abc-1@${hostname()}`]: 30,
      [`${ended}-abc-1@elsewhere.example.com`]: 30,
      [`${ended}-abc-2@elsewhere.example.com`]: 1,
      [`${parent}-abc-2@${hostname()}`]: 1,
      // Of another thread.
      [`${process.pid}-abc-2@${hostname()}`]: 1,
      'notes.txt': 1000,
    };
    for (const [name, hours] of Object.entries(ages)) {
      writeFileSync(join(folder, name), 'half');
      const time = Date.now() / 1000 - hours * 3600;
      utimesSync(join(folder, name), time, time);
    }
    const workplace = openWorkplace(mirror);
    closeSync(workplace.create().fd);
    workplace.remove();
    expect(readdirSync(folder).sort()).toEqual(Object.keys(ages).slice(4).sort());
  });
});
