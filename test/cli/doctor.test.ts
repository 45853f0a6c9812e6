import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAws, startAwsWithS3 } from '../support/aws-stub-environment.ts';
import { expiredFrom } from '../support/aws-stub-faults.ts';
import { objectsIn } from '../support/s3-environment.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const event = {
  eventVersion: '1.08',
  eventID: 'e-0',
  eventTime: '2026-11-19T12:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
};
const trail = { Name: 'everything', S3BucketName: 'logs', IsOrganizationTrail: true };
const buckets = [
  { name: 'logs', objects: objectsIn('fixtures/trail') },
  { name: 'closed', mayList: () => false },
];

test('doctor reports ok for sources that can be read', async () => {
  const options = {
    lookupQuota: 'none',
    events: { 'us-east-1': [event] },
    trails: [trail],
  } as const;
  const { env } = await startAwsWithS3(options, { buckets });
  const sources = ['history:', 'trail:everything', 's3://logs/AWSLogs/', 'fixtures/trail'];
  const run = await trailscan(['doctor', ...sources], { env });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
    ['ok', 'credentials'],
    ...sources.map((source) => ['ok', source]),
    [expect.stringMatching(/^note: trail:everything is s3:\/\/logs\/AWSLogs\/$/)],
  ]);
  expect(lines[0]).toContain('signed in as arn:aws:iam::111122223333:user/tester');
  expect(lines[1]).toContain('can be listed and read, such as history:us-east-1');
});

test('doctor reports what is wrong with each source, and exits with 4', async () => {
  const options = { deniedActions: new Set(['cloudtrail:LookupEvents']), trails: [trail] };
  const { env } = await startAwsWithS3(options, { buckets });
  const sources = [
    'history:',
    'trail:none',
    's3://closed/',
    's3://missing/',
    'fixtures/trail',
    './none',
  ];
  const run = await trailscan(['doctor', ...sources], { env });
  expect(run).toMatchObject({ stderr: '', exitCode: 4 });
  const patterns = [
    /^ok +credentials +signed in as/,
    /^failed +history: +history:us-east-1: access denied: grant cloudtrail:LookupEvents$/,
    /^failed +trail:none +trail:none: there is no such trail in us-east-1/,
    /^failed +s3:\/\/closed\/ .*grant s3:ListBucket/,
    /^failed +s3:\/\/missing\/ .*there is no such bucket/,
    /^ok +fixtures\/trail /,
    /^failed +\.\/none +no such file/,
  ];
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(patterns.length);
  for (const [index, pattern] of patterns.entries()) expect(lines[index]).toMatch(pattern);
});

test.each(['history:us-east-1,eu-west-1,eu-west-2', 'history:all'])(
  'doctor reports each region of %s',
  async (source) => {
    const { env } = await startAws({
      lookupQuota: 'none',
      events: { 'us-east-1': [event] },
      fault: ({ region, operation }) =>
        region === 'eu-west-1' && operation === 'LookupEvents'
          ? { kind: 'access-denied' }
          : undefined,
    });
    const run = await trailscan(['doctor', source], { env });
    expect(run).toMatchObject({ stderr: '', exitCode: 4 });
    expect(run.stdout).toMatch(/^ok +history:us-east-1 +can be listed and read/m);
    expect(run.stdout).toMatch(
      /^failed +history:eu-west-1 .*policy denies cloudtrail:LookupEvents/m,
    );
    expect(run.stdout).toMatch(/^ok +history:eu-west-2 +can be listed, but is empty$/m);
  },
);

test('doctor reports why the regions of an account cannot be found', async () => {
  const { env } = await startAws({ deniedActions: new Set(['account:ListRegions']) });
  const run = await trailscan(['doctor', 'history:all'], { env });
  expect(run).toMatchObject({ stderr: '', exitCode: 4 });
  expect(run.stdout).toMatch(/^failed +history:all .*grant account:ListRegions$/m);
});

test('doctor checks the credentials of every source, and assumes each role once', async () => {
  const roles = ['Audit', 'Other'].map((name) => ({
    arn: `arn:aws:iam::111122223333:role/${name}`,
  }));
  const { stub, env } = await startAws({ lookupQuota: 'none', roles });
  const config = join(temporaryFolder(), 'config.yaml');
  const [audit, other] = roles.map(({ arn }) => `role_arn: ${arn}`);
  writeFileSync(
    config,
    `sources:
  one: { uri: history:us-east-1, ${audit} }
  two: { uri: history:eu-west-1, ${audit} }
  three: { uri: history:eu-west-2, ${other} }
`,
  );
  const run = await trailscan(['doctor', '@one', '@two', '@three'], {
    env: { ...env, TRAILSCAN_CONFIG: config },
  });
  expect(run, run.stdout).toMatchObject({ stderr: '', exitCode: 0 });
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(/ {2,}/)[1])).toEqual([
    'credentials as arn:aws:iam::111122223333:role/Audit',
    'history:us-east-1',
    'history:eu-west-1',
    'credentials as arn:aws:iam::111122223333:role/Other',
    'history:eu-west-2',
  ]);
  expect(lines[3]).toContain('signed in as arn:aws:sts::111122223333:assumed-role/Other/trailscan');
  expect(stub.counters.operations['AssumeRole']).toBe(2);
});

test('doctor reports what is wrong with credentials, and shows no secret', async () => {
  const unknown = await startAws({ accessKeys: new Set() });
  const expired = await startAws({ fault: expiredFrom(1) });
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: secret = '?', ...without } = unknown.env;
  const token = { AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjSECRET' };
  const messages = [
    'AWS does not know the access key',
    'the AWS credentials have expired',
    'no AWS credentials found',
  ];
  const runs = await Promise.all(
    [unknown.env, { ...expired.env, ...token }, without].map((env) =>
      trailscan(['doctor', 'history:'], { env }),
    ),
  );
  for (const [index, { stdout, stderr, exitCode }] of runs.entries()) {
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 4 });
    expect(stdout).toMatch(/^failed +credentials /);
    expect(stdout).toContain(messages[index]);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain('SECRET');
  }
});

test('doctor does not need a region when the source names one', async () => {
  const { env } = await startAws({ lookupQuota: 'none', events: { 'us-east-1': [event] } });
  const { AWS_REGION, ...nowhere } = env;
  const run = await trailscan(['doctor', 'history:us-east-1'], { env: nowhere });
  expect(run, run.stdout).toMatchObject({ stderr: '', exitCode: 0 });
});

test('doctor does not need credentials for files', async () => {
  const run = await trailscan(['doctor', 'fixtures/trail']);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout).toMatch(
    /^ok +fixtures\/trail +can be listed and read, such as fixtures\/trail\/.*\n$/,
  );
});

test('doctor sends requests to the region of --region, and refuses an unknown one', async () => {
  const { stub, env } = await startAws({ lookupQuota: 'none', events: { 'eu-west-1': [event] } });
  const run = await trailscan(['doctor', 'history:', '--region', 'eu-west-1'], { env });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout).toContain('such as history:eu-west-1');
  const lookups = stub.log.filter(({ operation }) => operation === 'LookupEvents');
  expect(lookups.map(({ region }) => region)).toEqual(['eu-west-1']);
  const wrong = await trailscan(['doctor', 'history:', '--region', 'eu-wst-1'], { env });
  expect(wrong).toMatchObject({ stdout: '', exitCode: 2 });
  expect(wrong.stderr).toContain("--region: unknown region 'eu-wst-1' (did you mean 'eu-west-1'?)");
});
