import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { type ForwardedRequest, startForwarder } from './forwarder.ts';
import { largeLogFile, manyFolder, type TrailInS3 } from './trail-in-s3.ts';
import { type TrailscanResult, temporaryFolder, trailscan } from './trailscan.ts';

/**
 * Defines the tests that every S3 server must pass: its trail is read like the same files in a
 * folder.
 */
export function readsLikeAFolder(trail: () => TrailInS3): void {
  test('a trail in S3 gives the same events as a folder, needs only List and Get, and is fetched once', async () => {
    const { folder, url, environment } = trail();
    const expected = await trailscan(['query', folder]);
    const cache = `--cache=${temporaryFolder()}`;
    // One forwarder for both runs: another port would count as another store.
    const { requests, url: at } = await startForwarder(url);
    for (const isFirst of [true, false]) {
      const before = requests.length;
      const run = await trailscan(['query', 's3://trail', cache], { env: environment(at) });
      expect(printed(run), run.stderr).toEqual(printed(expected));
      const made = requests.slice(before);
      expect(made.filter((request) => !isList(request) && !isGet(request))).toEqual([]);
      expect(made.some(isList)).toBe(true);
      expect(made.some(isGet)).toBe(isFirst);
    }
  });

  test('a listing of more than 1000 keys is continued by its token', async () => {
    const { url, environment } = trail();
    const { requests, url: at } = await startForwarder(url);
    const { stdout } = await trailscan(['query', `s3://trail/${manyFolder}`, '--dry-run'], {
      env: environment(at),
    });
    expect(JSON.parse(stdout)).toMatchObject({ objects: 1010, listRequests: 2, getRequests: 1010 });
    expect(requests.map(({ query }) => query.has('continuation-token'))).toEqual([false, true]);
    expect(requests.every(isList)).toBe(true);
  });

  test('only objects that were delivered in the requested time are fetched', async () => {
    const { folder, url, environment } = trail();
    const time = ['--since', '2026-11-19T10:00', '--until', '2026-11-19T11:00'];
    const expected = await trailscan(['query', join(folder, 'many'), ...time]);
    const { requests, url: at } = await startForwarder(url);
    const args = ['query', 's3://trail/many/', ...time, '--late-delivery', '30m'];
    const run = await trailscan(args, { env: environment(at) });
    expect(printed(run), run.stderr).toEqual(printed(expected));
    expect(printed(run).lines).toBeGreaterThan(0);
    // One and a half of 24 hours that have 1010 files.
    expect(requests.filter(isGet).length).toBeLessThan(100);
  });

  test('stats counts the same events in S3 as in a folder', async () => {
    const { folder, environment } = trail();
    const by = ['--by', 'event,account', '-o', 'csv'];
    const run = await trailscan(['stats', 's3://trail/AWSLogs/', ...by], { env: environment() });
    const expected = await trailscan(['stats', join(folder, 'AWSLogs'), ...by]);
    expect(run).toMatchObject({ stdout: expected.stdout, exitCode: 0 });
    expect(run.stdout).toContain('TerminateInstances');
  });

  test('download copies the same files, and fetches none of them again', async () => {
    const { folder, url, environment } = trail();
    const to = temporaryFolder();
    const args = ['download', 's3://trail/AWSLogs/', to];
    expect(await trailscan(args, { env: environment() })).toMatchObject({ exitCode: 0 });
    const logFiles = filesIn(folder).filter(
      (name) => name.startsWith('AWSLogs/') && !name.includes('/CloudTrail-Digest/'),
    );
    expect(filesIn(to)).toEqual(logFiles);
    for (const name of logFiles) {
      expect(readFileSync(join(to, name)).equals(readFileSync(join(folder, name)))).toBe(true);
    }
    const { requests, url: at } = await startForwarder(url);
    expect(await trailscan(args, { env: environment(at) })).toMatchObject({ exitCode: 0 });
    expect(requests.filter(isGet)).toEqual([]);
  });

  test('an object is resumed where its body broke off', async () => {
    const { url, environment, store } = trail();
    const body = largeLogFile();
    await store('large', [['large.json.gz', body]]);
    let breaks = 0;
    const { requests, url: at } = await startForwarder(url, async (request) =>
      isGet(request) && breaks++ < 2 ? 300_000 : undefined,
    );
    const run = await trailscan(['query', 's3://large/large.json.gz'], { env: environment(at) });
    expect(printed(run), run.stderr).toEqual(
      printed(await trailscan(['query', '-'], { stdin: body })),
    );
    const [whole, ...parts] = requests.filter(isGet).map(({ range }) => range);
    expect(whole).toBeUndefined();
    expect(parts).toHaveLength(2);
    expect(parts).toEqual(parts.map(() => expect.stringMatching(/^bytes=[1-9]\d*-$/)));
  });

  test('objects with any name are read', async () => {
    const { folder, environment, manyKeys, store } = trail();
    const names = ["a b+c%20d(e)'!*~.gz", 'ä&ö=é;@$,:?#[日本].gz', 'x//y/../{"}|^`\\<>.gz'];
    const files = manyKeys.slice(0, names.length).map((key) => join(folder, key));
    await store(
      'names',
      names.map((name, at) => [name, readFileSync(files[at] ?? '')]),
    );
    const run = await trailscan(['query', 's3://names/'], { env: environment() });
    expect(printed(run), run.stderr).toEqual(printed(await trailscan(['query', ...files])));
  });

  test('objects that were deleted or changed since they were listed are reported, and the others are read', async () => {
    const { folder, url, client, environment, manyKeys, store } = trail();
    const keys = manyKeys.slice(0, 5);
    const [deleted = '', changed = '', ...others] = keys;
    await store(
      'changing',
      keys.map((key) => [key, readFileSync(join(folder, key))]),
    );
    const expected = await trailscan(['query', ...others.map((key) => join(folder, key))]);
    const Bucket = 'changing';
    const { url: at } = await startForwarder(url, async ({ path }) => {
      if (path.endsWith(deleted)) {
        await client.send(new DeleteObjectCommand({ Bucket, Key: deleted }));
      } else if (path.endsWith(changed)) {
        await client.send(new PutObjectCommand({ Bucket, Key: changed, Body: 'other' }));
      }
      return undefined;
    });
    const run = await trailscan(['query', 's3://changing'], { env: environment(at) });
    expect(run).toMatchObject({ stdout: expected.stdout, exitCode: 3 });
    expect(run.stderr).toContain(`${deleted}: deleted since it was listed`);
    expect(run.stderr).toContain(`${changed}: changed since it was listed`);
  });

  test('a bucket that does not exist is reported', async () => {
    const { environment } = trail();
    const run = await trailscan(['query', 's3://no-such-bucket/AWSLogs/'], { env: environment() });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain('s3://no-such-bucket: there is no such bucket');
  });
}

/** Summarizes the result of a run, short enough to be shown in a failure. */
export function printed({ stdout, exitCode }: TrailscanResult) {
  const sha256 = createHash('sha256').update(stdout).digest('hex');
  return { lines: stdout.split('\n').length - 1, sha256, exitCode };
}

/** Whether a request gets an object. */
export function isGet({ method, path, query }: ForwardedRequest): boolean {
  const isPlain = [...query.keys()].every((name) => name === 'x-id');
  return method === 'GET' && isPlain && /^\/[^/]+\/./.test(path);
}

function isList({ method, query }: ForwardedRequest): boolean {
  return method === 'GET' && query.get('list-type') === '2';
}

/** Returns the relative paths of the files below a folder, with `/`. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, '/'))
    .sort();
}
