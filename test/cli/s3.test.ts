import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runWithPeak } from '../support/run-with-peak.ts';
import { objectsIn } from '../support/s3-environment.ts';
import type { Fault, Faults } from '../support/s3-stub-faults.ts';
import type { StubObject } from '../support/s3-stub-objects.ts';
import {
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
  trailscanProcess,
} from '../support/trailscan.ts';
import { forWorkers, lines, objectsOfTrail, type S3Run, startTrail } from './run-with-s3.ts';

describe('a bucket in S3', () => {
  test.each([
    [['-o', 'json']],
    [['--threads', '1', '--reverse', '--limit', '7', '-o', 'csv']],
    [['--account', '4444*', '--region', 'us-*,eu-*', '--region', '!us-west-2']],
    [['--account', '!111122223333', '--event', 'Describe*', '--threads', '1']],
    [['--category', 'insight,network-activity', '--date', '2026-11']],
    [['--category', '!management']],
    [['--date', '2026-11-18', '--keep-duplicates']],
    [['--last', '36h', '--region', 'us-east-1']],
    [['--until', '2026-11-17', '--late-delivery', '2d']],
  ])('gives the same output as a folder with its objects: %j', async (args) => {
    const { run } = await startTrail(objectsIn('fixtures/trail'));
    const [folder, bucket] = await Promise.all([
      trailscan(['query', 'fixtures/trail', ...args]),
      run(['query', 's3://trail/', ...args]),
    ]);
    expect(lines(folder.stdout).length).toBeGreaterThan(0);
    const late = lines(folder.stderr).filter((line) => line.startsWith('late:'));
    expect({ ...bucket, stderr: lines(bucket.stderr) }).toEqual({
      stdout: folder.stdout,
      stderr: late,
      exitCode: 0,
    });
  });

  test('needs --late-delivery for events that were delivered very late', async () => {
    const { run } = await startTrail(objectsIn('fixtures/trail'));
    const args = ['--since', '2026-11-17T12:00', '--until', '2026-11-18T03:00'];
    const late2d = [...args, '--late-delivery', '2d'];
    const folder = await trailscan(['query', 'fixtures/trail', ...late2d]);
    const usual = await run(['query', 's3://trail/', ...args]);
    const late = await run(['query', 's3://trail/', ...late2d]);
    expect(late).toEqual({ stdout: folder.stdout, stderr: '', exitCode: 0 });
    expect(lines(folder.stdout)).toHaveLength(lines(usual.stdout).length + 1);
  });

  test('gives the same counts as a folder with its objects, with any number of threads', async () => {
    const { run } = await startTrail(objectsIn('fixtures/trail'));
    const args = ['--by', 'account,region,event', '--last', '3d'];
    const folder = await trailscan(['stats', 'fixtures/trail', ...args]);
    const buckets = ['1', '5'].map((threads) =>
      run(['stats', 's3://trail/', ...args, '--threads', threads]),
    );
    for (const bucket of await Promise.all(buckets)) {
      expect(bucket).toEqual({ stdout: folder.stdout, stderr: '', exitCode: 0 });
    }
  });

  test('has its objects reported by URI, each once', async () => {
    const objects = objectsOfTrail();
    const { run } = await startTrail([
      ...objects,
      ['AWSLogs/notes.txt', { body: Buffer.from('Hello') }],
    ]);
    const { stderr, exitCode } = await run(['query', 's3://trail/', '-v']);
    expect(exitCode).toBe(0);
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/^files: {3}97 = 96 read \+ 1 skipped; /),
      'records: 288 = 288 matched',
      'skipped: s3://trail/AWSLogs/notes.txt: not JSON',
    ]);
  });

  test('can be one of several sources, and an event in two of them counts once', async () => {
    const { run, stub } = await startTrail(objectsIn('fixtures/trail'));
    // Events of the first versions have no ID by which duplicates could be recognized.
    const withId = ['--event-id', '*', '--late-delivery', 'all'];
    const whole = await trailscan(['query', 'fixtures/trail', ...withId]);
    const account = 's3://trail/AWSLogs/o-exampleorg1/111122223333/';
    const printed = await trailscan(['query', 'fixtures/trail', '--account', '111122223333']);
    const sources = ['-', account, 's3://trail', 's3://trail/AWSLogs/', 'fixtures/trail'];
    const several = await run(['query', ...sources, ...withId], printed.stdout);
    expect(several).toEqual({ ...whole, stderr: several.stderr });
    stub.reset();
    expect((await run(['query', 'fixtures/trail', ...withId])).stdout).toBe(whole.stdout);
    expect(stub.counters.requests).toBe(0);
  });

  test('is read once where several of the sources contain it', async () => {
    const { run } = await startTrail(objectsOfTrail());
    const alone = await run(['query', 's3://trail/', '-v']);
    const sources = ['s3://trail/AWSLogs/', 's3://trail', 's3://trail/', 's3://trail/AWSLogs/1111'];
    expect(await run(['query', ...sources, '-v'])).toEqual(alone);
  });

  test('is read with a note when its keys are not those of a trail', async () => {
    const objects = objectsOfTrail();
    const { run } = await startTrail(objects.map(([key, object]) => [key.slice(-40), object]));
    const listed = await startTrail(objects);
    const args = ['--date', '2026-11-18', '--account', '111122223333', '--region', 'us-east-1'];
    const { stdout, stderr, exitCode } = await run(['query', 's3://trail/', ...args]);
    expect(stdout).toBe((await listed.run(['query', 's3://trail/', ...args])).stdout);
    expect({ stderr, exitCode }).toEqual({
      stderr:
        'trailscan: note: s3://trail/: no trail was found there ' +
        '(…/AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/): everything there is read\n',
      exitCode: 0,
    });
  });

  test('is read without a note when one object is named', async () => {
    const copies = objectsOfTrail().slice(0, 1);
    const { run } = await startTrail(copies.map(([, object]) => ['copies/one.json.gz', object]));
    const { stdout, stderr, exitCode } = await run(['query', 's3://trail/copies/one.json.gz']);
    expect({ events: lines(stdout).length, stderr, exitCode }).toEqual({
      events: 3,
      stderr: '',
      exitCode: 0,
    });
  });

  test('without objects at the prefix is an error', async () => {
    const { run } = await startTrail(objectsOfTrail());
    const both = await run([
      'query',
      's3://trail/AWSLogs/999999999999/',
      'fixtures/shapes/trail-file.json',
    ]);
    expect(lines(both.stdout)).toHaveLength(6);
    expect(both.exitCode).toBe(3);
    expect(lines(both.stderr)[0]).toBe(
      'trailscan: s3://trail/AWSLogs/999999999999/: nothing is stored there',
    );
  });

  test('can have keys with any characters', async () => {
    const names = [
      ' ',
      '+',
      '%',
      '%2F',
      'ä',
      '😀',
      '\u0001',
      '\n',
      '\\',
      '"',
      '&amp;',
      '?',
      '#',
      "(')*!~",
      '..',
    ];
    const day = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/19';
    const keys = names.map((name) => `${day}/x${name}x.json.gz`);
    const objects = objectsOfTrail().slice(0, keys.length);
    const { run } = await startTrail(
      objects.map(([, object], index) => [keys[index] ?? '', object]),
    );
    for (const threads of ['1', '2']) {
      const { stdout, stderr, exitCode } = await run([
        'query',
        's3://trail/',
        '--threads',
        threads,
        '-v',
      ]);
      expect(lines(stdout)).toHaveLength(3 * keys.length);
      expect({ first: lines(stderr)[0], exitCode }).toEqual({
        first: expect.stringMatching(`^files: {3}${keys.length} = ${keys.length} read; `),
        exitCode: 0,
      });
    }
    const named = await run(['query', `s3://trail/${keys[5]}`, `s3://trail/${keys[2]}`]);
    expect(lines(named.stdout)).toHaveLength(6);
  });

  test('with Requester Pays can be read with --requester-pays', async () => {
    const { run } = await startTrail(objectsOfTrail(forWorkers), {
      bucket: { requesterPays: true },
    });
    const refused = await run(['query', 's3://trail/']);
    expect(refused).toEqual({
      stdout: '',
      stderr:
        'trailscan: s3://trail/: access denied: grant s3:ListBucket on arn:aws:s3:::trail, ' +
        'or add --requester-pays if requesters pay\n',
      exitCode: 4,
    });
    for (const threads of ['1', '2']) {
      const { stdout, exitCode } = await run([
        'query',
        's3://trail/',
        '--requester-pays',
        '--threads',
        threads,
      ]);
      expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 384, exitCode: 0 });
    }
  });

  test('in another region is sent requests in that region', async () => {
    const { run, stub } = await startTrail(objectsOfTrail(forWorkers), {
      bucket: { region: 'eu-central-1' },
    });
    for (const threads of ['1', '2']) {
      stub.reset();
      const { stdout, stderr } = await run(['query', 's3://trail/', '--threads', threads]);
      expect({ events: lines(stdout).length, stderr }).toEqual({ events: 384, stderr: '' });
      expect(stub.counters.statuses).toMatchObject({ 301: 1 });
      expect(new Set(stub.log.slice(1).map(({ region }) => region))).toEqual(
        new Set(['eu-central-1']),
      );
    }
  });

  test('can be read through an access point', async () => {
    const alias = 'logs-abcdefghijklmnopqrstuvwxyz0123-s3alias';
    const { run, env, stub } = await startTrail(objectsOfTrail(), {
      bucket: { accessPoints: [alias, 'logs-111122223333'] },
    });
    expect(lines((await run(['query', `s3://${alias}/AWSLogs/`])).stdout)).toHaveLength(288);
    // An access point has its own host name, even with another endpoint.
    const resolve = join(temporaryFolder(), 'resolve.mjs');
    writeFileSync(
      resolve,
      `import dns from 'node:dns';
       const { lookup } = dns;
       dns.lookup = (host, ...rest) => lookup(/\\.s3\\.test$/.test(host) ? '127.0.0.1' : host, ...rest);`,
    );
    stub.reset();
    const arn = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/logs';
    const { stdout, stderr } = await trailscanProcess(
      ['query', `s3://${arn}/AWSLogs/444455556666/`],
      {
        env: {
          ...env,
          AWS_ENDPOINT_URL: `http://s3.test:${stub.port}`,
          NODE_OPTIONS: `--import=${resolve}`,
        },
      },
    );
    expect({ events: lines(stdout).length, stderr }).toEqual({ events: 144, stderr: '' });
    expect(new Set(stub.log.map(({ bucket, region }) => `${bucket} ${region}`))).toEqual(
      new Set(['logs-111122223333 eu-west-1']),
    );
  });
});

describe('in a trail of 20,000 objects', () => {
  const accounts = ['111122223333', '444455556666'];
  const regions = ['eu-west-1', 'us-east-1', 'us-west-2'];
  const perDay = 112;

  /**
   * Yields objects that, for each account and region, all have the same three events of 10
   * November.
   */
  function* objects(): Generator<[string, StubObject]> {
    for (const account of accounts) {
      for (const region of regions) {
        const [[, body] = []] = objectsOfTrail({
          accounts: [account],
          regions: [region],
          days: ['2026-11-10'],
          filesPerDay: 1,
          seed: Number(account),
        });
        if (!body) continue;
        for (let day = 1; day <= 30; day++) {
          const date = `2026/11/${String(day).padStart(2, '0')}`;
          for (let file = 0; file < perDay; file++) {
            const time = new Date(Math.floor((file * 86_400_000) / perDay)).toISOString();
            const minute = `${date.replaceAll('/', '')}T${time.slice(11, 16).replace(':', '')}Z`;
            const name = `${account}_CloudTrail_${region}_${minute}_${String(file).padStart(16, '0')}.json.gz`;
            yield [`AWSLogs/${account}/CloudTrail/${region}/${date}/${name}`, body];
          }
        }
      }
    }
  }

  test('a query for one day and region lists and fetches no others', async () => {
    const { run, stub } = await startTrail(objects());
    const args = ['--region', 'us-east-1', '--date', '2026-11-10', '-v'];
    const { stdout, stderr, exitCode } = await run(['query', 's3://trail/', ...args]);
    expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 6, exitCode: 0 });
    const folders = (account: string) => [
      `AWSLogs/${account}/`,
      `AWSLogs/${account}/CloudTrail/`,
      ...['09', '10', '11'].map((day) => `AWSLogs/${account}/CloudTrail/us-east-1/2026/11/${day}/`),
    ];
    expect(prefixesIn({ stub })).toEqual(['', 'AWSLogs/', ...accounts.flatMap(folders)].sort());
    // From a quarter of an hour before the day to six hours after it.
    const perAccount = perDay + 1 + Math.ceil(perDay / 4);
    expect(stub.counters.operations['GetObject']).toBe(2 * perAccount);
    const seenLater = 2 * (perDay - Math.ceil(perDay / 4));
    expect(lines(stderr)).toEqual([
      expect.stringMatching(
        `^files:   ${2 * perAccount + seenLater} = ${2 * perAccount} read \\+ ${seenLater} left out;`,
      ),
      expect.stringMatching(/^records: /),
      `left out: ${seenLater} files delivered long after it (--late-delivery all reads them), ` +
        '4 folders of other regions',
    ]);
  });

  test('a query for the last hours lists their days directly', async () => {
    const { run, stub } = await startTrail(objects());
    const { exitCode } = await run([
      'query',
      's3://trail/AWSLogs/111122223333/',
      '--last',
      '3h',
      '--region',
      'us-*',
    ]);
    expect(exitCode).toBe(0);
    const days = (region: string) =>
      ['19', '20'].map((day) => `AWSLogs/111122223333/CloudTrail/${region}/2026/11/${day}/`);
    expect(prefixesIn({ stub })).toEqual([
      'AWSLogs/111122223333/',
      'AWSLogs/111122223333/CloudTrail/',
      ...days('us-east-1'),
      ...days('us-west-2'),
    ]);
  });

  test('--limit with --unordered stops fetching early', async () => {
    const { run, stub } = await startTrail(objects(), { latency: 2 });
    for (const threads of ['1', '2']) {
      stub.reset();
      const args = ['--unordered', '--limit', '2', '--threads', threads];
      const { stdout, exitCode } = await run(['query', 's3://trail/', ...args]);
      expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 2, exitCode: 0 });
      expect(stub.counters.operations['GetObject']).toBeLessThan(2000);
    }
  });
});

describe('a summary of a bucket', () => {
  const day = ['--date', '2026-11-18', '-o', 'json'];

  test('lists only its day, the day before and the week before', async () => {
    const days = Array.from(
      { length: 12 },
      (_, at) => `2026-11-${String(at + 8).padStart(2, '0')}`,
    );
    const { run, stub } = await startTrail(
      objectsOfTrail({ days, accounts: ['111122223333'], regions: ['eu-west-1'] }),
    );
    const { stdout, exitCode } = await run([
      'summary',
      's3://trail/',
      '--late-delivery',
      '1h',
      ...day,
    ]);
    expect(exitCode).toBe(0);
    const { totals } = JSON.parse(stdout);
    expect(totals.all).toEqual({ events: 24, dayBefore: 24, weekBefore: 24 });
    const listed = prefixesIn({ stub }).flatMap(
      (prefix) => /\/(\d\d)\/$/.exec(prefix ?? '')?.[1] ?? [],
    );
    expect(listed).toEqual(['10', '11', '12', '16', '17', '18', '19']);
  });

  test('counts events once when their files are read for several of its days', async () => {
    const objects = objectsOfTrail({ days: ['2026-11-18'] });
    const { run, stub } = await startTrail(
      objects.map(([key, object]) => [key.slice(-40), object]),
    );
    const { stdout } = await run(['summary', 's3://trail/', ...day]);
    const { totals, quality } = JSON.parse(stdout);
    expect(totals.all).toEqual({ events: 96, dayBefore: null, weekBefore: null });
    expect(quality).toMatchObject({ files: 32, duplicates: 0 });
    expect(stub.counters.operations['GetObject']).toBe(32);
  });
});

/** The prefixes of all lists, in their order. */
function prefixesIn({ stub }: Pick<S3Run, 'stub'>): (string | undefined)[] {
  return stub.log
    .filter(({ operation }) => operation === 'ListObjectsV2')
    .map(({ prefix }) => prefix)
    .sort();
}

describe('a large object in S3', () => {
  const key = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/19/large.json';

  /** Returns events of 5 kB each that hardly compress; every thousandth has another name. */
  function eventsOf(count: number): Buffer {
    const records = Array.from({ length: count }, (_, index) =>
      JSON.stringify({
        eventVersion: '1.08',
        eventTime: new Date(Date.UTC(2026, 10, 19) + index * 1000).toISOString(),
        eventSource: 'ec2.amazonaws.com',
        eventName: index % 1000 === 7 ? 'TerminateInstances' : 'RunInstances',
        awsRegion: 'us-east-1',
        eventID: `event-${index}`,
        userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
        requestParameters: { padding: randomBytes(3800).toString('base64') },
      }),
    );
    return Buffer.from(`{"Records":[${records.join(',')}]}`);
  }

  test.each([
    ['plain, by one thread', 14, '1', (body: Buffer) => body],
    ['gzip, by two threads', 4, '2', (body: Buffer) => gzipSync(body, { level: 1 })],
  ])(
    'is read in bounded memory, and resumed when the connection breaks: %s',
    async (_, thousands, threads, pack) => {
      const body = pack(eventsOf(thousands * 1000));
      const after = [3_000_000, 5_000_000, 1_000_000];
      const { stub, env } = await startTrail([[key, { body }], ...objectsOfTrail()], {
        fault({ key: asked, operation }) {
          const next = operation === 'GetObject' && asked === key ? after.shift() : undefined;
          return next === undefined ? undefined : { kind: 'reset-mid-body', after: next };
        },
      });
      const query = ['query', 's3://trail/', '--event', 'TerminateInstances', '--user', 'alice'];
      const { stdout, stderr, exitCode, kilobytes } = await runWithPeak(
        [...query, '--threads', threads, '-v'],
        env,
      );
      expect(lines(stdout).map((line) => JSON.parse(line).eventID)).toEqual(
        Array.from({ length: thousands }, (_, index) => `event-${index * 1000 + 7}`),
      );
      expect({ stderr: lines(stderr), exitCode }).toEqual({
        stderr: [
          expect.stringMatching(/^files: {3}97 = 97 read; /),
          expect.stringMatching(`^records: ${thousands},288 = ${thousands} matched`),
        ],
        exitCode: 0,
      });
      const asked = stub.log.filter((request) => request.key === key);
      const ranges = asked.map(({ range = 'bytes=0-' }) => Number(range.slice(6, -1)));
      expect(ranges).toEqual([0, ...ranges.slice(1, 4).toSorted((a, b) => a - b)]);
      expect(new Set(ranges).size).toBe(4);
      expect(new Set(asked.map(({ ifMatch }) => ifMatch)).size).toBe(1);
      expect(kilobytes * 1024).toBeLessThan(350e6);
    },
  );
});

describe('a query of S3 ends immediately', () => {
  const many = objectsOfTrail({
    days: ['2026-11-18', '2026-11-19'],
    filesPerDay: 300,
    eventsPerFile: 1,
  });

  /** Starts the command, sends SIGINT after this many requests, and waits for its end. */
  async function interrupt({ env, stub }: S3Run, args: readonly string[], requests: number) {
    const child = spawn(process.execPath, [trailscanPath, ...args], {
      env: { ...testEnvironment, ...env },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'close');
    const printed = Promise.all([text(child.stdout), text(child.stderr)]);
    while (stub.counters.requests < requests) await wait(20);
    await wait(200);
    const before = stub.counters.requests;
    child.kill('SIGINT');
    const [exitCode] = await ended;
    const [stdout, stderr] = await printed;
    return { exitCode, stdout, stderr, askedAfterwards: stub.counters.requests - before };
  }

  test.each([
    ['listing, when nothing answers', '1', 1, all({ kind: 'hang' })],
    ['listing, when S3 is throttling', '2', 1, all({ kind: 'slow-down' })],
    ['fetching, when nothing answers', '1', 20, objectsOnly({ kind: 'hang' })],
    ['fetching, when bodies do not end', '1', 20, objectsOnly({ kind: 'hang-mid-body', after: 9 })],
    ['fetching, when bodies do not end', '2', 20, objectsOnly({ kind: 'hang-mid-body', after: 9 })],
    ['fetching, when S3 is throttling', '1', 40, objectsOnly({ kind: 'slow-down' })],
  ])('on Ctrl-C while it is %s, with %s threads', async (_, threads, requests, fault) => {
    const trail = await startTrail(many, { fault });
    // Waiting for the answer would exceed the timeout of the test.
    const args = ['query', 's3://trail/', '--threads', threads, '--timeout', '10m'];
    const ended = await interrupt(trail, args, requests);
    expect(ended).toMatchObject({ exitCode: 130, stdout: '', stderr: '' });
    // Requests that were in flight when the signal came: for 64 objects, and pages of the listing.
    expect(ended.askedAfterwards).toBeLessThanOrEqual(80);
  });

  function all(fault: Fault): Faults {
    return () => fault;
  }

  function objectsOnly(fault: Fault): Faults {
    return ({ operation }) => (operation === 'GetObject' ? fault : undefined);
  }

  test('when the reader of its output closes it', async () => {
    const { env, stub } = await startTrail(many, { latency: 1 });
    for (const threads of ['1', '2']) {
      stub.reset();
      const command = `"${process.execPath}" "${trailscanPath}" query s3://trail/ --unordered --threads ${threads}; echo "exit code $?" >&2`;
      const child = spawn('sh', ['-c', `{ ${command}; } | head -1`], {
        env: { ...testEnvironment, ...env },
      });
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      expect(lines(stdout)).toHaveLength(1);
      expect(stderr).toBe('exit code 0\n');
      expect(stub.counters.operations['GetObject']).toBeLessThan(many.length);
    }
  });
});
