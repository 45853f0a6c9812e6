import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { iamUser } from '../identity/made-up/callers.ts';
import { call, home } from '../identity/made-up/story.ts';
import { projectRoot, temporaryFolder, trailscan } from '../support/trailscan.ts';

const server = 'aws-mcp.amazonaws.com';
const agent = (more = {}) =>
  iamUser('alice', {
    key: 'ASIAAGENTAAAAAAAAAAA',
    began: '10:00:00',
    context: { signInSessionArn: `arn:aws:signin:us-east-1:${home}:session/agent` },
    more,
  });
const events = [
  call({
    name: 'aws-mcp:CallReadWriteTool',
    at: '10:05:00',
    by: agent(),
    request: { jsonrpc: '2.0', method: 'tools/call', params: { name: 'aws___call_aws' } },
    fields: {
      eventID: 'tool-call',
      requestID: 'request-1',
      eventType: 'AwsMcpEvent',
      sourceIPAddress: '203.0.113.5',
      userAgent: 'claude-code/2.1.202 (cli)',
      additionalEventData: {
        downstreamRequests: [{ apiName: 'ec2:DeleteSnapshot', requestId: 'request-2' }],
      },
    },
  }),
  call({
    name: 'ec2:DeleteSnapshot',
    at: '10:05:01',
    by: agent({ invokedBy: server }),
    request: { snapshotId: 'snap-0123' },
    fields: {
      eventID: 'deletion',
      requestID: 'request-2',
      sourceIPAddress: server,
      userAgent: server,
    },
  }),
];

function writeTrail(): string {
  const trail = join(temporaryFolder(), 'trail.json');
  writeFileSync(trail, JSON.stringify({ Records: events }));
  return trail;
}

describe('the calls of an AI agent', () => {
  test('lead from a deletion to the tool and its client, by the command that show prints', async () => {
    const trail = writeTrail();
    const shown = await trailscan(['show', 'deletion', trail]);
    const line = /^Tool call +trailscan (.+)$/m.exec(shown.stdout)?.[1] ?? '';
    const { stdout } = await trailscan([...line.split(' '), '-o', 'csv']);
    expect(stdout.split('\n')[1]).toBe(
      'DeleteSnapshot,aws___call_aws,203.0.113.5,claude-code/2.1.202 (cli)',
    );
    expect((await trailscan(['show', 'tool-call', trail])).stdout).not.toMatch(/^Tool call/m);
  });

  test('are of one session, with the address and the program of its client', async () => {
    const trail = writeTrail();
    const { stdout } = await trailscan(['sessions', trail, '-o', 'ndjson']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ events: 2, addresses: 1, address: '203.0.113.5', programs: 1, program: 'claude-code' },
    });
  });

  test('that write are counted for the person and the client', async () => {
    const trail = writeTrail();
    const written = ['--actor', 'agent', '--writes', '--by', 'person,client-address,event'];
    const { stdout } = await trailscan(['stats', trail, ...written, '-o', 'csv']);
    const lines = stdout.trim().split(/\r?\n/).slice(1).sort();
    expect(lines).toEqual([
      `alice (${home}),203.0.113.5,CallReadWriteTool,1`,
      `alice (${home}),203.0.113.5,DeleteSnapshot,1`,
    ]);
  });

  test('are printed by the commands of the documentation', async () => {
    const trail = writeTrail();
    const page = readFileSync(join(projectRoot, 'docs/who.md'), 'utf8');
    const commands = [...page.matchAll(/^trailscan (.*--actor agent.*)$/gm)].map(([, line = '']) =>
      line.replace('AWSLogs', trail).split(' '),
    );
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const { stdout } = await trailscan(command, {
        env: { TRAILSCAN_NOW: '2026-11-18T12:00:00Z' },
      });
      expect(stdout).toContain('DeleteSnapshot');
    }
  });

  test('are found when they delete data', async () => {
    const trail = writeTrail();
    const { stdout } = await trailscan(['detect', trail, '-o', 'ndjson', '--min-level', 'high']);
    expect(stdout).toContain('agent-deleted-data');
  });
});
