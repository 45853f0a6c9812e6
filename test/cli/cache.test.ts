import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runs } from '../support/runs.ts';
import { startS3 } from '../support/s3-environment.ts';
import { makeTrailObjects, type TrailObject } from '../support/trail-objects.ts';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
  trailscanProcess,
} from '../support/trailscan.ts';
import { untilAnswered } from '../support/until-answered.ts';

const options = {
  accounts: ['111122223333', '444455556666'],
  regions: ['us-east-1'],
  days: ['2026-11-17', '2026-11-18'],
  filesPerDay: 10,
  eventsPerFile: 4,
  seed: 5,
};
/** Two accounts, two days: 40 files of four events. */
const trail: readonly TrailObject[] = [...makeTrailObjects(options)];
/** 320 files of one event: enough for worker threads to read them. */
const forWorkers: readonly TrailObject[] = [
  ...makeTrailObjects({ ...options, filesPerDay: 80, eventsPerFile: 1 }),
];

async function startTrail(files = trail) {
  const objects = files.map((object) => [object.key, object] as const);
  const { stub, env } = await startS3({ buckets: [{ name: 'trail', objects }] });
  const cache = join(temporaryFolder(), 'cache');
  const query = (...more: string[]) =>
    trailscan(['query', 's3://trail/', `--cache=${cache}`, ...more], { env });
  const gets = () => stub.counters.operations['GetObject'] ?? 0;
  return { stub, env, cache, query, gets };
}

describe('trailscan query --cache', () => {
  it('fetches nothing the second time, and prints the same events', async () => {
    const { stub, cache, query, gets } = await startTrail();
    const first = await query();
    expect(first).toMatchObject({ stderr: '', exitCode: 0 });
    expect(first.stdout.split('\n')).toHaveLength(161);
    expect(gets()).toBe(40);
    stub.reset();
    expect(await query()).toEqual(first);
    expect(gets()).toBe(0);
    expect(stub.counters.operations['ListObjectsV2']).toBeGreaterThan(0);
    expect(objectsIn(cache)).toHaveLength(40);
  });

  it('serves other commands and filters from the cache', async () => {
    const { stub, env, cache, query, gets } = await startTrail();
    await query();
    stub.reset();
    const flags = [`--cache=${cache}`, '--by', 'service'];
    const counted = await trailscan(['stats', 's3://trail/', ...flags], { env });
    expect(counted.exitCode).toBe(0);
    const few = await query('--account', '111122223333');
    expect(few.stdout.split('\n')).toHaveLength(81);
    expect(gets()).toBe(0);
  });

  it('serves a single thread from the cache', async () => {
    const { stub, query, gets } = await startTrail();
    const first = await query('--strict');
    expect(gets()).toBe(40);
    stub.reset();
    expect(await query('--strict')).toEqual(first);
    expect(gets()).toBe(0);
  });

  it.each(['1', '2'])(
    'fetches damaged files again, and prints the same events, with %s threads',
    async (threads) => {
      const { stub, cache, query, gets } = await startTrail(forWorkers);
      const first = await query('--threads', threads);
      const [flipped = '', cut = '', zeros = '', tail = ''] = objectsIn(cache);
      change(flipped, (bytes) => bytes.writeUInt8((bytes[20] ?? 0) ^ 255, 20));
      change(cut, (bytes) => bytes.subarray(0, 50));
      change(zeros, (bytes) => bytes.fill(0));
      change(tail, (bytes) => bytes.fill(0, bytes.length - 6, bytes.length - 4));
      stub.reset();
      expect(await query('--threads', threads)).toEqual(first);
      expect(gets()).toBe(4);
      stub.reset();
      expect(await query('--threads', threads)).toEqual(first);
      expect(gets()).toBe(0);
    },
  );

  it('reports a damaged file that cannot be fetched again', async () => {
    const { stub, cache, query } = await startTrail();
    await query();
    const [flipped = ''] = objectsIn(cache);
    change(flipped, (bytes) => bytes.writeUInt8((bytes[20] ?? 0) ^ 255, 20));
    stub.setFault(({ operation }) =>
      operation === 'GetObject' ? { kind: 'access-denied' } : undefined,
    );
    const { stdout, stderr, exitCode } = await query();
    expect(stdout.split('\n')).toHaveLength(157);
    expect(stderr).toContain('access denied: grant s3:GetObject');
    expect(exitCode).toBe(3);
  });

  it('does not fetch a file again that is damaged or uncompressed in the bucket', async () => {
    const whole = trail[0]?.body ?? Buffer.alloc(0);
    const objects = Object.entries({
      'a/damaged.json.gz': Buffer.concat([whole.subarray(0, 100), whole.subarray(120)]),
      'a/twice.json.gz': Buffer.concat([whole, trail[1]?.body ?? whole]),
      'a/plain.json': gunzipSync(whole),
    }).map(([key, body]) => [key, { body }] as const);
    const { stub, env } = await startS3({ buckets: [{ name: 'trail', objects }] });
    const args = ['query', 's3://trail/a/', `--cache=${join(temporaryFolder(), 'cache')}`];
    const first = await trailscan(args, { env });
    expect(first.stdout.split('\n').length).toBeGreaterThan(8);
    expect(stub.counters.operations['GetObject']).toBe(3);
    stub.reset();
    expect(await trailscan(args, { env })).toEqual(first);
    expect(stub.counters.operations['GetObject']).toBeUndefined();
  });

  it('makes a folder that can be read as a source, with the same events as the bucket', async () => {
    const { cache, query } = await startTrail();
    const { stdout } = await query();
    const [bucket = ''] = readdirSync(cache).filter((name) => name.startsWith('trail'));
    expect(bucket).toMatch(/^trail@127\.0\.0\.1_\d+$/);
    for (const source of [cache, join(cache, bucket), join(cache, bucket, 'AWSLogs')]) {
      const result = await trailscan(['query', source, '--verbose']);
      expect(result).toMatchObject({ stdout, exitCode: 0 });
      expect(result.stderr).toContain('files:   40 = 40 read;');
    }
  });

  it('fetches an object again that was replaced in the bucket', async () => {
    const { stub, query, gets } = await startTrail();
    const first = await query();
    const [one, two] = trail;
    stub.bucket('trail').put(one?.key ?? '', { body: two?.body ?? Buffer.alloc(0) });
    stub.reset();
    const second = await query();
    expect(gets()).toBe(1);
    expect(second.stdout.split('\n')).toHaveLength(157);
    expect(first.stdout).toContain(second.stdout.split('\n').at(-2));
  });

  it('does not keep an object that could not be fetched', async () => {
    const { stub, cache, query } = await startTrail();
    stub.setFault(({ operation, key }) =>
      operation === 'GetObject' && key === trail[3]?.key ? { kind: 'access-denied' } : undefined,
    );
    expect(await query()).toMatchObject({ exitCode: 3 });
    expect(objectsIn(cache)).toHaveLength(39);
  });

  it('keeps no more than --cache-size', async () => {
    const { cache, query, gets } = await startTrail();
    const first = await query('--cache-size', '20kB');
    expect(first).toMatchObject({ stderr: '', exitCode: 0 });
    const kept = sizeOf(cache);
    expect(kept).toBeGreaterThan(10_000);
    expect(kept).toBeLessThanOrEqual(20_000);
    expect(await query('--cache-size', '0')).toEqual(first);
    expect(sizeOf(cache)).toBe(0);
    expect(gets()).toBeGreaterThan(40);
  });

  it('works for several runs at the same time, even when the cache is too small', async () => {
    const { env, cache, query } = await startTrail();
    const first = await query();
    const sizes = ['10kB', '30kB', '30kB', '100kB'];
    const args = ['query', 's3://trail/', `--cache=${cache}`, '--cache-size'];
    const results = await Promise.all(
      sizes.map((size) => trailscanProcess([...args, size], { env })),
    );
    for (const result of results) expect(result).toEqual(first);
    expect(await query()).toEqual(first);
    expect(objectsIn(cache)).toHaveLength(40);
  });

  it.each(['1', '2'])(
    'notes once that the cache cannot be used, and continues without it, with %s threads',
    async (threads) => {
      const { stub, env, gets } = await startTrail(forWorkers);
      const file = join(temporaryFolder(), 'file');
      writeFileSync(file, 'mine');
      for (const cache of [file, join(file, 'below')]) {
        stub.reset();
        const args = ['query', 's3://trail/', `--cache=${cache}`, '--threads', threads];
        const result = await trailscan(args, { env });
        expect(result).toMatchObject({
          stderr: `trailscan: note: the cache '${cache}' cannot be written to (it is a file): fetched objects are not kept\n`,
          exitCode: 0,
        });
        expect(result.stdout.split('\n')).toHaveLength(321);
        expect(readFileSync(file, 'utf8')).toBe('mine');
        expect(gets()).toBe(320);
      }
    },
  );

  it.skipIf(process.platform === 'win32')(
    'keeps a valid cache when a run is killed at any moment',
    async () => {
      const { stub, env, cache, query } = await startTrail();
      stub.setFault(({ operation }) =>
        operation === 'GetObject' ? { kind: 'late', pause: 200 + Math.random() * 300 } : undefined,
      );
      for (let run = 0; run < runs(3); run++) {
        const child = spawn(
          process.execPath,
          [trailscanPath, 'query', 's3://trail/', `--cache=${cache}`],
          { cwd: projectRoot, env: { ...testEnvironment, ...env }, stdio: 'ignore' },
        );
        const closed = once(child, 'close');
        await untilAnswered(stub, Math.random() * 20, child);
        child.kill('SIGKILL');
        await closed;
      }
      stub.setFault(undefined);
      const first = await query();
      expect(first.stdout.split('\n')).toHaveLength(161);
      stub.reset();
      expect(await query()).toEqual(first);
      expect(stub.counters.operations['GetObject']).toBeUndefined();
    },
  );
});

describe('the folder of the cache', () => {
  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['TRAILSCAN_CACHE', [], { TRAILSCAN_CACHE: '$/a' }, 'a'],
    ['TRAILSCAN_CACHE, also with --cache', ['--cache'], { TRAILSCAN_CACHE: '$/a' }, 'a'],
    ['the value of --cache', ['--cache=$/b'], { TRAILSCAN_CACHE: '$/a' }, 'b'],
    ['a folder in XDG_CACHE_HOME', ['--cache'], { XDG_CACHE_HOME: '$/x' }, 'x/trailscan/objects'],
    ['a folder in ~', ['--cache=~/c'], {}, 'c'],
  ])('is %s', async (_, flags, variables, expected) => {
    const home = temporaryFolder();
    const inHome = (text: string) => text.replace('$', home);
    const set = Object.entries(variables).map(([name, value]) => [name, inHome(value)]);
    const env = { HOME: home, ...Object.fromEntries(set) };
    const info = await trailscanProcess(['cache', 'info', ...flags.map(inHome)], { env });
    expect(info.stdout).toContain(`folder:   ${join(home, expected)}\ncontents: 0 objects, 0 B`);
  });

  it('is the usual one by default, and is not used without --cache', async () => {
    const { env } = await startTrail();
    const home = temporaryFolder();
    const all = { ...env, HOME: home, XDG_CACHE_HOME: 'relative' };
    await trailscanProcess(['query', 's3://trail/'], { env: all });
    expect(readdirSync(home)).toEqual([]);
    await trailscanProcess(['query', 's3://trail/', '--cache'], { env: all });
    expect(objectsIn(home)).toHaveLength(40);
    expect(objectsIn(home)[0]).toContain(join('trailscan', 'objects'));
    expect(existsSync(join(projectRoot, 'relative'))).toBe(false);
  });

  it('must be written as --cache=DIR: --cache DIR is an error with a hint', async () => {
    const { env } = await startTrail();
    const folder = temporaryFolder();
    const message = `--cache: if '${folder}' is the folder of the cache, write --cache=${folder}; if it is a source`;
    for (const args of [
      ['s3://trail/', '--cache', folder],
      ['--cache', folder, 's3://trail/'],
    ]) {
      const { stdout, stderr, exitCode } = await trailscan(['query', ...args], { env });
      expect(stderr).toContain(message);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    }
    const both = await trailscan(['query', 's3://trail/', folder, `--cache=${folder}/c`], { env });
    expect(both).toMatchObject({ exitCode: 0 });
    const info = await trailscan(['cache', 'info', '--cache', folder]);
    expect(info.stderr).toContain("'trailscan cache info --cache=DIR' for a folder of your choice");
    expect(info.exitCode).toBe(2);
  });
});

describe('trailscan cache', () => {
  it('info prints the folder, the contents and the maximum size', async () => {
    const { cache, query } = await startTrail();
    await query();
    const result = await trailscan(['cache', 'info', `--cache=${cache}`, '--cache-size', '5MB']);
    const size = `${(sizeOf(cache) / 1000).toFixed(1)} kB`;
    expect(result).toEqual({
      stdout: `folder:   ${cache}\ncontents: 40 objects, ${size} of 5.0 MB\n`,
      stderr: '',
      exitCode: 0,
    });
  });

  it('clear removes the cached files and nothing else', async () => {
    const { cache, query } = await startTrail();
    await query();
    writeFileSync(join(cache, 'notes.txt'), 'mine');
    const result = await trailscan(['cache', 'clear', `--cache=${cache}`]);
    expect(result.stdout).toMatch(/^removed 40 objects, \d+\.\d kB from .*cache\n$/);
    expect(readdirSync(cache)).toEqual(['notes.txt']);
    const again = await trailscan(['cache', 'clear', `--cache=${cache}`]);
    expect(again.stdout).toMatch(/^removed 0 objects, 0 B from /);
  });

  it('info reports an empty cache, and does not create the folder, when nothing was kept', async () => {
    const cache = join(temporaryFolder(), 'none');
    const result = await trailscan(['cache', 'info'], { env: { TRAILSCAN_CACHE: cache } });
    expect(result.stdout).toBe(`folder:   ${cache}\ncontents: 0 objects, 0 B of 10.0 GB\n`);
    expect(existsSync(cache)).toBe(false);
  });

  it('refuses a cache folder that is a file, and leaves the file unchanged', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    for (const action of ['info', 'clear']) {
      const { stderr, exitCode } = await trailscan(['cache', action, `--cache=${file}`]);
      expect(stderr).toContain(`trailscan: the cache '${file}'`);
      expect(exitCode).toBe(2);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each([[[]], [['inf']], [['info', 'clear']]])(
    'refuses %j: it expects one action',
    async (words) => {
      const { stderr, exitCode } = await trailscan(['cache', ...words]);
      expect(stderr).toContain('trailscan: cache: expected info or clear');
      expect(exitCode).toBe(2);
    },
  );

  it('refuses a --cache-size that is not a size', async () => {
    const { stderr, exitCode } = await trailscan(['cache', 'info', '--cache-size', 'much']);
    expect(stderr).toContain("--cache-size: cannot read the size 'much'");
    expect(exitCode).toBe(2);
  });
});

/** The paths of the files of objects in a cache. */
function objectsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json.gz'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function sizeOf(folder: string): number {
  return objectsIn(folder).reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Changes the bytes of a file, but not its time. */
function change(path: string, by: (bytes: Buffer) => unknown): void {
  const { mtimeMs } = statSync(path);
  const bytes = readFileSync(path);
  const changed = by(bytes);
  writeFileSync(path, Buffer.isBuffer(changed) ? changed : bytes);
  utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
}

it('trailscan cache reports a cache folder that is a file', async () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, '');
  for (const action of ['info', 'clear']) {
    const run = await trailscan(['cache', action, `--cache=${path}`]);
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toBe(
      `trailscan: the cache '${path}' cannot be read or emptied (it is a file)\n`,
    );
  }
});
