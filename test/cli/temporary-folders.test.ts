import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownMachine } from '../../src/source/running-process.ts';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';

test('folders that killed runs left behind are removed at the next start, and no others', async () => {
  const temporary = temporaryFolder();
  const outside = join(temporaryFolder(), 'kept');
  writeFileSync(outside, '');
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const here = ownMachine();
  const [abandoned, ...kept] = [
    `trailscan-sort-${ended}@${here}-Ab1xyz`,
    `trailscan-sort-${process.pid}@${here}-Ab1xyz`,
    `trailscan-count-${ended}@another-${here}-Ab1xyz`,
    `other-${ended}@${here}-Ab1xyz`,
  ];
  for (const name of [abandoned, ...kept]) {
    mkdirSync(join(temporary, name ?? ''));
    writeFileSync(join(temporary, name ?? '', '0'), 'events');
  }
  symlinkSync(outside, join(temporary, abandoned ?? '', 'link'));
  const env = { TMPDIR: temporary };
  expect(await trailscanProcess(['stats', 'fixtures/trail'], { env })).toMatchObject({
    exitCode: 0,
  });
  expect(readdirSync(temporary).sort()).toEqual(kept.sort());
  expect(existsSync(outside)).toBe(true);
});
