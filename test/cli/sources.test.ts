import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startAws, startAwsWithS3 } from '../support/aws-stub-environment.ts';
import type { StubTrail } from '../support/aws-stub-trails.ts';
import { objectsIn } from '../support/s3-environment.ts';
import { type TrailscanOptions, temporaryFolder, trailscan } from '../support/trailscan.ts';

const events: StubTrail = {
  Name: 'management-events',
  S3BucketName: 'logs',
  S3KeyPrefix: 'audit',
  IsMultiRegionTrail: true,
  LogFileValidationEnabled: true,
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
  SnsTopicARN: 'arn:aws:sns:us-east-1:111122223333:trail',
  KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1',
};
/** A trail of the management account, with another home region. */
const organization: StubTrail = {
  Name: 'organization',
  S3BucketName: 'org-logs',
  HomeRegion: 'eu-west-1',
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/organization',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
};
const frankfurt: StubTrail = { Name: 'frankfurt', S3BucketName: 'fra', HomeRegion: 'eu-central-1' };
const trails = [organization, events, frankfurt];

describe('trailscan sources', () => {
  test('lists the history and the trails that record the region', async () => {
    const { env } = await startAws({ trails });
    const run = await trailscan(['sources'], { env });
    expect(run).toEqual({
      stdout: `history:                 the Event history of us-east-1: management events of the last 90 days
trail:management-events  s3://logs/audit, all regions, with digests, encrypted with arn:aws:kms:us-east-1:111122223333:key/1, log group arn:aws:logs:us-east-1:111122223333:log-group:trail:*, topic arn:aws:sns:us-east-1:111122223333:trail
trail:organization       s3://org-logs/, all regions, all accounts of the organization, without digests
`,
      stderr: '',
      exitCode: 0,
    });
    const inFrankfurt = await trailscan(['sources'], {
      env: { ...env, AWS_REGION: 'eu-central-1' },
    });
    expect(inFrankfurt.stdout).toContain(
      'trail:frankfurt          s3://fra/, eu-central-1, without digests',
    );
  });

  test('prints JSON', async () => {
    const { env } = await startAws({ trails: [events] });
    const { stdout, exitCode } = await trailscan(['sources', '-o', 'json'], { env });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      named: {},
      region: 'us-east-1',
      trails: [
        {
          name: 'management-events',
          arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events',
          account: '111122223333',
          homeRegion: 'us-east-1',
          bucket: 'logs',
          prefix: 'audit',
          isMultiRegion: true,
          isOrganization: false,
          isValidated: true,
          logGroup: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
          topic: 'arn:aws:sns:us-east-1:111122223333:trail',
          key: 'arn:aws:kms:us-east-1:111122223333:key/1',
        },
      ],
    });
  });

  test.each(['throttle', 'unavailable', 'reset'] as const)(
    'retries after a fault of the kind %s',
    async (kind) => {
      const fault = ({ nth }: { readonly nth: number }) => (nth === 1 ? { kind } : undefined);
      const { env } = await startAws({ trails: [events], fault });
      const run = await trailscan(['sources'], { env });
      expect(run).toMatchObject({ stderr: '', exitCode: 0 });
      expect(run.stdout).toContain('trail:management-events');
    },
  );

  describe('with a config file', () => {
    const text = `sources:
  prod:
    uri: [s3://logs/AWSLogs/, history:eu-west-1]
    profile: audit
    region: eu-central-1
    role_arn: arn:aws:iam::111122223333:role/Audit
  __proto__:
    uri: /var/log/trail
`;
    const names = `@prod       s3://logs/AWSLogs/ history:eu-west-1, profile audit, region eu-central-1, role arn:aws:iam::111122223333:role/Audit
@__proto__  /var/log/trail
`;

    test('lists the names of its sources, too', async () => {
      const { env } = await startAws({ trails: [frankfurt] });
      const withConfig = { ...env, TRAILSCAN_CONFIG: configFile(text) };
      const [table, json] = await Promise.all([
        trailscan(['sources'], { env: withConfig }),
        trailscan(['sources', '-o', 'json'], { env: withConfig }),
      ]);
      expect(table).toEqual({
        stdout: `${names}history:    the Event history of us-east-1: management events of the last 90 days\n`,
        stderr: '',
        exitCode: 0,
      });
      const { named } = JSON.parse(json.stdout);
      expect(named.prod).toEqual({
        uris: ['s3://logs/AWSLogs/', 'history:eu-west-1'],
        profile: 'audit',
        region: 'eu-central-1',
        roleArn: 'arn:aws:iam::111122223333:role/Audit',
      });
      expect(Object.keys(named)).toEqual(['prod', '__proto__']);
    });

    test('lists the names of its sources even when AWS denies access', async () => {
      const { env } = await startAws({ deniedActions: new Set(['cloudtrail:DescribeTrails']) });
      const withConfig = { ...env, TRAILSCAN_CONFIG: configFile(text) };
      expect(await trailscan(['sources'], { env: withConfig })).toEqual({
        stdout: names,
        stderr: 'trailscan: access denied: grant cloudtrail:DescribeTrails\n',
        exitCode: 4,
      });
    });
  });

  test('refuses an operand', async () => {
    const run = await trailscan(['sources', 'trail:management-events']);
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain('trailscan doctor trail:management-events');
  });

  test('reports which permission to grant, or that AWS_REGION is not set', async () => {
    const { env } = await startAws({ deniedActions: new Set(['cloudtrail:DescribeTrails']) });
    const { AWS_REGION, ...nowhere } = env;
    const [denied, unset] = await Promise.all([
      trailscan(['sources'], { env }),
      trailscan(['sources'], { env: nowhere }),
    ]);
    expect(denied).toMatchObject({ stdout: '', exitCode: 4 });
    expect(denied.stderr).toBe('trailscan: access denied: grant cloudtrail:DescribeTrails\n');
    expect(unset).toMatchObject({ stdout: '', exitCode: 4 });
    expect(unset.stderr).toContain('no AWS region is configured');
  });
});

test('trailscan sources sends requests to the region of --region, not of the environment', async () => {
  const { env } = await startAws({ trails });
  const run = await trailscan(['sources', '--region', 'eu-west-1', '-o', 'json'], { env });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(JSON.parse(run.stdout)).toMatchObject({ region: 'eu-west-1' });
});

describe('the source trail:NAME', () => {
  const objects = objectsIn('fixtures/trail');
  const narrow = ['--account', '111122223333', '--event', 'TerminateInstances'];
  const query = (source: string, env: TrailscanOptions['env'] = {}) =>
    trailscan(['query', source, ...narrow, '-o', 'ndjson'], { env });

  test('reads a trail by its name or ARN, below its prefix, with all accounts of an organization', async () => {
    const withPrefix = (prefix: string) =>
      objects.map(([key, object]) => [`${prefix}${key}`, object] as const);
    const singleAccount = withPrefix('audit/').map(
      ([key, object]) => [key.replace('/o-exampleorg1/', '/'), object] as const,
    );
    const { stub, env } = await startAwsWithS3(
      { trails },
      {
        buckets: [
          { name: 'logs', objects: singleAccount },
          { name: 'org-logs', objects: withPrefix('') },
        ],
      },
    );
    const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events';
    const { AWS_REGION, ...nowhere } = env;
    const [folder, named, byArn, shadow, ofOrganization] = await Promise.all([
      query('fixtures/trail'),
      query('trail:management-events', env),
      query(`trail:${arn}`, nowhere),
      query('trail:organization', env),
      query(`trail:${organization.TrailARN}`, env),
    ]);
    expect(folder.stdout).toContain('TerminateInstances');
    for (const run of [named, byArn, shadow, ofOrganization]) {
      expect(run).toMatchObject({ stdout: folder.stdout, exitCode: 0 });
    }
    expect(named.stderr).toContain(
      'trail:management-events is s3://logs/audit/AWSLogs/111122223333/\n',
    );
    expect(shadow.stderr).toContain('trail:organization is s3://org-logs/AWSLogs/\n');
    const asked = stub.log.filter(({ operation }) => operation === 'DescribeTrails');
    expect(asked.map(({ region }) => region).sort()).toEqual([
      'eu-west-1',
      'us-east-1',
      'us-east-1',
      'us-east-1',
    ]);
  });

  test('is looked up in the region of --region, if that is a single one', async () => {
    const { stub, env } = await startAwsWithS3(
      { trails },
      { buckets: [{ name: 'logs', objects: [] }] },
    );
    const { AWS_REGION, ...nowhere } = env;
    const flags = ['--region', 'eu-west-1'];
    await trailscan(['query', 'trail:management-events', ...flags], { env: nowhere });
    const asked = stub.log.filter(({ operation }) => operation === 'DescribeTrails');
    expect(asked.map(({ region }) => region)).toEqual(['eu-west-1']);
    const many = await trailscan(['query', 'trail:management-events', '--region', 'eu-*'], {
      env: nowhere,
    });
    expect(many.stderr).toContain('no AWS region is configured');
  });

  test.each([
    [
      'trail:frankfurt',
      "trail:frankfurt: there is no such trail in us-east-1: 'trailscan sources'",
    ],
    [
      'trail:arn:aws:cloudtrail:eu-west-1:111122223333:trail/none',
      'trail/none: there is no such trail in eu-west-1',
    ],
  ])('reports that %s does not exist', async (source, message) => {
    const { env } = await startAws({ trails });
    const run = await query(source, env);
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain(message);
  });

  test('requires the ARN when two trails have the same name', async () => {
    const { env } = await startAws({ trails: [organization, { ...events, Name: 'organization' }] });
    const run = await query('trail:organization', env);
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain(`several trails have this name: expected one of trail:arn:aws:`);
  });

  test('reports the permission to grant when trails may not be described', async () => {
    const { env } = await startAws({
      trails,
      deniedActions: new Set(['cloudtrail:DescribeTrails']),
    });
    const run = await query('trail:management-events', env);
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toBe(
      'trailscan: trail:management-events: access denied: grant cloudtrail:DescribeTrails\n',
    );
  });

  test('refuses a name that trails cannot have', async () => {
    const run = await query('trail:a b');
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain('expected the name or the ARN of a trail');
  });
});

function configFile(text: string): string {
  const path = join(temporaryFolder(), 'config.yaml');
  writeFileSync(path, text);
  return path;
}

test('--verbose reports which source is read when none is given, and why', async () => {
  const { env } = await startAws({ lookupQuota: 'none' });
  const text = 'default_source: ["history:us-east-1", "history:eu-west-1"]\n';
  const withFile = { ...env, TRAILSCAN_CONFIG: configFile(text) };
  const [builtIn, byFile, byVariable, flagless] = await Promise.all([
    trailscan(['query', '--verbose'], { env }),
    trailscan(['query', '--verbose'], { env: withFile }),
    trailscan(['query', '--verbose'], { env: { ...withFile, TRAILSCAN_SOURCE: 'history:' } }),
    trailscan(['query'], { env }),
  ]);
  const notes = [builtIn, byFile, byVariable].map(({ stderr }) => stderr.split('\n')[0]);
  expect(notes).toEqual([
    'trailscan: note: no source given: reading history:, the Event history of this account',
    'trailscan: note: no source given: reading history:us-east-1 history:eu-west-1 (from the config file)',
    'trailscan: note: no source given: reading history: (from TRAILSCAN_SOURCE)',
  ]);
  expect(flagless.stderr).toBe('');
});

test('--verbose reports the sources behind a name in the config file', async () => {
  const text = 'sources:\n  old: {uri: [fixtures/trail, fixtures/events]}\n';
  const env = { TRAILSCAN_CONFIG: configFile(text) };
  const run = await trailscan(['stats', '@old', './README.md', '--verbose'], { env });
  const [note] = run.stderr.split('\n');
  expect(note).toMatch(
    /^trailscan: note: @old is \/.*fixtures\/trail \/.*fixtures\/events \(from the config file\)$/,
  );
});
