import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import type { AwsStub } from '../support/aws-stub.ts';
import { startAws, startAwsWithS3 } from '../support/aws-stub-environment.ts';
import { expiredFrom } from '../support/aws-stub-faults.ts';
import { objectsIn } from '../support/s3-environment.ts';
import {
  projectRoot,
  type TrailscanOptions,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
} from '../support/trailscan.ts';

const anyPace = { lookupQuota: 'none' } as const;

describe('lookups of the Event history', () => {
  test('use one attribute for each request; other filters are applied locally', async () => {
    const { stub, env } = await startAws({ ...anyPace, events: { 'us-east-1': incident } });
    const args = ['--event', 'RunInstances,StopInstances', '--source-ip', '192.0.2.66', '--writes'];
    const run = await trailscan(['query', 'history:', ...args, '-o', 'ndjson'], { env });
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
    expect(idsIn(run.stdout)).toEqual(['e-2', 'e-1']);
    expect(attributesIn(stub)).toEqual([
      [{ AttributeKey: 'EventName', AttributeValue: 'RunInstances' }],
      [{ AttributeKey: 'EventName', AttributeValue: 'StopInstances' }],
    ]);
  });

  test('use a resource type, whatever its case on the command line', async () => {
    const answer = {
      Resources: [{ ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-0abc1234' }],
    };
    const touched = eventOf({ eventID: 'e-1', requestParameters: { instanceId: 'i-0abc1234' } });
    const { stub, env } = await startAws({
      ...anyPace,
      events: { 'us-east-1': [{ event: touched, answer }, eventOf({ eventID: 'e-2' })] },
    });
    const run = await ask(['--resource-type', 'aws::ec2::instance'], env);
    expect(idsIn(run.stdout)).toEqual(['e-1']);
    expect(attributesIn(stub)).toEqual([
      [{ AttributeKey: 'ResourceType', AttributeValue: 'AWS::EC2::Instance' }],
    ]);
    expect(run.stderr).toContain('note: history: looked up by resource type');
  });

  test('print an event once when two of them find it', async () => {
    const answer = { Resources: [{ ResourceName: 'i-1' }, { ResourceName: 'i-2' }] };
    const event = eventOf({ requestParameters: { instanceId: 'i-1', otherInstanceId: 'i-2' } });
    const { stub, env } = await startAws({
      ...anyPace,
      events: { 'us-east-1': [{ event, answer }] },
    });
    const run = await ask(['--resource', 'i-1,i-2'], env);
    expect(idsIn(run.stdout)).toEqual(['e-0']);
    expect(stub.counters.operations['LookupEvents']).toBe(2);
    expect(run.stderr).toContain('note: history: looked up by resource name');
  });

  test('are not sent for events that the history does not have, which a note says', async () => {
    const { stub, env } = await startAws(anyPace);
    const run = await ask(['--category', 'data'], env);
    expect(run).toMatchObject({ stdout: '', exitCode: 0 });
    expect(run.stderr).toBe(
      'trailscan: note: history: the Event history holds only management and Insight events: ' +
        'others are in trails\n',
    );
    expect(stub.log).toEqual([]);
  });

  test('that find nothing are followed by a note that names are case-sensitive', async () => {
    const { env } = await startAws({ ...anyPace, events: { 'us-east-1': incident } });
    const run = await ask(['--event', 'Runinstances'], env);
    expect(run.stderr).toContain('the Event history distinguishes upper and lower case');
    expect((await ask(['--event', 'runinstances'], env)).stdout).not.toBe('');
    const uri = 'history:us-east-1,af-south-1';
    const partly = await query(uri, ['--event', 'Runinstances'], env);
    expect(partly.stderr).toContain('af-south-1: the region is not enabled');
    expect(partly.stderr).not.toContain('upper and lower case');
  });

  test('print every event exactly as CloudTrail returns it', async () => {
    const texts = [
      '{"eventVersion":"1.08","eventID":"e-1","eventTime":"2026-11-19T12:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"A","n":1.50,"s":"\\u00e9\\/"}',
      '{"eventTime":"2026-11-19T11:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"B","x":{"__proto__":[1e3,"日本\\u0000"]}}',
    ];
    const { env } = await startAws({ ...anyPace, events: { 'us-east-1': texts } });
    const run = await ask(['--reverse'], env);
    expect(run.stdout).toBe(texts.map((text) => `${text}\n`).join(''));
  });
});

test('an event of the Event history is located by its region only', async () => {
  const whole = eventOf({});
  const page = {
    Events: [{ CloudTrailEvent: '{"eventID":' }, { CloudTrailEvent: JSON.stringify(whole) }],
  };
  const { env } = await startAws({
    ...anyPace,
    fault: () => ({ kind: 'garbage', text: JSON.stringify(page) }),
  });
  const [shown, damaged] = await Promise.all([
    trailscan(['show', 'e-0', 'history:'], { env }),
    ask([], env),
  ]);
  expect(shown.stdout).toMatch(/File\W+history:us-east-1\W*$/m);
  expect(damaged.stderr).toContain('trailscan: history:us-east-1: the record does not end\n');
  expect(damaged).toMatchObject({ stdout: `${JSON.stringify(whole)}\n`, exitCode: 3 });
});

describe('query prints the same events from the Event history as from files', () => {
  test('for every filter flag, with several values, patterns and exclusions', async () => {
    const { texts, events } = await managementEvents();
    const file = join(temporaryFolder(), 'events.ndjson');
    writeFileSync(file, texts.map((text) => `${text}\n`).join(''));
    const { stub, env } = await startAws({ ...anyPace, events });
    const uri = `history:${Object.keys(events).join(',')}`;
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const outcomes = await Promise.all(
      filters.map(async (filter) => {
        const [fromAws, fromFile] = await Promise.all([
          runHere(uri, filter),
          runHere(file, fromHistory(filter)),
        ]);
        return { filter, same: fromAws === fromFile, lines: fromFile.split('\n').length - 1 };
      }),
    );
    expect(outcomes.filter(({ same }) => !same)).toEqual([]);
    expect(outcomes.filter(({ lines }) => lines === 0)).toEqual([]);
    expect(stub.counters.errors).toEqual({});
  });

  test('for the history, a trail in S3, a folder, and all of them together', async () => {
    const { events } = await managementEvents();
    const objects = objectsIn('fixtures/trail');
    const trail = {
      Name: 'everything',
      S3BucketName: 'logs',
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
    };
    const { env } = await startAwsWithS3(
      { ...anyPace, events, trails: [trail] },
      { buckets: [{ name: 'logs', objects }] },
    );
    const history = `history:${Object.keys(events).join(',')}`;
    const args = ['--event', 'TerminateInstances,RunInstances,ConsoleLogin', '-o', 'ndjson'];
    const query = (...sources: string[]) => trailscan(['query', ...sources, ...args], { env });
    const [folder, ...others] = await Promise.all([
      query('fixtures/trail'),
      query(history),
      query('trail:everything'),
      query('s3://logs/AWSLogs/', 'fixtures/trail/AWSLogs', history, 'trail:everything'),
    ]);
    expect(folder.stdout).toContain('TerminateInstances');
    const sorted = ({ stdout }: { readonly stdout: string }) => stdout.split('\n').sort();
    for (const other of others) {
      expect(other.exitCode, other.stderr).toBe(0);
      expect(sorted(other)).toEqual(sorted(folder));
    }
  });
});

describe('pages of the Event history', () => {
  test('are requested with the parameters for which their token was given', async () => {
    const { stub, env } = await startAws({ ...anyPace, events: { 'us-east-1': manyEvents(120) } });
    const run = await ask(['--last', '90m'], { ...env, TRAILSCAN_NOW: '2026-11-19T12:00:00.700Z' });
    expect(idsIn(run.stdout)).toHaveLength(90);
    const asked = stub.log.map(({ parameters: { NextToken, ...others } }) => others);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    const noon = Date.parse('2026-11-19T12:00:00Z') / 1000;
    expect(asked[0]).toMatchObject({ StartTime: noon - 90 * 60, EndTime: noon + 1 });
    expect(stub.log[1]?.parameters['NextToken']).toBeDefined();
  });

  test('may be short or empty', async () => {
    const lengths = [3, 0, 1];
    const { stub, env } = await startAws({
      ...anyPace,
      events: { 'us-east-1': manyEvents(50) },
      fault: ({ nthOfKind }) => ({ kind: 'short-page', length: lengths[nthOfKind - 1] ?? 50 }),
    });
    const run = await ask([], env);
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
    expect(idsIn(run.stdout)).toHaveLength(50);
    expect(stub.log).toHaveLength(4);
  });

  test('of other regions are read when the token of one region is no longer valid', async () => {
    const { env } = await startAws({
      ...anyPace,
      events: { 'us-east-1': manyEvents(120), 'eu-west-1': manyEvents(60, 'eu') },
      fault: ({ region, nthOfKind }) =>
        region === 'us-east-1' && nthOfKind === 2 ? { kind: 'invalid-page-token' } : undefined,
    });
    const run = await query('history:us-east-1,eu-west-1', [], env);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(
      'trailscan: history:us-east-1: CloudTrail no longer accepts its page token: older ' +
        'events are missing, try again\n',
    );
    expect(idsIn(run.stdout).filter((id) => id.startsWith('eu'))).toHaveLength(60);
    expect(idsIn(run.stdout).filter((id) => id.startsWith('e-'))).toHaveLength(50);
  });

  test.each([
    ['the same as before', 'again', 3],
    ['empty', '', 0],
  ])('end when the next token is %s', async (_, NextToken, exitCode) => {
    const page = { Events: [{ CloudTrailEvent: JSON.stringify(eventOf({})) }], NextToken };
    const { stub, env } = await startAws({
      ...anyPace,
      fault: () => ({ kind: 'garbage', text: JSON.stringify(page) }),
    });
    const run = await ask([], env);
    expect(run.exitCode, run.stderr).toBe(exitCode);
    expect(idsIn(run.stdout)).toEqual(['e-0']);
    expect(stub.log.length).toBeLessThanOrEqual(2);
    if (exitCode === 3) expect(run.stderr).toContain('keeps returning the same page');
  });

  test.each([
    [['--since', '2026-11-19T11:30', '--until', '2026-11-19T11:40'], 10],
    [['--since', '2026-11-19T11:30:00.001', '--until', '2026-11-19T11:40:00.001'], 10],
    [['--date', '2026-11-19'], 70],
    [['--last', '30m', '--until', '2026-11-19T12:00:01'], 30],
  ])('with %j give exactly the events of that time', async (time, expected) => {
    const { env } = await startAws({ ...anyPace, events: { 'us-east-1': manyEvents(70) } });
    const run = await ask(time, env);
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
    expect(idsIn(run.stdout)).toHaveLength(expected);
  });

  test('are read with a note when the time asked for begins before the history', async () => {
    const { stub, env } = await startAws({ ...anyPace, events: { 'us-east-1': incident } });
    const note =
      'trailscan: note: history: it holds 90 days: events before 2026-08-22 are only in trails\n';
    const run = await ask(['--last', '100d'], env);
    expect(run).toMatchObject({ stderr: note, exitCode: 0 });
    expect(idsIn(run.stdout)).toHaveLength(incident.length);
    stub.reset();
    for (const until of ['2026-01-01', '2026-08-22T00:00:00Z']) {
      const before = await ask(['--until', until], env);
      expect(before).toMatchObject({ stdout: '', stderr: note, exitCode: 0 });
    }
    expect(stub.log).toEqual([]);
  });
});

describe('a query of the Event history', () => {
  test('waits and completes when the quota is used up or requests are lost', async () => {
    const throttled = await startAws({
      ...anyPace,
      events: { 'us-east-1': manyEvents(120) },
      fault: ({ nthOfKind }) => ([2, 3].includes(nthOfKind) ? { kind: 'throttle' } : undefined),
    });
    const faults = new Map<number, 'reset' | 'unavailable' | 'internal-error'>([
      [1, 'reset'],
      [3, 'unavailable'],
      [5, 'internal-error'],
    ]);
    const lost = await startAws({
      ...anyPace,
      events: { 'us-east-1': manyEvents(120) },
      fault: ({ nthOfKind }) => {
        const kind = faults.get(nthOfKind);
        return kind && { kind };
      },
    });
    for (const run of await Promise.all([ask([], throttled.env), ask([], lost.env)])) {
      expect(run).toMatchObject({ stderr: '', exitCode: 0 });
      expect(idsIn(run.stdout)).toHaveLength(120);
    }
    expect(throttled.stub.counters.errors).toEqual({ ThrottlingException: 2 });
    expect(lost.stub.log.map(({ status }) => status)).toEqual([0, 200, 503, 200, 500, 200]);
  });
});

describe('regions of the Event history that cannot be read', () => {
  const two = { 'us-east-1': manyEvents(3), 'eu-west-1': manyEvents(3, 'eu') };

  test('do not stop the others, whether denied, not enabled, silent or sending garbage', async () => {
    const denied = await startAws({
      ...anyPace,
      events: two,
      fault: ({ region }) => (region === 'us-east-1' ? { kind: 'access-denied' } : undefined),
    });
    const enabled = await startAws({ ...anyPace, events: two });
    const silent = await startAws({
      ...anyPace,
      events: two,
      fault: ({ region }) => (region === 'us-east-1' ? { kind: 'hang' } : undefined),
    });
    const garbage = await startAws({
      ...anyPace,
      events: two,
      fault: ({ region }) => (region === 'us-east-1' ? { kind: 'garbage' } : undefined),
    });
    const both = 'history:us-east-1,eu-west-1';
    const runs = await Promise.all([
      query(both, [], denied.env),
      query('history:af-south-1,eu-west-1', [], enabled.env),
      query(both, ['--timeout', '1s'], silent.env),
      query(both, [], garbage.env),
    ]);
    for (const { stdout, exitCode } of runs) {
      expect({ ids: idsIn(stdout), exitCode }).toEqual({
        ids: ['eu2', 'eu1', 'eu0'],
        exitCode: 3,
      });
    }
    const errors = runs.map(({ stderr }) => stderr.split('\n')[0]);
    expect(errors).toEqual([
      'trailscan: history:us-east-1: access denied: a service control policy denies ' +
        'cloudtrail:LookupEvents: change it, no grant overrides an explicit deny',
      'trailscan: history:af-south-1: the region is not enabled for the account, or the access key is unknown',
      'trailscan: history:us-east-1: no answer in time, after several tries: try a longer --timeout',
      'trailscan: history:us-east-1: the request to CloudTrail failed (200 SyntaxError)',
    ]);
  });

  test('make the run fail with advice when no region can be read', async () => {
    const denied = await startAws({ deniedActions: new Set(['cloudtrail:LookupEvents']) });
    const unlisted = await startAws({ deniedActions: new Set(['account:ListRegions']) });
    const unknown = await startAws({ accessKeys: new Set() });
    const expired = await startAws({ fault: expiredFrom(1) });
    const { AWS_REGION, ...nowhere } = denied.env;
    const runs = await Promise.all([
      query('history:us-east-1,eu-west-1', [], denied.env),
      query('history:all', [], unlisted.env),
      query('history:', [], unknown.env),
      query('history:', [], expired.env),
      query('history:', [], nowhere),
      query('history:', [], { ...denied.env, AWS_REGION: 'example.com/' }),
      query('history:', [], { ...denied.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
      query('history:us-esat-1', [], { ...denied.env, AWS_ENDPOINT_URL: 'http://aws.invalid' }),
      query('history:', [], { ...denied.env, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }),
    ]);
    const errors = [
      'access denied: grant cloudtrail:LookupEvents',
      'history:all: access denied: grant account:ListRegions',
      'or the access key is unknown',
      "the AWS credentials have expired: set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in ('aws sso login')",
      'no AWS region is configured: set AWS_REGION, or name one, such as history:us-east-1',
      'the configured AWS region is not valid: expected a name such as us-east-1 in AWS_REGION',
      'no connection to CloudTrail in us-east-1 (ECONNREFUSED): check the network\n',
      "in us-esat-1 (ENOTFOUND): check the network and the region's name\n",
      'no AWS credentials found',
    ];
    for (const [index, { stdout, stderr, exitCode }] of runs.entries()) {
      expect({ stdout, stderr, exitCode }).toEqual({
        stdout: '',
        stderr: expect.stringContaining(errors[index] ?? '?'),
        exitCode: 4,
      });
    }
  });

  test('end the run with one error when credentials expire during it', async () => {
    const { env } = await startAws({
      ...anyPace,
      events: { 'us-east-1': manyEvents(150), 'eu-west-1': manyEvents(150, 'eu') },
      fault: expiredFrom(4),
    });
    const run = await query('history:us-east-1,eu-west-1', [], env);
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('trailscan: the AWS credentials have expired');
    expect(run.stderr).not.toContain('bug');
  });
});

test('history:all reads all enabled regions', async () => {
  const { stub, env } = await startAws({
    ...anyPace,
    events: { 'us-east-1': manyEvents(2), 'sa-east-1': manyEvents(2, 'sa') },
  });
  const run = await query('history:all', [], env);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(idsIn(run.stdout).sort()).toEqual(['e-0', 'e-1', 'sa0', 'sa1']);
  expect(stub.counters.operations).toEqual({ ListRegions: 1, LookupEvents: 17 });
  stub.reset();
  await query('history:all', ['--region', 'eu-*'], env);
  const asked = stub.log.slice(1).map(({ region }) => region);
  expect(asked.sort()).toEqual([
    'eu-central-1',
    'eu-north-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
  ]);
});

test('history: sends requests only to the regions in --region', async () => {
  const { stub, env } = await startAws({
    ...anyPace,
    events: { 'eu-west-1': manyEvents(2, 'eu') },
  });
  const run = await ask(['--region', 'eu-west-1'], env);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(stub.log.map(({ region }) => region)).toEqual(['eu-west-1']);
  stub.reset();
  const none = await Promise.all([
    query('history:us-east-1', ['--region', 'eu-west-1'], env),
    ask(['--region', 'eu-*'], env),
    ask(['--region', '!us-east-1'], env),
  ]);
  for (const { stderr } of none) {
    expect(stderr).toContain('the filter excludes all of its regions');
  }
  expect(stub.log).toEqual([]);
});

test('--limit stops reading the history early with --reverse and with --unordered', async () => {
  const events = { 'us-east-1': manyEvents(500), 'eu-west-1': manyEvents(500, 'eu') };
  const newest = await startAws({ ...anyPace, events });
  const any = await startAws({ ...anyPace, events });
  const uri = 'history:us-east-1,eu-west-1';
  const [first, second] = await Promise.all([
    query(uri, ['--limit', '60', '--reverse'], newest.env),
    query(uri, ['--limit', '60', '--unordered'], any.env),
  ]);
  const expected = [...manyEvents(30), ...manyEvents(30, 'eu')].map(({ eventID }) => eventID);
  expect(idsIn(first.stdout).sort()).toEqual(expected.sort());
  expect(idsIn(second.stdout)).toHaveLength(60);
  expect(newest.stub.log.length).toBeLessThanOrEqual(4);
  expect(any.stub.log.length).toBeLessThanOrEqual(6);
});

test('Ctrl-C ends a history query that waits for the quota or for an answer', async () => {
  const waiting = await startAws({ events: { 'us-east-1': manyEvents(5000) } });
  const hanging = await startAws({ fault: () => ({ kind: 'hang' }) });
  for (const { stub, env } of [waiting, hanging]) {
    // Waiting for the answer would exceed the timeout of the test.
    const args = ['query', 'history:', '--timeout', '10m'];
    const child = spawn(process.execPath, [trailscanPath, ...args], {
      cwd: projectRoot,
      env: { ...testEnvironment, ...env },
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await expect.poll(() => stub.log.length).toBeGreaterThan(0);
    const before = stub.log.length;
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stub.log.length - before).toBeLessThanOrEqual(1);
    expect(stderr).toBe('');
  }
});

/** Filters with every flag; some events of the trail match each. */
const filters: readonly (readonly string[])[] = [
  [],
  ['--service', 'ec2,iam'],
  ['--service', 'elastic*'],
  ['--service', '!ec2'],
  ['--event', 'DescribeInstances,RunInstances,ConsoleLogin'],
  ['--event', 'Describe*,RunInstances'],
  ['--event', '!Describe*'],
  ['--principal', 'deploy-bot,bob'],
  ['--user', 'svc-backup,bob'],
  ['--user', 'root'],
  ['--user', 'svc-*,bob'],
  ['--role', 'ops-admin,build-agent'],
  ['--access-key', 'AKIAIOSFODNN7EXAMPLE'],
  ['--access-key', 'ASIA*'],
  ['--account', '111122223333,123456789012'],
  ['--region', 'us-west-2,eu-west-1'],
  ['--source-ip', '192.0.2.0/24,203.0.113.10'],
  ['--resource', 'i-*'],
  ['--error', '*Denied*,*NotFound*'],
  ['--outcome', 'denied,failed'],
  ['--identity-type', 'Root,AWSService'],
  ['--category', 'management'],
  ['--category', 'insight'],
  ['--category', 'insight,management'],
  ['--category', '!data'],
  ['--category', 'insight', '--event', 'Insight:ListRoles'],
  ['--category', 'insight', '--reads', '--service', 'iam,ec2'],
  ['--user-agent', 'aws-cli,Terraform'],
  ['--reads'],
  ['--writes'],
  ['--grep', 'i-0[0-9a-f]+'],
  ['--where', '{ $.errorCode = "*Denied*" }'],
  [
    '--service',
    'ec2',
    '--event',
    'RunInstances,TerminateInstances',
    '--writes',
    '--region',
    'us-east-1',
  ],
  ['--date', '2026-11-18', '--event', 'TerminateInstances'],
];

/** The management and Insight events of the fixtures, by their regions. */
async function managementEvents() {
  const { stdout } = await query('fixtures/trail', ['--category', 'management,insight']);
  const texts: string[] = [];
  const events: Record<string, (string | { event: string; answer: { ReadOnly?: string } })[]> = {};
  for (const text of stdout.split('\n')) {
    if (text === '') continue;
    const event = JSON.parse(text);
    texts.push(text);
    const region = String(event.awsRegion);
    // The history has ReadOnly for all events of this time.
    const answer = event.readOnly === undefined ? { ReadOnly: accessIn(event.eventName) } : {};
    events[region] = [...(events[region] ?? []), { event: text, answer }];
  }
  return { texts, events };
}

function accessIn(eventName: unknown): string {
  return String(/^(Describe|Get|List)/.test(String(eventName)));
}

/** Restricts the filter to events in a history, which has Insight events only on request. */
function fromHistory(filter: readonly string[]): readonly string[] {
  return filter.includes('--category') ? filter : [...filter, '--category', 'management'];
}

/** Runs the command line in this process. Returns the lines that it prints, sorted. */
async function runHere(source: string, filter: readonly string[]): Promise<string> {
  let stdout = '';
  let stderr = '';
  const output = (write: (text: string) => void) => ({
    write: async (text: string | Uint8Array) => write(String(text)),
  });
  const code = await main(['query', source, ...filter, '-o', 'ndjson'], {
    environment: {
      now: Date.parse('2026-11-20T00:00:00Z'),
      variables: process.env,
      cores: 1,
      stdin: { isTTY: false },
      stdout: { isTTY: false },
      stderr: { isTTY: false },
    },
    io: {
      stdin: process.stdin,
      stdout: output((text) => {
        stdout += text;
      }),
      stderr: output((text) => {
        stderr += text;
      }),
    },
    signal: new AbortController().signal,
  });
  if (code !== 0) throw new Error(stderr);
  return stdout
    .split('\n')
    .sort()
    .map((line) => `${line}\n`)
    .join('')
    .trimStart();
}

function ask(args: readonly string[], env: TrailscanOptions['env'] = {}) {
  return query('history:', args, env);
}

function query(source: string, args: readonly string[], env: TrailscanOptions['env'] = {}) {
  return trailscan(['query', source, ...args, '-o', 'ndjson'], { env });
}

function idsIn(stdout: string): string[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line).eventID);
}

function attributesIn({ log }: AwsStub): unknown[] {
  return log.map(({ parameters }) => parameters['LookupAttributes']);
}

/** Returns an event of noon, 19 November, or of this many minutes before. */
function eventOf(properties: Readonly<Record<string, unknown>>, minutesBefore = 0) {
  const time = new Date(Date.parse('2026-11-19T12:00:00Z') - minutesBefore * 60_000);
  return {
    eventVersion: '1.08',
    eventID: 'e-0',
    eventTime: time.toISOString().replace('.000', ''),
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    readOnly: true,
    ...properties,
  };
}

/** Returns this many events, one for each minute up to noon. */
function manyEvents(count: number, prefix = 'e-') {
  return Array.from({ length: count }, (_, n) => eventOf({ eventID: `${prefix}${n}` }, n));
}

const intruder = { sourceIPAddress: '192.0.2.66', readOnly: false };
const incident = [
  eventOf({ eventID: 'e-1', eventName: 'RunInstances', ...intruder }, 1),
  eventOf({ eventID: 'e-2', eventName: 'StopInstances', ...intruder }, 2),
  eventOf({ eventID: 'e-3', eventName: 'StopInstances', readOnly: false }, 3),
  eventOf({ eventID: 'e-4', eventName: 'StartInstances', ...intruder }, 4),
];
