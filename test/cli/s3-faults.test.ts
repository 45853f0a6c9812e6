import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runs } from '../support/runs.ts';
import type { BucketOptions } from '../support/s3-stub.ts';
import {
  type Fault,
  type Faults,
  passingFaultKinds,
  randomFaults,
} from '../support/s3-stub-faults.ts';
import { type TrailscanResult, trailscan } from '../support/trailscan.ts';
import {
  expectNoSecret,
  forWorkers,
  lines,
  objectsOfTrail,
  session,
  startTrail,
} from './run-with-s3.ts';

const objects = objectsOfTrail(forWorkers);
const keys = objects.map(([key]) => key);

describe('ten percent of failing S3 requests', () => {
  test('do not change the output', async () => {
    const sound = await startTrail(objects);
    const expected = await sound.run(['query', 's3://trail/', '--threads', '1']);
    expect(lines(expected.stdout)).toHaveLength(384);
    const runWith = async (seed: number, threads: string) => {
      const fault = randomFaults({ rate: 0.1, seed, kinds: passingFaultKinds });
      const { run, stub } = await startTrail(objects, { fault });
      const result = await run(['query', 's3://trail/', '--threads', threads]);
      expect({ seed, threads, ...result }).toEqual({ seed, threads, ...expected });
      expect(stub.log.filter((request) => request.fault).length).toBeGreaterThan(5);
    };
    for (let seed = 1; seed <= runs(3); seed++) {
      await Promise.all([runWith(seed, '1'), runWith(seed, '2')]);
    }
  });
});

describe('an error with one S3 object', () => {
  const [
    denied,
    noKey,
    deleted,
    changed,
    cut,
    garbage,
    failing,
    reset,
    archived,
    disabled,
    hidden,
  ] = keys as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const kms = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const faults: Readonly<Record<string, Fault>> = {
    [denied]: { kind: 'access-denied' },
    [noKey]: { kind: 'access-denied', kms: true },
    [changed]: { kind: 'changed' },
    [cut]: { kind: 'truncated', after: 50 },
    [garbage]: { kind: 'garbage' },
    [failing]: { kind: 'internal-error' },
    [reset]: { kind: 'reset' },
    [disabled]: {
      kind: 'error',
      error: { status: 400, code: 'KMS.DisabledException', message: `${kms} is disabled.` },
    },
    [hidden]: {
      kind: 'error',
      error: {
        status: 403,
        code: 'SomethingNew',
        message: `Signature=${session.AWS_SECRET_ACCESS_KEY}`,
      },
    },
  };
  const reasons: readonly (readonly [string, string])[] = [
    [denied, 'access denied: grant s3:GetObject'],
    [noKey, `its key denies decryption: grant kms:Decrypt on ${kms}`],
    [deleted, 'deleted since it was listed'],
    [changed, 'changed since it was listed'],
    [cut, 'cannot be fetched (ECONNRESET)'],
    [garbage, 'cannot be fetched: 59 bytes came where '],
    [failing, 'cannot be fetched (500 InternalError)'],
    [reset, 'cannot be fetched (ECONNRESET)'],
    [archived, 'archived (S3 Glacier): restore it first'],
    [disabled, 'its key cannot be used (KMS.DisabledException)'],
    [hidden, 'access denied: grant s3:GetObject'],
  ];

  test('is reported, and all other objects are read', async () => {
    await Promise.all(['1', '2'].map(checkReport));
  });

  async function checkReport(threads: string): Promise<void> {
    const { run, stub } = await startTrail(objects, {
      fault({ key = '', operation }) {
        if (operation === 'ListObjectsV2') return undefined;
        stub.bucket('trail').delete(deleted);
        return faults[key];
      },
    });
    const whole = objects.find(([key]) => key === archived)?.[1];
    if (whole) stub.bucket('trail').put(archived, { ...whole, storageClass: 'DEEP_ARCHIVE' });
    const { stdout, stderr, exitCode } = await run([
      ...['query', 's3://trail/', '--threads', threads, '-v'],
    ]);
    expect(exitCode).toBe(3);
    expect(lines(stdout)).toHaveLength(keys.length - reasons.length);
    const expected = reasons
      .map(([key, reason]) => `trailscan: s3://trail/${key}: ${reason}`)
      .sort();
    const errors = lines(stderr).filter((line) => line.startsWith('trailscan: '));
    expect(errors.map((line, index) => line.slice(0, expected[index]?.length))).toEqual(expected);
    expect(stderr).toMatch(/^files: {3}384 = 373 read \+ 11 unreadable; /m);
    expect(stderr).toMatch(/^records: 373 = 373 matched$/m);
  }

  test('stops a strict run', async () => {
    const { run } = await startTrail(objects, {
      fault: ({ key }) => (key === keys[20] ? { kind: 'access-denied' } : undefined),
    });
    const stopped = await run(['query', 's3://trail/', '--strict']);
    const { stdout } = await run(['query', 's3://trail/']);
    // Blocks that were complete before are printed.
    expect(stdout.startsWith(stopped.stdout)).toBe(true);
    expect(stopped).toEqual({
      stdout: stopped.stdout,
      stderr: `trailscan: s3://trail/${keys[20]}: access denied: grant s3:GetObject\n`,
      exitCode: 3,
    });
  });

  test('or one folder of a trail is reported, and the rest is read', async () => {
    const mayList = (prefix: string) => !prefix.includes('/eu-west-1/2026/11/18/');
    const { run } = await startTrail(objects, { bucket: { mayList } });
    const { stdout, stderr, exitCode } = await run(['query', 's3://trail/', '--account', '1111*']);
    expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 160, exitCode: 3 });
    expect(lines(stderr)).toEqual([
      'trailscan: s3://trail/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/18/: access denied: ' +
        'grant s3:ListBucket on arn:aws:s3:::trail, or add --requester-pays if requesters pay',
      expect.stringMatching(/^files: {3}161 = 160 read \+ 1 unreadable; /),
      'records: 160 = 160 matched',
      'left out: 1 folder of other accounts',
    ]);
  });
});

const howToGetCredentials =
  "set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in ('aws sso login'); " +
  "'aws sts get-caller-identity' shows what is configured";

const tried = '~/.aws, single sign-on and the roles of containers and instances';

describe('a query of S3 stops with one message', () => {
  const error = (status: number, code: string): Fault => ({
    kind: 'error',
    error: {
      status,
      code,
      message: `for ${session.AWS_SECRET_ACCESS_KEY}`,
      details: { StringToSign: `AWS4-HMAC-SHA256 ${session.AWS_SESSION_TOKEN}` },
    },
  });

  test.each<[string, { fault?: Fault; bucket?: Partial<BucketOptions>; args?: string[] }, string]>([
    [
      'listing is denied',
      { bucket: { mayList: () => false }, args: ['--requester-pays'] },
      's3://trail/: access denied: grant s3:ListBucket on arn:aws:s3:::trail',
    ],
    [
      'the bucket does not exist',
      { bucket: { name: 'another' } },
      "s3://trail: there is no such bucket: the trail's settings show its name",
    ],
    [
      'S3 does not say in which region the bucket is',
      { fault: error(301, 'PermanentRedirect') },
      's3://trail: it is not in us-east-1, and S3 does not say where it is: set AWS_REGION',
    ],
    [
      'the credentials have expired',
      { fault: error(400, 'ExpiredToken') },
      `the AWS credentials have expired: ${howToGetCredentials}`,
    ],
    [
      'the session token is wrong',
      { fault: error(400, 'InvalidToken') },
      `the AWS session token is not valid: ${howToGetCredentials}`,
    ],
    [
      'the access key is unknown',
      { fault: error(403, 'InvalidAccessKeyId') },
      `AWS does not know the access key: ${howToGetCredentials}`,
    ],
    [
      'the secret is wrong',
      { fault: error(403, 'SignatureDoesNotMatch') },
      `the secret access key does not belong to the access key: ${howToGetCredentials}`,
    ],
    [
      'the clock is wrong',
      { fault: error(403, 'RequestTimeTooSkewed') },
      "this machine's clock is wrong by more than 15 minutes: correct it",
    ],
    [
      'connections are closed',
      { fault: { kind: 'reset' } },
      's3://trail/: cannot be listed (ECONNRESET)',
    ],
    [
      'S3 fails again and again',
      { fault: { kind: 'internal-error' } },
      's3://trail/: cannot be listed (500 InternalError)',
    ],
    [
      'another kind of server answers',
      { fault: { kind: 'garbage' } },
      's3://trail/: the server there is not S3: check AWS_ENDPOINT_URL',
    ],
  ])('when %s', async (_, { fault, bucket, args = [] }, message) => {
    const { run } = await startTrail(objects, {
      ...(fault && { fault: () => fault }),
      ...(bucket && { bucket }),
    });
    expect(await run(['query', 's3://trail/', '-v', ...args])).toEqual({
      stdout: '',
      stderr: `trailscan: ${message}\n`,
      exitCode: 4,
    });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'credentials are missing',
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      `no AWS credentials found in the environment, ${tried}: ${howToGetCredentials}`,
    ],
    [
      'the profile does not exist',
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: 'nobody' },
      `no AWS credentials found in the environment, ${tried}: ${howToGetCredentials}`,
    ],
    [
      'nothing listens at the endpoint',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      's3://trail: no connection to S3 in us-east-1 (ECONNREFUSED): check the network, AWS_REGION and AWS_ENDPOINT_URL',
    ],
    [
      'the host does not exist',
      { AWS_ENDPOINT_URL: 'http://s3.invalid' },
      's3://trail: no connection to S3 in us-east-1 (ENOTFOUND): check the network, AWS_REGION and AWS_ENDPOINT_URL',
    ],
    [
      'the endpoint is not a URL',
      { AWS_ENDPOINT_URL: 's3.example.com' },
      'AWS_ENDPOINT_URL is not a URL: expected one such as https://s3.example.com, or none for AWS',
    ],
  ])('when %s', async (_, env, message) => {
    const trail = await startTrail(objects);
    const result = await trailscan(['query', 's3://trail/', '-v'], {
      env: { ...trail.env, ...env },
    });
    expect(result).toEqual({ stdout: '', stderr: `trailscan: ${message}\n`, exitCode: 4 });
    expectNoSecret(result);
    expect(trail.stub.counters.requests).toBe(0);
  });

  test('when an https endpoint does not speak TLS', async () => {
    const { env, stub } = await startTrail(objects);
    const { stderr, exitCode } = await trailscan(['query', 's3://trail/'], {
      env: { ...env, AWS_ENDPOINT_URL: `https://127.0.0.1:${stub.port}` },
    });
    expect({ stderr, exitCode }).toEqual({
      stderr:
        'trailscan: s3://trail: no connection to S3 in us-east-1 (EPROTO): check the network, AWS_REGION and AWS_ENDPOINT_URL\n',
      exitCode: 4,
    });
  });

  test('when S3 redirects requests from region to region', async () => {
    let other = 0;
    const server = createServer((_, response) => {
      response.writeHead(301, { 'x-amz-bucket-region': `eu-west-${++other}` });
      response.end('<Error><Code>PermanentRedirect</Code><Message>x</Message></Error>');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { env } = await startTrail([]);
    const { port } = server.address() as AddressInfo;
    const result = await trailscan(['query', 's3://trail/'], {
      env: { ...env, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    });
    expect(result).toMatchObject({
      stderr:
        'trailscan: s3://trail: it is not in eu-west-1, and S3 does not say where it is: set AWS_REGION\n',
      exitCode: 4,
    });
    expect(other).toBe(2);
  });

  test.each(['1', '2'])(
    'when credentials expire during the run, with %s threads',
    async (threads) => {
      const expiredAccessKeys = new Set<string>();
      let fetched = 0;
      const { run } = await startTrail(objects, {
        expiredAccessKeys,
        fault({ operation }) {
          if (operation === 'GetObject' && ++fetched === 40) {
            expiredAccessKeys.add(session.AWS_ACCESS_KEY_ID);
          }
          return undefined;
        },
      });
      // Blocks that were complete before are printed.
      expect(await run(['query', 's3://trail/', '--threads', threads, '-v'])).toEqual({
        stdout: expect.any(String),
        stderr: `trailscan: the AWS credentials have expired: ${howToGetCredentials}\n`,
        exitCode: 4,
      });
    },
  );
});

describe('an S3 request without an answer', () => {
  const silent = (fault: Fault, isSilent: (index: number) => boolean): Faults => {
    return ({ operation, key = '' }) =>
      operation === 'GetObject' && isSilent(keys.indexOf(key)) ? fault : undefined;
  };
  const stopped = {
    stdout: '',
    stderr:
      'trailscan: s3://trail: S3 in us-east-1 does not answer any more: check the network, ' +
      'or try a longer --timeout\n',
    exitCode: 4,
  };
  const partly = {
    exitCode: 3,
    stderr: expect.stringMatching(
      `^trailscan: s3://trail/${keys[9]}: no data for 2 s, several times: try a longer --timeout\n`,
    ),
  };

  test('fails after --timeout', async () => {
    const cases: readonly [string, Faults, Partial<TrailscanResult>][] = [
      [
        'no list',
        () => ({ kind: 'hang' }),
        {
          stdout: '',
          stderr:
            'trailscan: s3://trail: no data for 1 s, several times: check the network, or try a longer --timeout\n',
          exitCode: 4,
        },
      ],
      ['no object', silent({ kind: 'hang' }, (index) => index > 20), stopped],
      ['no body', silent({ kind: 'hang-mid-body', after: 0 }, (index) => index > 20), stopped],
    ];
    // Run together, since they wait most of the time.
    await Promise.all(cases.map((one, index) => check(one, index % 2 === 0 ? '2' : '1', '1s')));
  });

  test('fails after --timeout, and the other objects are read', async () => {
    // The others must be answered in time, also on a busy machine: in 2 s, and not at the same time
    // as all the runs above.
    const checkOne = async (name: string, fault: Fault, threads: string) => {
      const faults = silent(fault, (index) => index === 9);
      const { stdout } = await check([name, faults, partly], threads, '2s');
      expect(lines(stdout)).toHaveLength(383);
    };
    await Promise.all([
      checkOne('one object not', { kind: 'hang' }, '1'),
      checkOne('one body not', { kind: 'hang-mid-body', after: 1 }, '2'),
    ]);
  });

  async function check(
    [name, fault, expected]: readonly [string, Faults, Partial<TrailscanResult>],
    threads: string,
    timeout: string,
  ): Promise<TrailscanResult> {
    const { run } = await startTrail(objects, { fault });
    const result = await run(['query', 's3://trail/', '--timeout', timeout, '--threads', threads]);
    expect({ name, ...result }).toMatchObject({ name, ...expected });
    return result;
  }

  test('does not time out as long as data arrives, however slowly', async () => {
    const { run } = await startTrail(objects, {
      fault: ({ key }) =>
        key === keys[9] ? { kind: 'slow-body', piece: 100, pause: 300 } : undefined,
    });
    const { stdout, exitCode } = await run(['query', 's3://trail/', '--timeout', '1s']);
    expect({ events: lines(stdout).length, exitCode }).toEqual({ events: 384, exitCode: 0 });
  });
});
