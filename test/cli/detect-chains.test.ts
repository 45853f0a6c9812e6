import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DetectionReport } from '../../src/report/detect/detection-report.ts';
import { iamUser, role, service } from '../identity/made-up/callers.ts';
import { assumeRole, consoleLogin } from '../identity/made-up/issuing.ts';
import { call, home, type Made, uses } from '../identity/made-up/story.ts';
import { shellWords } from '../support/shell-words.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const trail = 'fixtures/trail';
const alice = iamUser('alice', { key: 'AKIAALICEEXAMPLE' });
const ip = (sourceIPAddress: string) => ({ sourceIPAddress });
const here = ip('198.51.100.7');
const elsewhere = ip('203.0.113.66');

const onInstance = (key: string) =>
  role('web', 'i-0dbc91f429e48eeed', {
    key,
    began: '10:00:00',
    context: { ec2RoleDelivery: '2.0' },
  });
const inFunction = (key: string) =>
  role('resize', 'resize-images', {
    key,
    began: '10:00:00',
    more: {
      inScopeOf: {
        issuerType: 'AWS::Lambda::Function',
        credentialsIssuedTo: `arn:aws:lambda:eu-west-1:${home}:function:resize-images`,
      },
    },
  });
const ofKey = (name: string, at: string, status?: string) =>
  call({
    name: `iam:${name}`,
    at,
    by: iamUser('admin', { key: 'AKIAADMINEXAMPLE' }),
    request: { accessKeyId: 'AKIAALICEEXAMPLE', userName: 'alice', ...(status && { status }) },
  });

/** Returns roles that were assumed one from the other, and a use of the last one. */
function chainOf(...names: readonly string[]): readonly Made[] {
  const callers = names.map((name, at) =>
    role(name, 'x', { key: `ASIA${name.toUpperCase()}EXAMPLE`, began: `10:0${at}:00` }),
  );
  return [
    ...names.map((name, at) =>
      assumeRole({
        at: `10:0${at}:00`,
        by: callers[at - 1] ?? alice,
        ...{ role: name, session: 'x', key: `ASIA${name.toUpperCase()}EXAMPLE` },
      }),
    ),
    ...uses(callers.at(-1) ?? alice, ['10:10:00']),
  ];
}

/** Returns a session of a role that begins and is used at these times. */
function roleOf(by: Made, began: string, used: string): readonly Made[] {
  const ops = role('ops', 'x', { key: 'ASIAOPSEXAMPLE', began });
  const key = 'ASIAOPSEXAMPLE';
  return [assumeRole({ at: began, by, role: 'ops', session: 'x', key }), ...uses(ops, [used])];
}

const days = ['06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17'];
/** What alice did on the days before, from the usual address. */
const history = days.flatMap((day) =>
  uses(alice, ['09:00:00'], {
    ...here,
    eventTime: `2026-11-${day}T09:00:00Z`,
    eventID: `a-${day}`,
  }),
);
const signInAt = (address: Made, before: readonly Made[]): readonly Made[] => {
  const console = iamUser('alice', { key: 'ASIATABEXAMPLE', began: '10:02:00' });
  const assumed = { role: 'ops', session: 'x', key: 'ASIAOPSEXAMPLE' };
  return [
    ...before,
    consoleLogin({ at: '10:02:00', by: iamUser('alice'), fields: address }),
    ...uses(console, ['10:03:00'], address),
    assumeRole({ at: '10:04:00', by: console, ...assumed, fields: address }),
    ...uses(role('ops', 'x', { key: 'ASIAOPSEXAMPLE', began: '10:04:00' }), ['10:05:00'], address),
  ];
};

const token = (fields: Made) =>
  call({
    name: 'signin:GetSigninToken',
    at: '10:05:00',
    by: role('ops', 'x', { key: 'ASIAOPSEXAMPLE', began: '10:00:00' }),
    fields,
  });

interface Case {
  readonly rule: string;
  readonly level: string;
  readonly found: readonly Made[];
  /** What looks alike and is not suspicious. */
  readonly innocent: readonly Made[];
}

const cases: readonly Case[] = [
  {
    rule: 'instance-credentials-elsewhere',
    level: 'high',
    found: [
      ...uses(onInstance('ASIAFIRSTEXAMPLE'), ['10:01:00', '12:00:00'], here),
      ...uses(onInstance('ASIAOTHEREXAMPLE'), ['11:00:00'], elsewhere),
    ],
    // The instance was stopped and got another address; it also uses the endpoints of its network.
    innocent: [
      ...uses(onInstance('ASIAFIRSTEXAMPLE'), ['10:01:00', '12:00:00'], here),
      ...uses(onInstance('ASIAFIRSTEXAMPLE'), ['11:00:00'], ip('10.0.0.5')),
      ...uses(onInstance('ASIAFIRSTEXAMPLE'), ['11:30:00'], ip('ec2.amazonaws.com')),
      ...uses(onInstance('ASIAOTHEREXAMPLE'), ['14:00:00'], elsewhere),
    ],
  },
  {
    rule: 'key-used-after-its-end',
    level: 'high',
    found: [ofKey('DeleteAccessKey', '10:00:00'), ...uses(alice, ['11:00:00'])],
    innocent: [
      ofKey('UpdateAccessKey', '09:00:00', 'Inactive'),
      ofKey('UpdateAccessKey', '09:30:00', 'Active'),
      ...uses(alice, ['10:00:00']),
      ofKey('DeleteAccessKey', '11:00:00'),
      ...uses(alice, ['11:02:00']),
    ],
  },
  {
    rule: 'workload-second-address',
    level: 'medium',
    found: [
      ...uses(inFunction('ASIAFIRSTEXAMPLE'), ['10:01:00'], here),
      ...uses(inFunction('ASIAFIRSTEXAMPLE'), ['11:00:00'], elsewhere),
    ],
    innocent: [
      ...uses(inFunction('ASIAFIRSTEXAMPLE'), ['10:01:00'], here),
      ...uses(inFunction('ASIAOTHEREXAMPLE'), ['10:01:00'], elsewhere),
    ],
  },
  {
    rule: 'chain-over-three-hops',
    level: 'medium',
    found: chainOf('one', 'two', 'three', 'four'),
    innocent: chainOf('one', 'two', 'three'),
  },
  {
    rule: 'session-over-its-maximum',
    level: 'low',
    found: roleOf(alice, '01:00:00', '14:00:00'),
    innocent: roleOf(alice, '01:00:00', '12:30:00'),
  },
  {
    rule: 'session-over-its-maximum',
    level: 'low',
    found: roleOf(role('one', 'x', { key: 'ASIAONEEXAMPLE' }), '01:00:00', '03:00:00'),
    innocent: roleOf(service('ecs-tasks'), '01:00:00', '03:00:00'),
  },
  {
    rule: 'sign-in-token-from-key',
    level: 'low',
    found: [token(here)],
    innocent: [token(ip('signin.amazonaws.com'))],
  },
  {
    rule: 'issued-from-new-address',
    level: 'low',
    found: signInAt(elsewhere, history),
    innocent: signInAt(here, history),
  },
  {
    rule: 'issued-from-new-address',
    level: 'low',
    found: signInAt(elsewhere, history),
    innocent: signInAt(elsewhere, history.slice(-3)),
  },
];

function fileOf(events: readonly Made[]): string {
  const path = join(temporaryFolder(), 'events.json');
  writeFileSync(path, JSON.stringify({ Records: events }));
  return path;
}

async function reportOf(...args: readonly string[]): Promise<DetectionReport> {
  const { stdout } = await trailscan(['detect', ...args, '-o', 'json']);
  return JSON.parse(stdout);
}

const ofSessions = ({ findings }: DetectionReport) =>
  findings.filter(({ kind }) => kind === 'session').map(({ rule, level }) => [rule, level]);

describe('detect --chains', () => {
  test.each(cases)('finds $rule, and not what only looks like it', async (one) => {
    const { rule, level, found, innocent } = one;
    expect(ofSessions(await reportOf(fileOf(found), '--chains'))).toEqual([[rule, level]]);
    expect(ofSessions(await reportOf(fileOf(innocent), '--chains'))).toEqual([]);
  });

  test('finds nothing about sessions without the flag, and nothing above low on quiet days', async () => {
    expect(ofSessions(await reportOf(trail))).toEqual([]);
    for (const date of ['2026-11-16', '2026-11-17']) {
      const report = await reportOf(trail, '--chains', '--min-level', 'medium', '--date', date);
      expect([date, ofSessions(report)]).toEqual([date, []]);
    }
  });

  test('finds the same whatever is read first, and only for the events asked for', async () => {
    const all = cases.slice(0, 4).flatMap(({ found }) => found);
    const one = await reportOf(fileOf(all), '--chains');
    const other = await reportOf(fileOf(all.toReversed()), '--chains');
    const findings = ({ findings }: DetectionReport) =>
      findings.map(({ query: _, file: __, ...row }) => row);
    expect(findings(other)).toEqual(findings(one));
    const asked = await reportOf(fileOf(all), '--chains', '--identity', 'alice');
    expect(ofSessions(asked)).toEqual([['key-used-after-its-end', 'high']]);
  });

  test('names the command that shows where the credentials come from', async () => {
    const { findings, rules } = await reportOf(trail, '--chains', '--tag', 'attack.t1548.005');
    const found = findings.find(({ rule }) => rule === 'chain-over-three-hops');
    expect(rules.map(({ rule }) => rule)).toContain('chain-over-three-hops');
    const [, ...words] = await shellWords(found?.query ?? '');
    const { stdout, exitCode } = await trailscan(words);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining('made through 4 other sessions'),
    ]);
  });

  test.each(['table', 'markdown', 'html', 'sarif', 'ndjson', 'csv', 'json'])(
    'prints the finding as %s',
    async (format) => {
      const { stdout, stderr } = await trailscan(['detect', trail, '--chains', '-o', format]);
      expect(stdout).toContain('chain-over-three-hops');
      expect(stderr).toContain('note: reading twice');
    },
  );

  test('counts the finding for --fail-on, and in groups', async () => {
    const failing = ['detect', trail, '--chains', '--fail-on', 'key-used-after-its-end'];
    expect((await trailscan(failing)).exitCode).toBe(1);
    const day = await trailscan([...failing, '--date', '2026-11-17']);
    expect(day.exitCode).toBe(0);
    const without = await trailscan(['detect', trail, '--fail-on', 'key-used-after-its-end']);
    expect(without.stderr).toContain("'key-used-after-its-end' also needs --chains");
    const file = fileOf(cases[0]?.found ?? []);
    const { groups } = await reportOf(file, '--chains', '--group', 'source-ip');
    expect(groups?.rows).toContainEqual(
      expect.objectContaining({ value: '203.0.113.66', level: 'high' }),
    );
  });

  test('sums up by the identity', async () => {
    const { groups } = await reportOf(trail, '--group', 'identity');
    expect(groups?.rows.map(({ value }) => value)).toContain('svc-backup');
  });
});

describe('summary --chains', () => {
  test('lists what is suspicious about sessions, and fails for it', async () => {
    const args = ['summary', trail, '--date', '2026-11-18', '-o', 'json'];
    const { stdout, exitCode } = await trailscan([
      ...[...args, '--chains', '--fail-on', 'chain-over-three-hops'],
    ]);
    expect(exitCode).toBe(1);
    const { findings } = JSON.parse(stdout);
    expect(findings).toContainEqual({
      kind: 'chain-over-three-hops',
      level: 'medium',
      count: 1,
      query: 'trailscan detect fixtures/trail --date 2026-11-18 --chains',
    });
    const without = await trailscan(args);
    expect(without.stdout).not.toContain('chain-over-three-hops');
    const { findings: others, ...same } = JSON.parse(without.stdout);
    expect(JSON.parse(stdout)).toMatchObject({ totals: same.totals, denied: same.denied });
    expect(findings).toEqual(expect.arrayContaining(others));
  });

  test('refuses to fail for sessions that it does not judge', async () => {
    const args = ['summary', trail, '--fail-on', 'chain-over-three-hops'];
    const { exitCode, stderr } = await trailscan(args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('requires --chains')]);
  });
});
