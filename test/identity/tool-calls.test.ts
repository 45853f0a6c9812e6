import { describe, expect, it } from 'vitest';
import { createColumn, readCell } from '../../src/format/text/column.ts';
import { withChains } from '../../src/identity/chain-column.ts';
import { createToolCalls } from '../../src/identity/tool-calls.ts';
import { eventOf } from '../event/event-of.ts';
import { iamUser } from './made-up/callers.ts';
import { findSessions } from './made-up/draw-sessions.ts';
import { call, type Made } from './made-up/story.ts';

const server = 'aws-mcp.amazonaws.com';
const columns = ['tool', 'client-address', 'client-program'].map(createColumn);

/** A call of the server for an agent, or of a caller for itself. */
const caused = (requestID: string, invokedBy: string | undefined = server) =>
  call({
    name: 'ec2:DescribeInstances',
    at: '10:06:01',
    by: iamUser('alice', { key: 'ASIAAGENT1', began: '10:00:00', more: { invokedBy } }),
    fields: { requestID, sourceIPAddress: server, userAgent: server },
  });

const toolCall = (requestID: string, requests: readonly string[], address = '203.0.113.5') =>
  call({
    name: 'aws-mcp:CallReadWriteTool',
    at: '10:06:00',
    by: iamUser('alice', { key: 'ASIAAGENT1', began: '10:00:00' }),
    request: { jsonrpc: '2.0', method: 'tools/call', params: { name: 'aws___call_aws' } },
    fields: {
      requestID,
      eventType: 'AwsMcpEvent',
      sourceIPAddress: address,
      userAgent: 'claude-code/2.1.202 (cli)',
      additionalEventData: {
        downstreamRequests: requests.map((requestId) => ({
          apiName: 'ec2:DescribeInstances',
          requestId,
          awsRegion: 'eu-west-1',
        })),
      },
    },
  });

/** Returns the cells of each event, and checks that groups of events have the same. */
async function cellsOf(events: readonly Made[], shown: readonly Made[]) {
  const chains = await findSessions([events]);
  const known = columns.map((column) => withChains(column, chains));
  return shown.map((made) => {
    const event = eventOf(made);
    const cells = known.map((column) => readCell(column, event, 'UTC'));
    const grouped = known.map((column) => {
      if (column.kind !== 'chain' || !column.chain) throw new Error('not a column of chains');
      const values = column.chain.reads.map((name) => readCell(createColumn(name), event, 'UTC'));
      return column.chain.ofValues(values);
    });
    expect(grouped).toEqual(cells);
    return cells;
  });
}

const client = ['aws___call_aws', '203.0.113.5', 'claude-code/2.1.202 (cli)'];
const nothing = ['', '', ''];

describe('the tool call of an AI agent', () => {
  it('gives its tool, address and program to the calls that it caused, and to itself', async () => {
    const tool = toolCall('tool-1', ['req-1', 'req-2']);
    const calls = [caused('req-1'), caused('req-2')];
    expect(await cellsOf([...calls, tool], [...calls, tool])).toEqual([client, client, client]);
  });

  it('is not given to calls that it does not name', async () => {
    const calls = [caused('req-3'), caused('')];
    const events = [toolCall('tool-1', ['req-1']), ...calls];
    expect(await cellsOf(events, calls)).toEqual([nothing, nothing]);
  });

  it('is not given to calls that no MCP server made, whatever their request ID', async () => {
    const calls = [caused('req-1', 'cloudformation.amazonaws.com'), caused('req-1', '')];
    const events = [toolCall('tool-1', ['req-1']), ...calls];
    expect(await cellsOf(events, calls)).toEqual([nothing, nothing]);
  });

  it('is the same one of two that name a request, in any order', () => {
    const both = [toolCall('tool-1', ['req-1']), toolCall('tool-2', ['req-1'], '203.0.113.6')];
    const [one, other] = [both, both.toReversed()].map((events) => {
      const tools = createToolCalls();
      for (const event of events) tools.add(eventOf(event));
      return tools.causeOf('req-1', server);
    });
    expect(one?.tool).toBe('aws___call_aws');
    expect(one).toEqual(other);
  });

  it('is not kept beyond a limit on requests, which are counted', () => {
    const tools = createToolCalls(3);
    tools.add(eventOf(toolCall('tool-1', ['req-1', 'req-2', 'req-3', 'req-4'])));
    expect(tools.causeOf('req-2', server)?.address).toBe('203.0.113.5');
    expect(tools.causeOf('req-3', server)).toBeUndefined();
    expect(tools.lost()).toBe(2);
  });
});
