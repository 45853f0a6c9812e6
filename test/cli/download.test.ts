import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readNote } from '../../src/source/mirror/object-notes.ts';
import { ownMachine } from '../../src/source/running-process.ts';
import { countFiles, treeFor, treeOf } from '../source/mirror/tree-of.ts';
import { runs } from '../support/runs.ts';
import { startS3 } from '../support/s3-environment.ts';
import type { BucketOptions } from '../support/s3-stub.ts';
import type { StubObject } from '../support/s3-stub-objects.ts';
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

/** Two accounts, two regions, two days: 40 files. */
const trail: readonly TrailObject[] = [
  ...makeTrailObjects({
    accounts: ['111122223333', '444455556666'],
    regions: ['eu-west-1', 'us-east-1'],
    days: ['2026-11-17', '2026-11-18'],
    filesPerDay: 5,
    eventsPerFile: 3,
    seed: 5,
  }),
];

const whole = treeFor(trail);
const plain = { lastModified: new Date('2026-11-18T10:00:00Z') };
const unfinished = '.trailscan-unfinished';

function bucket(objects: Iterable<TrailObject>, options: Partial<BucketOptions> = {}) {
  return { name: 'trail', objects: [...objects].map((o) => [o.key, o] as const), ...options };
}

/**
 * Starts a stub with the trail. Returns it, an environment that points to it, and a folder that
 * does not exist.
 */
async function startTrail(options: Partial<BucketOptions> = {}) {
  const { stub, env } = await startS3({ buckets: [bucket(trail, options)] });
  const folder = join(temporaryFolder(), 'mirror');
  return { stub, env, folder };
}

describe('trailscan download', () => {
  it('copies log files, with their times, to the paths of their keys', async () => {
    const { stub, env, folder } = await startTrail();
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result.stderr).toMatch(/^40 files \(\d+\.\d kB\) downloaded to .*mirror\n$/);
    expect(result).toMatchObject({ stdout: '', exitCode: 0 });
    expect(treeOf(folder)).toEqual(whole);
    expect(stub.counters.operations['GetObject']).toBe(40);
  });

  it('copies from several prefixes and buckets', async () => {
    const other = { key: 'AWSLogs/notes.txt', body: Buffer.from('a note'), ...plain };
    const buckets = [bucket(trail), { name: 'other', objects: [[other.key, other] as const] }];
    const { env } = await startS3({ buckets });
    const folder = temporaryFolder();
    const uris = [
      's3://trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/17/',
      's3://trail/AWSLogs/444455556666/CloudTrail/us-east-1/',
      's3://other/AWSLogs/notes.txt',
    ];
    expect(await trailscan(['download', ...uris, folder], { env })).toMatchObject({ exitCode: 0 });
    const wanted = trail.filter(
      ({ key }) => key.includes('/us-east-1/') && /111122223333.*17\/|444455556666/.test(key),
    );
    expect(wanted.length).toBe(15);
    expect(treeOf(folder)).toEqual(treeFor([...wanted, other]));
  });

  it('copies only the accounts, regions and days that the flags select', async () => {
    const { stub, env, folder } = await startTrail();
    const flags = '--account 444455556666 --region eu-* --date 2026-11-17 --late-delivery 1h';
    const result = await trailscan(['download', ...flags.split(' '), 's3://trail/', folder], {
      env,
    });
    expect(result).toMatchObject({ exitCode: 0 });
    const wanted = trail.filter(({ key }) =>
      key.startsWith('AWSLogs/444455556666/CloudTrail/eu-west-1/2026/11/17/'),
    );
    expect(treeOf(folder)).toEqual(treeFor(wanted));
    expect(stub.counters.operations['GetObject']).toBe(wanted.length);
  });

  it('copies from TRAILSCAN_SOURCE when only a folder is given', async () => {
    const { env, folder } = await startTrail();
    const source = { ...env, TRAILSCAN_SOURCE: 's3://trail/' };
    expect(await trailscan(['download', folder], { env: source })).toMatchObject({ exitCode: 0 });
    expect(treeOf(folder)).toEqual(whole);
  });

  it('stores the metadata of objects beside them, if they have any', async () => {
    const signed = (key: string, body: string) => {
      const headers = { 'x-amz-meta-signature': key, 'x-amz-meta-signature-algorithm': 'RSA' };
      return { key, body: Buffer.from(body), headers, ...plain };
    };
    const objects = [
      ...['x/a.json', 'x/b.json', 'y/c.json'].map((key) => signed(key, '{"Records":[]}')),
      signed('y/large.json', `{"Records":[${' '.repeat(9_000_000)}]}`),
      { key: 'x/plain.json', body: Buffer.from('{"Records":[]}'), ...plain },
      { key: 'z/plain.json', body: Buffer.from('{"Records":[]}'), ...plain },
    ];
    const buckets = [{ name: 'trail', objects: objects.map((o) => [o.key, o] as const) }];
    const { env } = await startS3({ buckets });
    const folder = temporaryFolder();
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result).toMatchObject({ exitCode: 0 });
    for (const { key } of objects) {
      const metadata = { signature: key, 'signature-algorithm': 'RSA' };
      const noted = key.endsWith('plain.json') ? undefined : metadata;
      expect(readNote(join(folder, key)).metadata).toEqual(noted);
    }
    expect(readdirSync(join(folder, 'z'))).toEqual(['plain.json']);
    const { stderr } = await trailscan(['query', folder, '--verbose']);
    expect(stderr).toContain('files:   6 = 6 read;');
  });

  it('keeps nothing in the cache', async () => {
    const { env, folder } = await startTrail();
    const cache = temporaryFolder();
    const cached = { ...env, TRAILSCAN_CACHE: cache };
    await trailscan(['download', 's3://trail/', folder], { env: cached });
    expect(treeOf(folder)).toEqual(whole);
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe('a download into a folder that is not empty', () => {
  it('does not fetch files that are already there', async () => {
    const { stub, env, folder } = await startTrail();
    await trailscan(['download', 's3://trail/', folder], { env });
    stub.reset();
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result.stderr).toMatch(/^0 files \(0 B\) downloaded to .*, 40 already there\n$/);
    expect(result.exitCode).toBe(0);
    expect(stub.counters.operations['GetObject']).toBeUndefined();
    expect(treeOf(folder)).toEqual(whole);
  });

  it('replaces files of another size or time, and keeps files that are not in the bucket', async () => {
    const { stub, env, folder } = await startTrail();
    await trailscan(['download', 's3://trail/', folder], { env });
    const [shorter, older, gone] = trail.map(({ key }) => join(folder, key));
    writeFileSync(shorter ?? '', 'cut sho');
    utimesSync(older ?? '', 1e9, 1e9);
    rmSync(gone ?? '');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    utimesSync(join(folder, 'notes.txt'), 1e9, 1e9);
    stub.reset();
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result.stderr).toMatch(/^3 files .*, 37 already there\n$/);
    expect(stub.counters.operations['GetObject']).toBe(3);
    const { 'notes.txt': note, ...rest } = treeOf(folder);
    expect(rest).toEqual(whole);
    expect(note).toMatchObject({ modified: 1e12 });
  });

  it('replaces files that were replaced in the bucket', async () => {
    const { stub, env, folder } = await startTrail();
    await trailscan(['download', 's3://trail/', folder], { env });
    const [first, ...others] = trail;
    const again = { ...first, body: Buffer.from('again'), ...plain } as TrailObject;
    stub.bucket('trail').put(again.key, again);
    await trailscan(['download', 's3://trail/', folder], { env });
    expect(treeOf(folder)).toEqual(treeFor([again, ...others]));
  });
});

describe.skipIf(process.platform === 'win32')('an interrupted download', () => {
  it('can be resumed after a kill at any moment, and leaves no unfinished files', async () => {
    const { stub, env, folder } = await startTrail();
    stub.setFault(({ operation }) =>
      operation === 'GetObject' ? { kind: 'late', pause: 100 + Math.random() * 400 } : undefined,
    );
    for (let run = 0; run < runs(4); run++) {
      const { child, closed } = start(['download', 's3://trail/', folder], env);
      await untilAnswered(stub, Math.random() * 20, child);
      child.kill('SIGKILL');
      await closed;
      for (const [path, facts] of Object.entries(treeOf(folder))) {
        if (path.startsWith(unfinished)) continue;
        // A folder is made just before its first file is moved there.
        if (facts === 'folder') expect(Object.keys(whole).join()).toContain(`${path}/`);
        else expect(facts).toEqual(whole[path]);
      }
    }
    // As left by a run that was killed while it wrote a file.
    mkdirSync(join(folder, unfinished), { recursive: true });
    const ended = start(['--version'], env);
    await ended.closed;
    writeFileSync(
      join(folder, unfinished, `${ended.child.pid}-abc-1@${ownMachine()}`),
      'half of it',
    );
    stub.setFault(undefined);
    expect(await trailscan(['download', 's3://trail/', folder], { env })).toMatchObject({
      exitCode: 0,
    });
    expect(treeOf(folder)).toEqual(whole);
  });

  it('leaves only complete files on Ctrl-C', async () => {
    const { stub, env, folder } = await startTrail();
    let answered = 0;
    stub.setFault(({ operation }) =>
      operation === 'GetObject' && ++answered > 20
        ? { kind: 'hang-mid-body', after: 100 }
        : undefined,
    );
    const { child, closed } = start(['download', 's3://trail/', folder], env);
    await expect.poll(() => countFiles(folder)).toBeGreaterThanOrEqual(10);
    child.kill('SIGINT');
    const [code] = await closed;
    expect(code).toBe(130);
    const tree = treeOf(folder);
    expect(Object.keys(tree).length).toBeLessThan(40);
    expect(whole).toMatchObject(tree);
  });

  it('leaves no part of a large file on Ctrl-C', async () => {
    const body = Buffer.alloc(10_000_000, 'large');
    const { stub, env } = await startS3({
      buckets: [{ name: 'trail', objects: [['AWSLogs/large.json', { body, ...plain }]] }],
    });
    const folder = join(temporaryFolder(), 'mirror');
    stub.setFault(({ operation }) =>
      operation === 'GetObject' ? { kind: 'hang-mid-body', after: 9_000_000 } : undefined,
    );
    const { child, closed } = start(['download', 's3://trail/', folder], env);
    await expect.poll(() => countFiles(folder)).toBeGreaterThanOrEqual(1);
    child.kill('SIGINT');
    const [code] = await closed;
    expect(code).toBe(130);
    expect(treeOf(folder)).toEqual({});
  });
});

describe('downloads into one folder at the same time', () => {
  it('complete the same mirror', async () => {
    const { env, folder } = await startTrail();
    const runs = [1, 2, 3].map(() =>
      trailscanProcess(['download', 's3://trail/', folder], { env }),
    );
    for (const result of await Promise.all(runs)) {
      expect(result).toMatchObject({ stdout: '', exitCode: 0 });
    }
    expect(treeOf(folder)).toEqual(whole);
  });

  it('do not remove the unfinished files of each other', async () => {
    const { env, folder } = await startTrail();
    const path = join(folder, unfinished, `${process.pid}-abc-1@${ownMachine()}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'half of it');
    await trailscanProcess(['download', 's3://trail/', folder], { env });
    expect(Object.keys(treeOf(folder)).filter((name) => name.startsWith(unfinished))).toHaveLength(
      1,
    );
  });
});

describe('a download with files that cannot be fetched', () => {
  it('reports them, fetches the rest and exits with 3', async () => {
    const [denied, deleted, cut, archived] = trail;
    const objects = trail.map((o): [string, StubObject] => [
      o.key,
      o === archived ? { ...o, storageClass: 'GLACIER' } : o,
    ]);
    const { stub, env } = await startS3({ buckets: [{ name: 'trail', objects }] });
    stub.setFault(({ operation, key }) => {
      if (operation !== 'GetObject') return undefined;
      if (key === denied?.key) return { kind: 'access-denied' };
      if (key === deleted?.key) return { kind: 'no-such-key' };
      return key === cut?.key ? { kind: 'truncated', after: 100 } : undefined;
    });
    const folder = temporaryFolder();
    const { stderr, exitCode } = await trailscan(['download', 's3://trail/', folder], { env });
    const lines = stderr.split('\n');
    const expectError = (object: TrailObject | undefined, reason: string) =>
      expect(stderr).toContain(`trailscan: s3://trail/${object?.key}: ${reason}`);
    expectError(denied, 'access denied: grant s3:GetObject');
    expectError(deleted, 'deleted since it was listed');
    expectError(cut, 'cannot be fetched');
    expectError(archived, 'archived (S3 Glacier): restore it first');
    expect(lines.at(-2)).toMatch(/^36 files .* downloaded to .*, 4 failed$/);
    expect(exitCode).toBe(3);
    expect(treeOf(folder)).toEqual(treeFor(trail.slice(4)));
  });

  it('reports folders that may not be listed', async () => {
    const { env, folder } = await startTrail({
      mayList: (prefix) => !prefix.includes('444455556666/CloudTrail/eu-west-1'),
    });
    const { stderr, exitCode } = await trailscan(['download', 's3://trail/', folder], { env });
    expect(stderr).toContain('eu-west-1/: access denied');
    expect(exitCode).toBe(3);
    expect(Object.keys(treeOf(folder)).length).toBe(30);
  });

  it('creates no folder when there is nothing to put there', async () => {
    const { env, folder } = await startTrail();
    const result = await trailscan(['download', 's3://no-such-bucket/', folder], { env });
    expect(result).toMatchObject({ exitCode: 4 });
    expect(treeOf(dirname(folder))).toEqual({});
  });

  it('stops at the first error with --strict', async () => {
    const { stub, env, folder } = await startTrail();
    stub.setFault(({ operation }) =>
      operation === 'GetObject' ? { kind: 'access-denied' } : undefined,
    );
    const result = await trailscan(['download', 's3://trail/', folder, '--strict'], { env });
    expect(result.stderr.match(/access denied/g)).toHaveLength(1);
    expect(result.exitCode).toBe(3);
  });

  it('reports at most 20 errors, or all with --verbose', async () => {
    const { stub, env, folder } = await startTrail();
    stub.setFault(({ operation }) =>
      operation === 'GetObject' ? { kind: 'no-such-key' } : undefined,
    );
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result.stderr.match(/deleted since/g)).toHaveLength(20);
    expect(result.stderr).toContain('… and 20 more that failed\n0 files');
    const verbose = await trailscan(['download', 's3://trail/', folder, '--verbose'], { env });
    expect(verbose.stderr.match(/deleted since/g)).toHaveLength(40);
  });
});

describe('download of keys that are not valid paths', () => {
  const body = Buffer.from('{"Records":[]}');
  const bad = {
    'x/../../../escaped': 'its key cannot be the path of a file',
    '../escaped': 'its key cannot be the path of a file',
    './here': 'its key cannot be the path of a file',
    '/absolute': 'its key cannot be the path of a file',
    'x//empty': 'its key cannot be the path of a file',
    'folder-with-bytes/': 'its key cannot be the path of a file',
    'null\u0000byte': 'its key cannot be the path of a file',
    'line\nbreak': 'its key cannot be the path of a file',
    'escape\u001b[31m': 'its key cannot be the path of a file',
    'back\\slash': 'its key cannot be the path of a file',
    '.trailscan-unfinished/x': 'its key cannot be the path of a file',
    [`${'n'.repeat(256)}.json`]: 'its name is too long for the disk',
    [`${'é'.repeat(128)}`]: 'its name is too long for the disk',
  };
  const good = ['x/good.json', 'X/Good.json', 'x/.hidden', '..x/a', 'a b/ü %2F+.json', '-rf'];

  it('reports them, and writes nothing for them', async () => {
    const keys = [...Object.keys(bad), ...good];
    const objects = keys.map((key): [string, StubObject] => [key, { body, ...plain }]);
    const { env } = await startS3({ buckets: [{ name: 'trail', objects }] });
    const outer = temporaryFolder();
    const folder = join(outer, 'mirror');
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    for (const reason of Object.values(bad)) expect(result.stderr).toContain(`: ${reason}\n`);
    expect(result.stderr.match(/: its (key|name) .*\n/g)).toHaveLength(Object.keys(bad).length);
    expect(result.stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(result.exitCode).toBe(3);
    const tree = treeFor(good.map((key) => ({ key: `mirror/${key}`, body, ...plain })));
    expect(treeOf(outer)).toEqual(tree);
  });

  it('reports a key that is also the folder of another key', async () => {
    const keys = ['a', 'a/b', 'c/d/e', 'c', 'f'];
    const objects = keys.map((key): [string, StubObject] => [key, { body, ...plain }]);
    const { env } = await startS3({ buckets: [{ name: 'trail', objects }] });
    const folder = temporaryFolder();
    const result = await trailscan(['download', 's3://trail/', folder], { env });
    expect(result.stderr.match(/there is a (file|folder) with/g)).toHaveLength(2);
    expect(result.stderr).toMatch(/\n3 files .*, 2 failed\n$/);
    expect(result.exitCode).toBe(3);
    const again = await trailscan(['download', 's3://trail/', folder], { env });
    expect(again.stderr.match(/there is a (file|folder) with/g)).toHaveLength(2);
    expect(again.stderr).toMatch(/\n0 files .*, 3 already there, 2 failed\n$/);
    expect(Object.keys(treeOf(folder))).toHaveLength(3);
  });
});

describe('download to a path that is a file', () => {
  it('exits with 2', async () => {
    const { env } = await startTrail();
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(await trailscan(['download', 's3://trail/', file], { env })).toEqual({
      stdout: '',
      stderr: `trailscan: '${file}' cannot be written to (it is a file): name another folder\n`,
      exitCode: 2,
    });
  });
});

describe('download --dry-run', () => {
  it('fetches and writes nothing, and reports the requests of a download', async () => {
    const { stub, env, folder } = await startTrail();
    const [first, second] = trail;
    for (const { key, body, lastModified } of [first, second] as TrailObject[]) {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), body);
      utimesSync(join(folder, key), lastModified, lastModified);
    }
    const before = treeOf(folder);
    const args = ['download', 's3://trail/', folder];
    const { stdout, stderr, exitCode } = await trailscan([...args, '--dry-run', '-o', 'json'], {
      env,
    });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(treeOf(folder)).toEqual(before);
    expect(stub.counters.operations['GetObject']).toBeUndefined();
    const estimate = JSON.parse(stdout);
    expect(estimate).toMatchObject({ objects: 40, getRequests: 38, here: { objects: 2 } });
    stub.reset();
    await trailscan(args, { env });
    expect(stub.counters.operations).toEqual({
      ListObjectsV2: estimate.listRequests,
      GetObject: estimate.getRequests,
    });
  });
});

describe('a downloaded folder', () => {
  it('is a source with the same events as the bucket', async () => {
    const { env, folder } = await startTrail();
    await trailscan(['download', 's3://trail/', folder], { env });
    const inBucket = await trailscan(['query', 's3://trail/'], { env });
    expect(inBucket.stdout.split('\n').length).toBeGreaterThan(100);
    expect(await trailscan(['query', folder])).toEqual(inBucket);
    // A file that another download has begun to write is not read.
    const half = (trail[0]?.body ?? Buffer.alloc(0)).subarray(0, 200);
    mkdirSync(join(folder, unfinished));
    writeFileSync(join(folder, unfinished, `${process.pid}-abc-1@${ownMachine()}`), half);
    expect(await trailscan(['query', folder, '--verbose'])).toMatchObject({
      stdout: inBucket.stdout,
      stderr: expect.stringContaining('files:   40 = 40 read;'),
      exitCode: 0,
    });
  });
});

describe('wrong usage of download', () => {
  it.each([
    [[]],
    [['s3://trail/']],
    [['./folder', 's3://trail/']],
    [['history:', './folder']],
    [['./one', './two']],
    [['s3://trail/', './one', './two']],
    [['s3://trail/', '-']],
    [['s3://trail/', '']],
  ])('%j exits with 2 and prints the expected form', async (operands) => {
    const { stdout, stderr, exitCode } = await trailscan(['download', ...operands]);
    expect(stderr).toContain('trailscan: download: expected s3://BUCKET/PREFIX and a folder');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });
});

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [trailscanPath, ...args], {
    cwd: projectRoot,
    env: { ...testEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  void text(child.stdout);
  void text(child.stderr);
  return { child, closed: once(child, 'close') };
}
