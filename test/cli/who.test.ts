import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WhoReport, WhoSession } from '../../src/report/who/who-report.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const leaked = ['who', 'AKIAIOSFODNN7EXAMPLE', 'fixtures/trail'];

/** Returns the names and kinds of a session and of all below it. */
function namesIn({ name, kind, children }: WhoSession): readonly unknown[] {
  return [`${name}, ${kind}`, ...children.map(namesIn)];
}

describe('trailscan who', () => {
  test('prints the tree from a leaked key to everything that was made with it, as JSON', async () => {
    const { stdout, exitCode } = await trailscan([...leaked, '-o', 'json']);
    const report: WhoReport = JSON.parse(stdout);
    expect(report.trees.map(namesIn)).toEqual([
      [
        'deploy-bot, access key',
        [
          'build-agent/botocore-session-1794968283, role session',
          [
            'ops-admin/debug, role session',
            ['svc-backup, access key'],
            ['svc-backup, password', ['svc-backup, console session']],
          ],
        ],
      ],
    ]);
    expect(report.trees[0]).toMatchObject({
      isSought: true,
      handle: 'AKIAIOSFODNN7EXAMPLE',
      person: { name: 'deploy-bot (111122223333)', certainty: 'certain' },
      use: { events: 55, denied: 37, first: '2026-11-16T13:31:09Z' },
    });
    expect(report.coverage).toMatchObject({ issuing: 34, from: '2026-11-16T08:02:09Z' });
    expect(exitCode).toBe(0);
  });

  test('begins the text with who it is, and says which link is a guess', async () => {
    const { stdout } = await trailscan(leaked);
    expect(stdout).toMatch(
      /^Behind AKIAIOSFODNN7EXAMPLE: deploy-bot \(111122223333\), IAM user\.\n6 sessions, /,
    );
    expect(stdout).toContain('1 of 5 links between them is only likely.');
    expect(stdout).toContain(
      'began  2026-11-18 02:38:41 ConsoleLogin without MFA, likely: latest sign-in',
    );
  });

  test('prints a page, a picture and graphs with every session', async () => {
    for (const [format, start, dashed] of [
      ['html', '<!doctype html>', 'stroke-dasharray'],
      ['svg', '<svg xmlns="http://www.w3.org/2000/svg"', 'stroke-dasharray'],
      ['dot', 'digraph who {', 'style=dashed'],
      ['mermaid', 'flowchart LR', '-.->'],
    ] as const) {
      const { stdout, exitCode } = await trailscan([...leaked, '-o', format]);
      expect(stdout.startsWith(start), format).toBe(true);
      for (const name of ['deploy-bot', 'ops-admin/debug', 'svc-backup']) {
        expect(stdout, format).toContain(name);
      }
      expect(stdout, format).toContain(dashed);
      expect(exitCode).toBe(0);
    }
  });

  test('shows times in the zone of --tz', async () => {
    const { stdout } = await trailscan([...leaked, '--tz', 'Asia/Tokyo', '-o', 'dot']);
    expect(stdout).toContain('2026-11-18 11:18:03');
  });

  test.each(['text', 'json', 'html', 'svg', 'dot', 'mermaid'])(
    'has events without a valid time, as %s',
    async (format) => {
      const userIdentity = {
        ...{ type: 'IAMUser', principalId: 'AIDAEXAMPLE', userName: 'eve' },
        ...{ arn: 'arn:aws:iam::111122223333:user/eve', accountId: '111122223333' },
        accessKeyId: 'AKIAEVEEVEEVEEXAMPLE',
      };
      const event = {
        ...{ eventVersion: '1.08', eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' },
        ...{ awsRegion: 'us-east-1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli/2.0' },
        userIdentity,
        requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/r', roleSessionName: 's' },
        responseElements: { credentials: { accessKeyId: 'ASIAEVEEVEEVEEXAMPLE' } },
      };
      const file = join(temporaryFolder(), 'times.ndjson');
      const lines = [
        { ...event, eventID: '00000000-0000-4000-8000-000000000001', eventTime: 'yesterday' },
        { ...event, eventID: '00000000-0000-4000-8000-000000000002' },
        {
          ...event,
          eventID: '00000000-0000-4000-8000-000000000003',
          eventTime: '2026-11-18T02:00:00Z',
        },
      ];
      writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
      const args = ['who', 'AKIAEVEEVEEVEEXAMPLE', file, '-o', format];
      const { stdout, stderr } = await trailscan(args);
      expect(stderr).not.toContain('internal');
      expect(stdout).toContain('eve');
      expect(stdout).not.toMatch(/NaN|Invalid/);
    },
  );

  test('names the formats when another one is asked for', async () => {
    const { stderr, exitCode } = await trailscan([...leaked, '-o', 'pdf']);
    expect(stderr).toContain('text, json, html, svg, dot, mermaid');
    expect(exitCode).toBe(2);
  });

  test.each([
    ['*', "who: '*' would be everything"],
    ['10.0.0.0/99', "who: '10.0.0.0/99' is not a network such as 10.0.0.0/24"],
    ['2001:db8::/129', "who: '2001:db8::/129' is not a network such as 2001:db8::/64"],
  ])('refuses %s', async (thing, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['who', thing, 'fixtures/trail']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('refuses the same for --chain-of', async () => {
    const args = ['query', 'fixtures/trail', '--chain-of', '*'];
    const { stderr, exitCode } = await trailscan(args);
    expect(stderr).toContain("--chain-of: '*' would be everything");
    expect(exitCode).toBe(2);
  });
});
