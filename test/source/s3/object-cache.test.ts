import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import type { StoredObject } from '../../../src/source/log-file.ts';
import {
  clearCache,
  createObjectCache,
  measureCache,
  trimCache,
} from '../../../src/source/s3/object-cache.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

/** An object of so many bytes, which are its number. */
function objectOf(number: number, changes: Partial<StoredObject> = {}) {
  const size = changes.size ?? 100;
  const object: StoredObject = {
    kind: 'object',
    name: `s3://trail/key-${number}`,
    named: false,
    store: { bucket: 'trail', access: {}, requesterPays: false, timeout: 1000 },
    key: `key-${number}`,
    size,
    etag: `"etag-${number}"`,
    modified: 0,
    ...changes,
  };
  return { object, stored: Buffer.alloc(size, number % 256) };
}

/** A cache that holds the objects 0, 1 … below `count`. */
function filledCache(count: number) {
  const folder = join(temporaryFolder(), 'cache');
  const cache = createObjectCache(folder);
  const all = Array.from({ length: count }, (_, number) => objectOf(number));
  for (const { object, stored } of all) cache.write(object, stored);
  const has = () => all.map(({ object }) => cache.read(object) !== undefined);
  return { folder, cache, all, has };
}

/** The paths of the files in a cache. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** When an entry was used last, in hours before now. */
function setUse(path: string, hours: number): void {
  utimesSync(path, Date.now() / 1000 - hours * 3600, Date.now() / 1000 - hours * 3600);
}

describe('a cache of objects', () => {
  it('has what was put there, until it is another object', () => {
    const { cache } = filledCache(0);
    const { object, stored } = objectOf(1);
    expect(cache.read(object)).toBeUndefined();
    expect(cache.has(object)).toBe(false);
    cache.write(object, stored);
    expect(cache.read(object)).toEqual(stored);
    expect(cache.has(object)).toBe(true);
    for (const changes of [
      { key: 'other' },
      { etag: '"other"' },
      { size: 99 },
      { store: { ...object.store, bucket: 'other' } },
    ]) {
      expect(cache.read({ ...object, ...changes })).toBeUndefined();
      expect(cache.has({ ...object, ...changes })).toBe(false);
    }
  });

  it('keeps empty objects, and keys and tags of any sort', () => {
    const { cache } = filledCache(0);
    const { object, stored } = objectOf(1, { size: 0, key: '../../x\u0000\n/ü', etag: '/' });
    cache.write(object, stored);
    expect(cache.read(object)).toEqual(stored);
  });

  it('tells keys and tags apart wherever one ends', () => {
    const { cache } = filledCache(0);
    const { object, stored } = objectOf(1, { key: 'a","b', etag: 'c' });
    cache.write(object, stored);
    expect(cache.read({ ...object, key: 'a', etag: 'b","c' })).toBeUndefined();
  });

  it.each<[string, (path: string, others: readonly string[]) => void]>([
    ['a flipped bit', (path) => change(path, (bytes) => bytes.writeUInt8((bytes[7] ?? 0) ^ 1, 7))],
    [
      'a flipped bit in the digest',
      (path) => change(path, (b) => b.writeUInt8((b[131] ?? 0) ^ 1, 131)),
    ],
    ['zeros', (path) => change(path, (bytes) => bytes.fill(0))],
    ['a truncated entry', (path) => truncateSync(path, 60)],
    ['an empty entry', (path) => truncateSync(path, 0)],
    ['a longer entry', (path) => truncateSync(path, 200)],
    ['the entry of another object', (path, [other = '']) => renameSync(other, path)],
    [
      'the bytes of another object',
      (path, [other = '']) => writeFileSync(path, readFileSync(other)),
    ],
  ])('does not have what is damaged: %s', (_, damage) => {
    const { folder, cache } = filledCache(2);
    const { object, stored } = objectOf(3);
    const others = filesIn(folder);
    cache.write(object, stored);
    const path = filesIn(folder).find((file) => !others.includes(file)) ?? '';
    damage(path, others);
    expect(cache.read(object)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    cache.write(object, stored);
    expect(cache.read(object)).toEqual(stored);
  });

  it.skipIf(process.platform === 'win32')('can be read by its user alone', () => {
    const { folder } = filledCache(3);
    const [file = ''] = filesIn(folder);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is no cache, and no error, where nothing can be written', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    for (const folder of [file, join(file, 'below'), '/dev/null/x']) {
      const cache = createObjectCache(folder, 1000);
      const { object, stored } = objectOf(1);
      cache.write(object, stored);
      expect(cache.read(object)).toBeUndefined();
      expect(cache.has(object)).toBe(false);
      trimCache(folder, 0);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('keeps on when another process empties it', () => {
    const { folder, cache, all, has } = filledCache(5);
    clearCache(folder);
    for (const { object, stored } of all) cache.write(object, stored);
    expect(has()).not.toContain(false);
  });
});

describe('a cache that is full', () => {
  const entry = 132;

  it('loses what was not used for longest, until a fifth is free', () => {
    const { folder, cache, all, has } = filledCache(20);
    const paths = all.map(({ object, stored }) => {
      const before = new Set(filesIn(folder));
      for (const path of before)
        if (readFileSync(path).subarray(0, 100).equals(stored)) return path;
      throw new Error(object.key);
    });
    for (const [number, path] of paths.entries()) setUse(path, 100 - number);
    // What is read is used.
    cache.read(objectOf(0).object);
    trimCache(folder, 10 * entry);
    expect(measureCache(folder)).toEqual({ objects: 8, bytes: 8 * entry });
    expect(has()).toEqual(all.map((_, number) => number === 0 || number > 12));
  });

  it('loses nothing before', () => {
    const { folder } = filledCache(20);
    trimCache(folder, 20 * entry);
    expect(measureCache(folder)).toEqual({ objects: 20, bytes: 20 * entry });
  });

  it('may be one that holds nothing', () => {
    const { folder } = filledCache(20);
    trimCache(folder, 0);
    expect(measureCache(folder)).toEqual({ objects: 0, bytes: 0 });
    const cache = createObjectCache(folder, 0);
    const { object, stored } = objectOf(1);
    cache.write(object, stored);
    expect(cache.read(object)).toBeUndefined();
    expect(filesIn(folder)).toEqual([]);
  });

  it('is bounded while it is written', () => {
    const folder = join(temporaryFolder(), 'cache');
    const most = 50 * entry;
    const cache = createObjectCache(folder, most);
    for (let number = 0; number < 500; number++) {
      const { object, stored } = objectOf(number);
      cache.write(object, stored);
      if (number % 50 === 0) expect(measureCache(folder).bytes).toBeLessThan(most * 1.1);
    }
    expect(measureCache(folder).bytes).toBeGreaterThan(most * 0.7);
    const { object, stored } = objectOf(499);
    expect(cache.read(object)).toEqual(stored);
  });

  it('loses what was left unfinished an hour ago', () => {
    const { folder } = filledCache(1);
    const [file = ''] = filesIn(folder);
    const [old, young] = [join(file, '../.123-abc-1'), join(file, '../.123-abc-2')];
    for (const path of [old, young]) writeFileSync(path, 'half');
    setUse(old, 2);
    trimCache(folder, 1e9);
    expect(filesIn(folder).sort()).toEqual([file, young].sort());
  });
});

describe('clearing a cache', () => {
  it('removes all entries and what is unfinished, and says how much that was', () => {
    const { folder } = filledCache(300);
    writeFileSync(join(filesIn(folder)[0] ?? '', '../.123-abc-1'), 'half');
    expect(clearCache(folder)).toEqual({ objects: 300, bytes: 300 * 132 });
    expect(readdirSync(folder)).toEqual([]);
    expect(clearCache(folder)).toEqual({ objects: 0, bytes: 0 });
  });

  it('touches nothing that is not its own', () => {
    const { folder } = filledCache(300);
    const part = readdirSync(folder)[0] ?? '';
    const foreign = [
      'notes.txt',
      '.git/config',
      `${part}/notes.txt`,
      `${part}/.gitkeep`,
      `${part}/.123-abc-1.bak`,
      `${part}/${'0'.repeat(62)}`,
      `${'0'.repeat(62)}-12`,
      `abc/${'0'.repeat(62)}-12`,
      `AB/${'0'.repeat(62)}-12`,
      'empty/deeper/x',
    ];
    for (const name of foreign) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), 'mine');
      setUse(join(folder, name), 1000);
    }
    mkdirSync(join(folder, 'no-files'));
    trimCache(folder, 0);
    clearCache(folder);
    expect(filesIn(folder).sort()).toEqual(foreign.map((name) => join(folder, name)).sort());
    expect(existsSync(join(folder, 'no-files'))).toBe(true);
  });

  it('complains of what is no folder', () => {
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
