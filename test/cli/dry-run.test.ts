import { describe, expect, it } from 'vitest';
import { startS3 } from '../support/s3-environment.ts';
import type { BucketOptions } from '../support/s3-stub.ts';
import { makeTrailObjects, type TrailObject } from '../support/trail-objects.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

/** Two accounts, two regions, two days, three files each. */
const trail: readonly TrailObject[] = [
  ...makeTrailObjects({
    accounts: ['111122223333', '444455556666'],
    regions: ['eu-west-1', 'us-east-1'],
    days: ['2026-11-17', '2026-11-18'],
    filesPerDay: 3,
    eventsPerFile: 3,
    seed: 5,
  }),
];

const bytes = trail.reduce((sum, { body }) => sum + body.length, 0);

async function startTrail(options: Partial<BucketOptions> = {}) {
  const objects = trail.map((object) => [object.key, object] as const);
  const { stub, env } = await startS3({ buckets: [{ name: 'trail', objects, ...options }] });
  const run = (...args: string[]) => trailscan(args, { env });
  return { stub, run };
}

describe('--dry-run', () => {
  it('prints a table of the objects that would be read, and reads nothing', async () => {
    const { stub, run } = await startTrail();
    const result = await run('query', 's3://trail/', '--dry-run', '-o', 'table');
    expect(result).toMatchObject({ stderr: '', exitCode: 0 });
    const lines = result.stdout.split('\n');
    expect(lines[0]).toMatch(/^account +region +day +objects +size$/);
    expect(lines[1]).toMatch(/^111122223333 {2}eu-west-1 {2}2026-11-17 {8}3 {2}\d\.\d kB$/);
    expect(lines[8]).toMatch(/^444455556666 {2}us-east-1 {2}2026-11-18 {8}3 {2}\d\.\d kB$/);
    const { ListObjectsV2, ...others } = stub.counters.operations;
    expect(others).toEqual({});
    expect(lines.slice(9)).toEqual([
      '',
      `24 objects, ${(bytes / 1000).toFixed(1)} kB`,
      `${ListObjectsV2} LIST requests made, 24 GET requests to be made`,
      'at list prices in us-east-1: less than $0.01 for the requests; less than $0.01 for the ' +
        'transfer out of AWS, nothing within the region',
      '',
    ]);
  });

  it.each([
    ['query', []],
    ['query', ['--account', '4444*', '--date', '2026-11-17', '--late-delivery', '1h']],
    ['query', ['--region', '!eu-west-1', '--unordered', '--exit-status', '--verbose']],
    ['stats', ['--by', 'event']],
  ])('reports the number of requests of %s %j', async (command, flags) => {
    const { stub, run } = await startTrail();
    const args = [command, 's3://trail/', ...flags];
    const { stdout, stderr, exitCode } = await run(...args, '--dry-run', '-o', 'json');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const estimate = JSON.parse(stdout);
    expect(stub.counters.operations).toEqual({ ListObjectsV2: estimate.listRequests });
    stub.reset();
    expect(await run(...args)).toMatchObject({ exitCode: 0 });
    expect(stub.counters.operations).toEqual({
      ListObjectsV2: estimate.listRequests,
      GetObject: estimate.getRequests,
    });
    expect(stub.log.filter(({ operation }) => operation === 'GetObject').length).toBe(
      estimate.objects,
    );
  });

  it('does not count requests for objects in the cache', async () => {
    const { stub, run } = await startTrail();
    const cache = `--cache=${temporaryFolder()}`;
    await run('query', 's3://trail/', '--account', '111122223333', cache);
    const { stdout } = await run('query', 's3://trail/', cache, '--dry-run', '-o', 'json');
    const estimate = JSON.parse(stdout);
    const here = trail.slice(0, 12).reduce((sum, { body }) => sum + body.length, 0);
    expect(estimate).toMatchObject({
      objects: 24,
      bytes,
      here: { objects: 12, bytes: here },
      getRequests: 12,
    });
    expect(estimate.cost.transferOutOfAws).toBeCloseTo(((bytes - here) / 2 ** 30) * 0.09, 9);
    stub.reset();
    await run('query', 's3://trail/', cache);
    expect(stub.counters.operations['GetObject']).toBe(12);
  });

  it('counts only the sources in S3', async () => {
    const { stub, run } = await startTrail();
    const sources = ['fixtures/trail', 's3://trail/AWSLogs/111122223333/', '-'];
    const { stdout, exitCode } = await run('query', ...sources, '--dry-run', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ objects: 12, getRequests: 12 });
    expect(exitCode).toBe(0);
    expect(stub.counters.operations['GetObject']).toBeUndefined();
    const local = await run('query', 'fixtures/trail', '--dry-run', '-o', 'table');
    expect(local.stdout).toContain('0 objects, 0 B\n0 LIST requests made');
  });

  it('prints one JSON document into a pipe', async () => {
    const { run } = await startTrail();
    const { stdout } = await run('query', 's3://trail/', '--dry-run');
    expect(JSON.parse(stdout)).toMatchObject({ objects: 24, cost: { currency: 'USD' } });
    expect(stdout).toMatch(/^[^\n]+\n$/);
  });

  it.each(['csv', 'markdown'])('refuses the output format %s', async (format) => {
    const { stub, run } = await startTrail();
    const { stdout, stderr, exitCode } = await run(
      'query',
      's3://trail/',
      '--dry-run',
      '-o',
      format,
    );
    expect(stderr).toContain(
      `trailscan: --dry-run: expected the output table or json, found '${format}'\n`,
    );
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stub.counters.requests).toBe(0);
  });

  it('reports folders that cannot be listed, counts the rest and exits with 3', async () => {
    const denied = 'AWSLogs/444455556666/CloudTrail/eu-west-1/';
    const { run } = await startTrail({ mayList: (prefix) => !prefix.startsWith(denied) });
    const args = ['query', 's3://trail/', 'fixtures/none', '--dry-run', '-o', 'json'];
    const { stdout, stderr, exitCode } = await run(...args);
    expect(stderr).toMatch(
      /^trailscan: fixtures\/none: no such file or folder\ntrailscan: s3:\/\/trail\/AWSLogs\/444455556666\/CloudTrail\/eu-west-1\/: access denied: .*\n$/,
    );
    expect(JSON.parse(stdout)).toMatchObject({ objects: 18, getRequests: 18 });
    expect(exitCode).toBe(3);
    const strict = await run(...args, '--strict');
    expect(strict.stdout).toBe('');
    expect(strict.stderr).toBe('trailscan: fixtures/none: no such file or folder\n');
    expect(strict.exitCode).toBe(3);
  });

  it('exits with 4 when nothing can be listed', async () => {
    const { run } = await startTrail({ mayList: () => false });
    const { stdout, stderr, exitCode } = await run('query', 's3://trail/', '--dry-run');
    expect(stderr).toContain('access denied: grant s3:ListBucket on arn:aws:s3:::trail');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
  });
});
