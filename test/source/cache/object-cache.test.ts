import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import { clearCache, measureCache } from '../../../src/source/cache/cache-contents.ts';
import { createObjectCache, isCached } from '../../../src/source/cache/object-cache.ts';
import { trimCache } from '../../../src/source/cache/trim-cache.ts';
import type { StoredObject } from '../../../src/source/log-file.ts';
import { readNote } from '../../../src/source/mirror/object-notes.ts';
import { temporaryFolder } from '../../support/trailscan.ts';
import { objectOf } from '../mirror/object-of.ts';

const ample = 1e9;
const day = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/18';
const text = Buffer.from('no gzip file '.repeat(20));

/** The size of each object of `filledCache`, in bytes. */
const size = 500;

/** A cache that holds objects 0, 1 … below `count`, five in each folder. */
async function filledCache(count: number, bytes = ample) {
  const folder = join(temporaryFolder(), 'cache');
  const notes: string[] = [];
  const cache = createObjectCache({ folder, bytes }, (note) => notes.push(note));
  const all = Array.from({ length: count }, (_, number) =>
    objectOf(`logs/${Math.floor(number / 5)}/key-${number}.json`, {
      stored: Buffer.alloc(size, number % 256),
    }),
  );
  for (const { object, stored } of all) await cache.write(object, { stored });
  const has = () => all.map(({ object }) => cache.read(object) !== undefined);
  const pathOf = (number: number) => join(folder, 'trail', all[number]?.object.key ?? '');
  return { folder, cache, all, has, notes, pathOf };
}

/** The paths of the files of objects below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => !/^\.trailscan-|^CACHEDIR.TAG$/.test(name))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Makes a file look as if it was last used this many hours ago. */
function setUse(path: string, hours: number): void {
  utimesSync(path, Date.now() / 1000 - hours * 3600, statSync(path).mtimeMs / 1000);
}

describe('a cache of objects', () => {
  it('returns an object that was written, from the path of its key, but no other version of it', async () => {
    const { folder, cache } = await filledCache(0);
    const { object, stored } = objectOf(`${day}/x.json.gz`);
    const has = (changes: Partial<StoredObject>) => {
      const other = { ...object, ...changes };
      const store = { ...other.store, cache: { folder, bytes: ample } };
      return [cache.read(other), isCached({ ...other, store })];
    };
    expect(has({})).toEqual([undefined, false]);
    await cache.write(object, { stored });
    expect(has({})).toEqual([stored, true]);
    const path = join(folder, 'trail', day, 'x.json.gz');
    expect(filesIn(folder)).toEqual([path]);
    expect(readFileSync(path)).toEqual(stored);
    expect(statSync(path).mtimeMs).toBe(object.modified);
    const { store } = object;
    for (const changes of [
      { key: 'other' },
      { modified: object.modified + 5000 },
      { size: stored.length - 1 },
      { store: { ...store, bucket: 'other' } },
      { store: { ...store, endpoint: '127.0.0.1:9000' } },
    ]) {
      expect(has(changes)).toEqual([undefined, false]);
    }
  });

  it('has a folder for each bucket of each store', async () => {
    const { folder, cache } = await filledCache(0);
    const ids = [
      { bucket: 'trail' },
      { bucket: 'trail', endpoint: 'minio.example.com:9000' },
      { bucket: 'trail', endpoint: 'minio.example.com' },
      { bucket: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/logs' },
    ];
    for (const [index, id] of ids.entries()) {
      const { object } = objectOf('key');
      const stored = Buffer.alloc(object.size, index);
      await cache.write({ ...object, store: { ...object.store, ...id } }, { stored });
    }
    for (const [index, id] of ids.entries()) {
      const { object } = objectOf('key');
      const found = cache.read({ ...object, store: { ...object.store, ...id } });
      expect(found).toEqual(Buffer.alloc(object.size, index));
    }
    expect(readdirSync(folder).sort()).toEqual([
      '.trailscan-written',
      'arn_aws_s3_eu-west-1_111122223333_accesspoint_logs',
      'trail',
      'trail@minio.example.com',
      'trail@minio.example.com_9000',
    ]);
  });

  it.skipIf(platform() === 'win32')(
    'does not wait for a named pipe in the place of an object',
    async () => {
      const { cache, all, pathOf, has } = await filledCache(2);
      rmSync(pathOf(0));
      execFileSync('mkfifo', [pathOf(0)]);
      expect(has()).toEqual([false, true]);
      const [first] = all;
      if (first) await cache.write(first.object, { stored: first.stored });
      expect(has()).toEqual([true, true]);
    },
  );

  it('recognizes its tag whatever else another version has written there', async () => {
    const { folder, has } = await filledCache(2);
    appendFileSync(join(folder, 'trail/CACHEDIR.TAG'), '# more\n');
    expect(has()).toEqual([true, true]);
    expect(measureCache(folder).objects).toBe(2);
    expect(clearCache(folder).objects).toBe(2);
  });

  it('keeps empty objects, and notes once when it cannot hold an object', async () => {
    const { folder, cache, notes } = await filledCache(0);
    const { object, stored } = objectOf('empty', { stored: Buffer.alloc(0) });
    await cache.write(object, { stored });
    expect(cache.read(object)).toEqual(stored);
    expect(notes).toEqual([]);
    for (const key of ['../../x', 'line\nbreak', 'y/.trailscan-objects', 'y/CacheDir.tag']) {
      const other = objectOf(key);
      await cache.write(other.object, other);
      expect(cache.read(other.object)).toBeUndefined();
    }
    expect(notes).toEqual([
      `the cache '${folder}' cannot hold every object (its key cannot be the path of a file)`,
    ]);
    expect(filesIn(join(folder, '..'))).toEqual([join(folder, 'trail/empty')]);
  });

  it.each<[string, (path: string) => void]>([
    ['a flipped bit', (path) => change(path, (bytes) => bytes.writeUInt8((bytes[7] ?? 0) ^ 1, 7))],
    ['zeros', (path) => change(path, (bytes) => bytes.fill(0))],
    ['a cut file', (path) => truncateSync(path, 60)],
    ['an empty file', (path) => truncateSync(path, 0)],
    ['a longer file', (path) => truncateSync(path, 2000)],
    ['other bytes', (path) => change(path, (bytes) => bytes.fill('x'))],
    ['no checksum', (path) => writeFileSync(join(path, '../.trailscan-objects'), '')],
  ])('does not return a damaged file that is not gzip: %s', async (_, damage) => {
    const { folder, cache } = await filledCache(2);
    const { object, stored } = objectOf('a/key.json', { stored: text });
    await cache.write(object, { stored });
    const path = join(folder, 'trail/a/key.json');
    const { mtimeMs } = statSync(path);
    damage(path);
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
    expect(cache.read(object)).toBeUndefined();
    await cache.write(object, { stored });
    expect(cache.read(object)).toEqual(stored);
  });

  it('notes a checksum for each object that is not inflated as a whole', async () => {
    const { folder, cache } = await filledCache(0);
    const noted = async (key: string, stored: Buffer) => {
      const { object } = objectOf(key, { stored });
      await cache.write(object, { stored });
      expect(cache.read(object)?.equals(stored)).toBe(true);
      return readNote(join(folder, 'trail', key)).sha256 !== undefined;
    };
    expect(await noted('small.gz', gzipSync('small'))).toBe(false);
    expect(await noted('text', text)).toBe(true);
    expect(await noted('nothing.gz', gzipSync(''))).toBe(true);
    expect(await noted('short.gz', Buffer.from([0x1f, 0x8b]))).toBe(true);
    expect(await noted('inflates-to-much.gz', gzipSync(Buffer.alloc(2 ** 24 + 1)))).toBe(true);
    expect(await noted('large.gz', gzipSync(Buffer.alloc(5e6), { level: 0 }))).toBe(true);
  });

  it('treats a gzip file that cannot be inflated as sound if the object itself is damaged', async () => {
    const { folder, cache } = await filledCache(0);
    const whole = gzipSync('text '.repeat(100));
    const stored = Buffer.from(whole);
    stored.writeUInt32LE(1, stored.length - 8);
    const { object } = objectOf('damaged.json.gz', { stored });
    await cache.write(object, { stored, metadata: { signature: 'ab' } });
    expect(cache.read(object)).toEqual(stored);
    expect(cache.isSound(object, stored)).toBe(false);
    expect(cache.isSound(object, whole)).toBe(true);
    cache.vouchFor(object, stored);
    expect(cache.isSound(object, stored)).toBe(true);
    const { metadata } = readNote(join(folder, 'trail/damaged.json.gz'));
    expect(metadata).toEqual({ signature: 'ab' });
    stored.writeUInt32LE(2, stored.length - 8);
    expect(cache.isSound(object, stored)).toBe(false);
  });

  it('keeps the metadata of objects beside them', async () => {
    const { folder, cache } = await filledCache(0);
    const metadata = { signature: 'ab12', 'signature-algorithm': 'SHA256withRSA' };
    const { object, stored } = objectOf('d/digest.json.gz');
    await cache.write(object, { stored, metadata });
    const plain = objectOf('d/plain.json.gz');
    await cache.write(plain.object, plain);
    expect(readNote(join(folder, 'trail/d/digest.json.gz'))).toEqual({
      file: 'digest.json.gz',
      etag: object.etag,
      size: object.size,
      modified: '2026-11-18T10:20:30Z',
      metadata,
    });
    expect(readNote(join(folder, 'trail/d/plain.json.gz'))).toEqual({});
  });

  it.skipIf(process.platform === 'win32')('can be read only by its user', async () => {
    const { folder, pathOf } = await filledCache(3);
    const all = readdirSync(folder, { recursive: true, withFileTypes: true });
    for (const entry of all) {
      const { mode } = statSync(join(entry.parentPath, entry.name));
      expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isFile() ? 0o600 : 0o700]);
    }
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['CACHEDIR.TAG', '.trailscan-objects', '.trailscan-written']),
    );
    expect(statSync(pathOf(0)).isFile()).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('keeps nothing and notes it once, without an error, where it cannot write', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    for (const folder of [file, join(file, 'below'), '/dev/null/x']) {
      const notes: string[] = [];
      const cache = createObjectCache({ folder, bytes: 1000 }, (note) => notes.push(note));
      for (const key of ['a', 'b']) {
        const { object, stored } = objectOf(key);
        await cache.write(object, { stored });
        expect(cache.read(object)).toBeUndefined();
      }
      trimCache({ folder, bytes: 0 });
      expect(notes).toEqual([
        `the cache '${folder}' cannot be written to (it is a file): fetched objects are not kept`,
      ]);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves a folder that holds other files as it is', async () => {
    const { folder, cache, notes } = await filledCache(0);
    mkdirSync(join(folder, 'trail'), { recursive: true });
    writeFileSync(join(folder, 'trail/notes.txt'), 'mine');
    const { object, stored } = objectOf('key');
    await cache.write(object, { stored });
    expect(notes).toEqual([
      `the cache '${folder}' cannot be written to (it holds other files, and no CACHEDIR.TAG of ` +
        'trailscan): fetched objects are not kept',
    ]);
    trimCache({ folder, bytes: 0 });
    expect(clearCache(folder)).toEqual({ objects: 0, bytes: 0 });
    expect(readdirSync(join(folder, 'trail'))).toEqual(['notes.txt']);
  });

  it('completes a tag that was cut short by a kill', async () => {
    const { folder, cache } = await filledCache(0);
    mkdirSync(join(folder, 'trail'), { recursive: true });
    writeFileSync(join(folder, 'trail/CACHEDIR.TAG'), 'Signa');
    const { object, stored } = objectOf('key');
    await cache.write(object, { stored });
    expect(cache.read(object)).toEqual(stored);
    expect(clearCache(folder).objects).toBe(1);
  });

  it('reads files that a download has put there', () => {
    const folder = temporaryFolder();
    const { object, stored } = objectOf('key.json.gz');
    mkdirSync(join(folder, 'trail'));
    writeFileSync(join(folder, 'trail/key.json.gz'), stored);
    utimesSync(join(folder, 'trail/key.json.gz'), 1, object.modified / 1000);
    expect(createObjectCache({ folder, bytes: 0 }).read(object)).toEqual(stored);
  });

  it('continues to keep objects when another process empties it', async () => {
    const { folder, cache, all, has, notes } = await filledCache(5);
    clearCache(folder);
    expect(readdirSync(folder)).toEqual([]);
    for (const { object, stored } of all) await cache.write(object, { stored });
    expect(has()).not.toContain(false);
    expect(clearCache(folder).objects).toBe(5);
    expect(notes).toEqual([]);
  });
});

describe('a cache with a size limit', () => {
  it('loses the least recently used objects, until a fifth is free', async () => {
    const { folder, cache, all, has, pathOf } = await filledCache(200);
    for (const number of all.keys()) setUse(pathOf(number), 1000 - number);
    // Reading counts as use.
    cache.read(all[0]?.object as StoredObject);
    trimCache({ folder, bytes: 100 * size });
    expect(measureCache(folder)).toEqual({ objects: 80, bytes: 80 * size });
    expect(has()).toEqual(all.map((_, number) => number === 0 || number > 120));
    expect(statSync(pathOf(0)).mtimeMs).toBe(all[0]?.object.modified);
    // Folders without objects are removed, too.
    expect(readdirSync(join(folder, 'trail/logs'))).toHaveLength(17);
  });

  it('loses nothing before it is full', async () => {
    const { folder } = await filledCache(200);
    trimCache({ folder, bytes: 200 * size });
    expect(measureCache(folder)).toEqual({ objects: 200, bytes: 200 * size });
  });

  it('may have a limit of 0, and then keeps nothing', async () => {
    const { folder } = await filledCache(20);
    trimCache({ folder, bytes: 0 });
    expect(measureCache(folder)).toEqual({ objects: 0, bytes: 0 });
    expect(readdirSync(join(folder, 'trail'))).toEqual(['CACHEDIR.TAG']);
    const cache = createObjectCache({ folder, bytes: 0 });
    const { object, stored } = objectOf('key');
    await cache.write(object, { stored });
    expect(cache.read(object)).toBeUndefined();
    expect(filesIn(folder)).toEqual([]);
  });

  it('stays within its limit while one run writes to it', async () => {
    const folder = join(temporaryFolder(), 'cache');
    const bytes = 200 * size;
    const cache = createObjectCache({ folder, bytes });
    for (let number = 0; number < 2000; number++) {
      const { object, stored } = objectOf(`key-${number}`, { stored: Buffer.alloc(size, 'x') });
      await cache.write(object, { stored });
      if (number % 100 === 0) expect(measureCache(folder).bytes).toBeLessThan(bytes * 1.1);
    }
    expect(measureCache(folder).bytes).toBeGreaterThan(bytes * 0.7);
    const { object } = objectOf('key-1999', { stored: Buffer.alloc(size, 'x') });
    expect(cache.read(object)).toBeDefined();
  });

  it('stays within its limit when many runs each write a little', async () => {
    const folder = join(temporaryFolder(), 'cache');
    const config = { folder, bytes: 200 * size };
    for (let number = 0; number < 500; number++) {
      const { object, stored } = objectOf(`key-${number}`, { stored: Buffer.alloc(size, 'x') });
      await createObjectCache(config).write(object, { stored });
      trimCache(config);
    }
    expect(measureCache(folder).bytes).toBeLessThanOrEqual(config.bytes);
    expect(measureCache(folder).bytes).toBeGreaterThan(config.bytes * 0.7);
  });
});

describe('clearing a cache', () => {
  it('removes all objects and unfinished files, and returns how many objects there were', async () => {
    const { folder } = await filledCache(30);
    mkdirSync(join(folder, 'trail/.trailscan-unfinished'), { recursive: true });
    writeFileSync(join(folder, 'trail/.trailscan-unfinished/1-abc-1@host'), 'half');
    expect(clearCache(folder)).toEqual({ objects: 30, bytes: 30 * size });
    expect(readdirSync(folder)).toEqual([]);
    expect(clearCache(folder)).toEqual({ objects: 0, bytes: 0 });
  });

  it('finishes a removal that was cut short', async () => {
    const { folder } = await filledCache(1);
    for (const work of [() => clearCache(folder), () => trimCache({ folder, bytes: ample })]) {
      mkdirSync(join(folder, '.trailscan-removed-1-2-3/logs'), { recursive: true });
      writeFileSync(join(folder, '.trailscan-removed-1-2-3/logs/key'), 'rest');
      work();
      expect(existsSync(join(folder, '.trailscan-removed-1-2-3'))).toBe(false);
    }
  });

  it('touches only its own files', async () => {
    const { folder } = await filledCache(30);
    const foreign = [
      'notes.txt',
      '.git/config',
      'other/key.json.gz',
      'tagged/CACHEDIR.TAG',
      'tagged/of-another-program',
    ];
    for (const name of foreign) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(
        join(folder, name),
        'Signature: 8a477f597d28d172789f06886806bc55\n# by another program',
      );
      setUse(join(folder, name), 1000);
    }
    mkdirSync(join(folder, 'no-files'));
    trimCache({ folder, bytes: 0 });
    clearCache(folder);
    const left = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(
      left
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    ).toEqual(foreign.map((name) => join(folder, name)).sort());
    expect(existsSync(join(folder, 'no-files'))).toBe(true);
  });

  it('throws a ConfigError when the cache is a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(() => clearCache(file)).toThrow(ConfigError);
    expect(() => measureCache(file)).toThrow(`the cache '${file}'`);
    expect(measureCache(join(temporaryFolder(), 'nothing'))).toEqual({ objects: 0, bytes: 0 });
  });
});

function change(path: string, by: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  by(bytes);
  writeFileSync(path, bytes);
}
