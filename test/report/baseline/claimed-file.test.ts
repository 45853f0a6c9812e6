import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimFile } from '../../../src/report/baseline/claimed-file.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

describe('a claimed file', () => {
  it('is created once, until it is released', async () => {
    const path = join(temporaryFolder(), 'file');
    const claimed = await claimFile(path);
    expect(await claimFile(path)).toBeUndefined();
    await claimed?.release();
    expect(existsSync(path)).toBe(false);
    await (await claimFile(path))?.release();
  });

  it('is renamed with what was written to it', async () => {
    const folder = temporaryFolder();
    const [path, target] = [join(folder, 'file'), join(folder, 'target')];
    writeFileSync(target, 'before');
    const claimed = await claimFile(path);
    await claimed?.write(['a', 'b'.repeat(2 ** 21), 'c']);
    expect(readFileSync(target, 'utf8')).toBe('before');
    expect(await claimed?.moveTo(target)).toBe(true);
    await claimed?.release();
    expect(readFileSync(target, 'utf8')).toBe(`a${'b'.repeat(2 ** 21)}c`);
    expect(existsSync(path)).toBe(false);
  });

  it('is lost when nothing is written to it for a minute and another process wants it', async () => {
    const folder = temporaryFolder();
    const [path, target] = [join(folder, 'file'), join(folder, 'target')];
    const halted = await claimFile(path);
    utimesSync(path, Date.now() / 1000 - 61, Date.now() / 1000 - 61);
    expect(await claimFile(path)).toBeUndefined();
    const other = await claimFile(path);
    await other?.write(['other']);
    await halted?.write(['halted']);
    expect(await halted?.moveTo(target)).toBe(false);
    await halted?.release();
    expect(await other?.moveTo(target)).toBe(true);
    await other?.release();
    expect(readFileSync(target, 'utf8')).toBe('other');
  });
});
