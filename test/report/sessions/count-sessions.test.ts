import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import { createChains } from '../../../src/identity/chains.ts';
import { createIdentityPass } from '../../../src/identity/identity-pass.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { countSessions } from '../../../src/report/sessions/count-sessions.ts';
import type { SessionRanking } from '../../../src/report/sessions/session-order.ts';
import type { SessionRow } from '../../../src/report/sessions/session-row.ts';
import { createLocalSource } from '../../../src/source/local-source.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

const keys = Array.from({ length: 150 }, (_, at) => `ASIA${String(at).padStart(16, 'A')}`);

/** Two events of each of many sessions, and the call that issued every second one. */
const events = keys.flatMap((key, at) => [
  ...(at % 2 === 0 ? [issue(key, at)] : []),
  use(key, at, { eventName: 'RunInstances', sourceIPAddress: '192.0.2.1', second: 30 }),
  use(key, at, { eventName: 'DescribeInstances', sourceIPAddress: '192.0.2.2', second: 20 }),
]);
const service = { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } };

describe('countSessions', () => {
  test.each([
    [{ sort: 'start', isReversed: false }],
    [{ sort: 'start', isReversed: true }],
    [{ sort: 'name', isReversed: false }],
    [{ sort: 'events', isReversed: false, top: 7 }],
    [{ sort: 'person', isReversed: true, top: 7 }],
  ] as const)('has the same result when the counts do not fit into memory: %j', async (ranking) => {
    const inMemory = await count(ranking);
    const onDisk = await count(ranking, 20);
    expect(onDisk).toEqual(inMemory);
    expect(inMemory.sessions).toBe(keys.length + 1);
    expect(inMemory.withoutSession).toBe(1);
  });

  test('all events of a session are in its row, and its first address and time', async () => {
    const { rows } = await count({ sort: 'start', isReversed: false }, 20);
    expect(rows.filter(({ handle }) => handle === keys[3])).toEqual([
      {
        id: `key ${keys[3]}`,
        handle: keys[3],
        name: 'worker/job-3',
        kind: 'role session',
        account: '111122223333',
        person: null,
        began: { kind: 'missing', certainty: 'certain', text: 'not read', event: '' },
        ...{ events: 2, writes: 1, denied: 0, failed: 0 },
        start: Date.parse('2026-11-19T08:03:20Z') / 1000,
        end: Date.parse('2026-11-19T08:03:30Z') / 1000,
        ...{ addresses: 2, address: '192.0.2.2', programs: 1, program: 'aws-cli' },
      },
    ]);
    const issued = rows.find(({ handle }) => handle === keys[4]);
    expect(issued?.person?.name).toBe('deploy-bot (111122223333)');
    expect(issued?.began.text).toBe('AssumeRole by deploy-bot');
    expect(issued?.began.event).toBe('issue-4');
  });

  test('the sum of the others is that of their rows', async () => {
    const all = await count({ sort: 'events', isReversed: false });
    const top = await count({ sort: 'events', isReversed: false, top: 3 });
    const rest = all.rows.slice(3);
    expect(top.rows).toEqual(all.rows.slice(0, 3));
    expect(top.others).toEqual({
      sessions: rest.length,
      events: rest.reduce((sum, { events }) => sum + events, 0),
      writes: rest.reduce((sum, { writes }) => sum + writes, 0),
      denied: 0,
      failed: 0,
      start: Math.min(...rest.map(({ start }) => start)),
      end: Math.max(...rest.map(({ end }) => end)),
    });
  });

  test('is aborted while sessions are ranked', async () => {
    const reason = new Error('stopped');
    const counting = await read(20, AbortSignal.abort(reason));
    const ranked = counting.ranked({ sort: 'start', isReversed: false });
    await expect(ranked).rejects.toBe(reason);
    counting.close();
  });
});

async function count(ranking: SessionRanking, maxHeld?: number) {
  const counting = await read(maxHeld, new AbortController().signal);
  try {
    const { rows, others } = await counting.ranked(ranking);
    const ranked: readonly SessionRow[] = [...rows];
    return {
      rows: ranked,
      others,
      sessions: counting.sessions(),
      withoutSession: counting.withoutSession(),
    };
  } finally {
    counting.close();
  }
}

/** Reads the events, and returns the count to be ranked. */
async function read(maxHeld: number | undefined, signal: AbortSignal) {
  const folder = temporaryFolder();
  const all = [...events, { ...use('', 0, {}), ...service }];
  // Several files, so that there are several parts between which counts are moved to disk.
  for (let at = 0; at < all.length; at += 50) {
    const lines = all.slice(at, at + 50).map((event) => JSON.stringify(event));
    writeFileSync(join(folder, `${at}.ndjson`), lines.join('\n'));
  }
  const source = createLocalSource([folder], () => Readable.from([]));
  const engine = createScanEngine(source, { signal: new AbortController().signal });
  const pass = createIdentityPass({ time: {} });
  for await (const _ of pass.read(engine));
  const counting = countSessions(engine, createChains(pass.end()), {
    filter: allEvents,
    zone: 'UTC',
    keepDuplicates: false,
    ...(maxHeld !== undefined && { maxHeld }),
    signal,
  });
  for await (const _ of counting.parts);
  return counting;
}

function issue(accessKeyId: string, at: number) {
  return {
    ...call(`issue-${at}`, at, 10),
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/deploy-bot',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'deploy-bot',
    },
    requestParameters: {
      roleArn: 'arn:aws:iam::111122223333:role/worker',
      roleSessionName: `job-${at}`,
    },
    responseElements: { credentials: { accessKeyId } },
  };
}

function use(
  accessKeyId: string,
  at: number,
  { second = 0, ...fields }: Readonly<Record<string, unknown>> & { readonly second?: number },
) {
  return {
    ...call(`use-${at}-${second}`, at, second),
    eventSource: 'ec2.amazonaws.com',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:job-${at}`,
      arn: `arn:aws:sts::111122223333:assumed-role/worker/job-${at}`,
      accountId: '111122223333',
      accessKeyId,
    },
    readOnly: fields['eventName'] !== 'RunInstances',
    ...fields,
  };
}

function call(eventID: string, at: number, second: number) {
  const clock = [8 + Math.floor(at / 60), at % 60, second].map((n) => String(n).padStart(2, '0'));
  return {
    eventVersion: '1.08',
    eventTime: `2026-11-19T${clock.join(':')}Z`,
    eventID,
    awsRegion: 'us-east-1',
    userAgent: 'aws-cli/2.15.0',
    sourceIPAddress: '198.51.100.20',
    eventName: 'GetCallerIdentity',
    recipientAccountId: '111122223333',
    eventType: 'AwsApiCall',
  };
}
