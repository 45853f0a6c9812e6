import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimFile } from '../../../src/report/baseline/claimed-file.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

describe('a claimed file', () => {
  it('can be created only once until it is released', async () => {
    const path = join(temporaryFolder(), 'file');
    const claimed = await claimFile(path);
    expect(await claimFile(path)).toBeUndefined();
    await claimed?.release();
    expect(existsSync(path)).toBe(false);
    await (await claimFile(path))?.release();
  });

  it('is renamed with the content that was written to it', async () => {
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

  it('is lost to another process when nothing is written to it for a minute', async () => {
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

  it('has one owner at a time when several processes claim a leftover file at once', async () => {
    const path = join(temporaryFolder(), 'file');
    let owners = 0;
    const own = async () => {
      for (;;) {
        const claimed = await claimFile(path);
        if (!claimed) continue;
        expect(++owners).toBe(1);
        await claimed.write(['text']);
        owners--;
        expect(await claimed.moveTo(`${path}.target`)).toBe(true);
        await claimed.release();
        return;
      }
    };
    for (let round = 0; round < 100; round++) {
      writeFileSync(path, 'left over');
      utimesSync(path, Date.now() / 1000 - 61, Date.now() / 1000 - 61);
      await Promise.all([own(), own(), own()]);
    }
    expect(readdirSync(dirname(path))).toEqual(['file.target']);
  });

  it('can be created after a process was killed while removing a leftover file', async () => {
    const path = join(temporaryFolder(), 'file');
    for (const left of [path, `${path}.stale`]) {
      writeFileSync(left, 'left over');
      utimesSync(left, Date.now() / 1000 - 61, Date.now() / 1000 - 61);
    }
    expect(await claimFile(path)).toBeUndefined();
    expect(await claimFile(path)).toBeUndefined();
    const claimed = await claimFile(path);
    expect(claimed).toBeDefined();
    await claimed?.release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});
