import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { iamUser, role } from '../identity/made-up/callers.ts';
import { assumeRole } from '../identity/made-up/issuing.ts';
import { call } from '../identity/made-up/story.ts';
import { startAws } from '../support/aws-stub-environment.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';
import { startTrail } from './run-with-s3.ts';

/** A user assumes a role, which then creates a user. */
const key = 'ASIAOPSOPSOPSOPS1234';
const events = [
  assumeRole({
    at: '10:00:00',
    by: iamUser('deploy', { key: 'AKIADEPLOYDEPLOY1234' }),
    role: 'ops',
    session: 'ci',
    key,
  }),
  call({
    name: 'iam:CreateUser',
    at: '10:05:00',
    by: role('ops', 'ci', { key, began: '10:00:00' }),
    request: { userName: 'mallory' },
    response: { user: { userName: 'mallory' } },
    fields: { readOnly: false },
  }),
];
const document = JSON.stringify({ Records: events });

describe('who reads twice', () => {
  test('standard input, and leaves no copy of it', async () => {
    const folder = temporaryFolder();
    const run = await trailscan(['who', key, '-'], { stdin: document, env: { TMPDIR: folder } });
    expect(run.stdout).toContain('AssumeRole, certain: names the key');
    expect(run.stdout).toContain('CreateUser: user mallory created');
    expect(run.exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('objects in S3, each of which it fetches once', async () => {
    const objects = events.map((event, at) => {
      const name = `111122223333_CloudTrail_eu-west-1_20261118T10${at}0Z_abcdefghijklmnop.json.gz`;
      const body = gzipSync(JSON.stringify({ Records: [event] }));
      const day = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/18';
      return [`${day}/${name}`, { body }] as const;
    });
    const { run, stub } = await startTrail(objects);
    const { stdout, exitCode } = await run(['who', key, 's3://trail/']);
    expect(stdout).toContain('AssumeRole, certain: names the key');
    expect(exitCode).toBe(0);
    expect(stub.counters.operations['GetObject']).toBe(2);
  });

  test('the Event history, by the names of calls and by the access key', async () => {
    const { stub, env } = await startAws({
      lookupQuota: 'none',
      events: { 'us-east-1': [...events] },
    });
    const run = await trailscan(['who', key, 'history:us-east-1', '-o', 'json'], { env });
    expect(JSON.parse(run.stdout).trees).toMatchObject([
      { name: 'deploy', children: [{ name: 'ops/ci', isSought: true }] },
    ]);
    expect(run.stderr).toContain('looks up 18 calls that issue credentials');
    expect(lookedUp(stub)).toEqual(['AccessKeyId', 'EventName']);
  });
});

describe('--no-chains', () => {
  test('looks up only the events of the thing, and says that the rest is not known', async () => {
    const { stub, env } = await startAws({
      lookupQuota: 'none',
      events: { 'us-east-1': [...events] },
    });
    const args = ['who', key, 'history:us-east-1', '--no-chains', '-o', 'json'];
    const { stdout, stderr } = await trailscan(args, { env });
    expect(JSON.parse(stdout).trees).toMatchObject([
      { name: 'ops/ci', person: null, children: [] },
    ]);
    expect(stderr).toContain('note: without chains: ');
    expect(lookedUp(stub)).toEqual(['AccessKeyId']);
  });

  test('lists sessions in one reading', async () => {
    const args = ['sessions', '-', '-o', 'ndjson'];
    const rowsOf = async (...flags: readonly string[]) => {
      const { stdout, stderr } = await trailscan([...args, ...flags], { stdin: document });
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      return { rows, stderr };
    };
    const { rows, stderr } = await rowsOf('--no-chains');
    const whole = await rowsOf();
    const countsOf = ({ key, events, writes }: Record<string, unknown>) => ({
      key,
      events,
      writes,
    });
    expect(rows.map(countsOf)).toEqual(whole.rows.map(countsOf));
    expect(rows.map(({ person }) => person?.name)).toEqual(['deploy (111122223333)', undefined]);
    expect(stderr).toContain('note: without chains: ');
  });

  test('is refused with a filter that needs them', async () => {
    const args = ['sessions', 'fixtures/trail', '--no-chains', '--person', 'alice'];
    const { stderr, exitCode } = await trailscan(args);
    expect(stderr).toContain('--no-chains: --person and --chain-of need the chains');
    expect(exitCode).toBe(2);
  });
});

/** Returns the names of the attributes by which events were looked up, sorted. */
function lookedUp({ log }: Awaited<ReturnType<typeof startAws>>['stub']): readonly string[] {
  const names = log.flatMap(({ parameters }) =>
    (parameters['LookupAttributes'] as { AttributeKey: string }[]).map(
      ({ AttributeKey }) => AttributeKey,
    ),
  );
  return [...new Set(names)].sort();
}
