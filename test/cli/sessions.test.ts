import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { iamUser } from '../identity/made-up/callers.ts';
import { uses } from '../identity/made-up/story.ts';
import { trailscan } from '../support/trailscan.ts';

interface Row {
  readonly others?: number;
  readonly name: string;
  readonly kind: string;
  readonly person: { readonly name: string; readonly certainty: string } | null;
  readonly events: number;
  readonly writes: number;
  readonly denied: number;
  readonly failed: number;
  readonly start: string;
  readonly end: string;
  readonly began: { readonly text: string; readonly event: string | null };
  readonly key: string | null;
}

const trail = 'fixtures/trail';

async function rowsOf(...args: readonly string[]): Promise<readonly Row[]> {
  const { stdout } = await trailscan(['sessions', ...args, '-o', 'ndjson']);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Returns the number of events that `stats` counts. */
async function countOf(...args: readonly string[]): Promise<number> {
  const { stdout } = await trailscan(['stats', ...args, '-o', 'json']);
  return JSON.parse(stdout)[0].events;
}

test('a key with which events name two users is in one row, of neither', async () => {
  const key = 'AKIATWOTWOTWOTWOTWO2';
  const records = ['alice', 'bob', 'alice'].flatMap((name, at) =>
    uses(iamUser(name, { key }), [`10:00:0${at}`], { sourceIPAddress: `198.51.100.${at}` }),
  );
  const run = await trailscan(['sessions', '-', '-o', 'ndjson'], {
    stdin: JSON.stringify({ Records: records }),
  });
  const [row, ...others] = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(row).toMatchObject({
    kind: 'access key',
    person: null,
    name: `key ${key}`,
    events: 3,
    key,
  });
  expect(others).toEqual([]);
});

describe('sessions', () => {
  test.each([
    [[]],
    [['--outcome', 'denied']],
    [['--writes']],
    [['--service', 'ec2', '--date', '2026-11-18']],
    [['--person', 'deploy-bot']],
    [['--keep-duplicates']],
  ])(
    'the events of all rows, and those without a session, are all that match: %j',
    async (args) => {
      const rows = await rowsOf(trail, ...args);
      const { stderr } = await trailscan(['sessions', trail, ...args, '-o', 'csv', '--verbose']);
      const without = Number(/note: ([\d,]+) events? without a session/.exec(stderr)?.[1] ?? 0);
      expect(rows.length).toBeGreaterThan(0);
      expect(sum(rows) + without).toBe(await countOf(trail, ...args));
    },
  );

  test('only the events that match are counted', async () => {
    for (const { denied, events } of await rowsOf(trail, '--outcome', 'denied')) {
      expect(denied).toBe(events);
    }
    for (const { writes, events } of await rowsOf(trail, '--writes')) expect(writes).toBe(events);
  });

  test('shows who stands behind each session that was made from a key, and how it began', async () => {
    const columns = 'start,person,name,kind,events,writes,failed,began,key';
    const { stdout, stderr } = await trailscan([
      ...['sessions', trail, '--chain-of', 'AKIAIOSFODNN7EXAMPLE'],
      ...['--since', '2026-11-18', '-o', 'csv', '--columns', columns],
    ]);
    expect(parse(stdout)).toEqual([
      ['start (UTC)', ...columns.split(',').slice(1)],
      [
        ...['2026-11-18 02:11:07', 'deploy-bot (111122223333)', 'deploy-bot', 'access key'],
        ...['49', '0', '4', 'long-term', 'AKIAIOSFODNN7EXAMPLE'],
      ],
      [
        ...['2026-11-18 02:18:08', 'deploy-bot (111122223333)'],
        ...['build-agent/botocore-session-1794968283', 'role session', '2', '0', '0'],
        ...['AssumeRole by deploy-bot', 'ASIAPMDPNJHNZEXAMPLE'],
      ],
      [
        ...['2026-11-18 02:21:04', 'deploy-bot (111122223333)', 'ops-admin/debug'],
        ...['role session', '9', '8', '2'],
        ...['AssumeRole by build-agent/botocore-session-1794968283', 'ASIAZPLLL7MHCEXAMPLE'],
      ],
      [
        ...['2026-11-18 02:31:02', 'svc-backup (111122223333)', 'svc-backup', 'access key'],
        ...['16', '1', '0', 'CreateAccessKey by ops-admin/debug', 'AKIAVH36HW4GKEXAMPLE'],
      ],
      [
        ...['2026-11-18 02:38:41', 'svc-backup (111122223333)', 'svc-backup', 'password'],
        ...['1', '1', '0', 'CreateLoginProfile by ops-admin/debug'],
        'arn:aws:iam::111122223333:user/svc-backup',
      ],
      [
        ...['2026-11-18 02:41:15', 'svc-backup (111122223333)', 'svc-backup', 'console session'],
        ...['13', '10', '2', 'ConsoleLogin (likely)', 'ASIAK72SP6CFGEXAMPLE'],
      ],
    ]);
    expect(stderr).not.toContain('reading twice');
  });

  test('the key of each row is understood by who, with the same name', async () => {
    for (const { key, name } of await rowsOf(trail, '--principal', 'svc-backup')) {
      const { stdout } = await trailscan(['who', key ?? '', trail, '-o', 'text']);
      expect(stdout).toContain(name);
      expect(stdout).toContain('← asked for');
    }
  });

  test.each(['ndjson', 'csv', 'table'])(
    'prints the same for any number of threads, as %s',
    async (format) => {
      const outputs = [];
      for (const threads of ['1', '2', '4']) {
        outputs.push(await trailscan(['sessions', trail, '-o', format, '--threads', threads]));
      }
      expect(outputs[0]?.stdout).toContain('ASIAZPLLL7MHCEXAMPLE');
      expect(outputs[1]).toEqual(outputs[0]);
      expect(outputs[2]).toEqual(outputs[0]);
    },
  );

  test('events that are delivered twice are counted once, unless asked for', async () => {
    const once = await rowsOf(trail);
    expect(await rowsOf(trail, trail)).toEqual(once);
    const twice = await rowsOf(trail, trail, '--keep-duplicates');
    expect(sum(twice)).toBeGreaterThan(sum(once));
  });

  test.each([
    ['start', (row: Row) => row.start, 1],
    ['end', (row: Row) => row.end, 1],
    ['events', (row: Row) => row.events, -1],
    ['writes', (row: Row) => row.writes, -1],
    ['denied', (row: Row) => row.denied, -1],
    ['name', (row: Row) => row.name, 1],
  ] as const)('--sort %s', async (name, keyOf, direction) => {
    const rows = await rowsOf(trail, '--sort', name);
    const keys = rows.map((row): string | number => keyOf(row));
    const sorted = keys.toSorted((a, b) => (a < b ? -direction : a > b ? direction : 0));
    expect(keys).toEqual(sorted);
    expect(await rowsOf(trail, '--sort', name, '--reverse')).toEqual(rows.toReversed());
  });

  test('--sort person puts sessions of nobody who is known last', async () => {
    const people = (await rowsOf(trail, '--sort', 'person')).map(({ person }) => person?.name);
    const known = people.filter((name) => name !== undefined);
    expect(people).toEqual([...known.toSorted(), ...people.slice(known.length)]);
    expect(people.at(-1)).toBeUndefined();
  });

  test('--top prints the first rows and sums up the others', async () => {
    const all = await rowsOf(trail, '--sort', 'events');
    const top = await rowsOf(trail, '--sort', 'events', '--top', '3');
    expect(top.slice(0, 3)).toEqual(all.slice(0, 3));
    expect(top.slice(3)).toEqual([
      expect.objectContaining({ others: all.length - 3, events: sum(all.slice(3)) }),
    ]);
    const csv = await trailscan(['sessions', trail, '--top', '3', '-o', 'csv']);
    expect(csv.stdout).toContain(`(others: ${all.length - 3} sessions)`);
  });

  test('a table ends with the number of sessions, and of events without one', async () => {
    const { stdout } = await trailscan(['sessions', trail, '-o', 'table']);
    const rows = await rowsOf(trail);
    const without = (await countOf(trail)) - sum(rows);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      `${rows.length} sessions; ${without} events without a session are left out. Times in UTC.`,
    );
  });

  test('without events, prints only what there is to say', async () => {
    const none = ['sessions', trail, '--event', 'NoSuchEvent'];
    expect((await trailscan([...none, '-o', 'ndjson'])).stdout).toBe('');
    expect((await trailscan([...none, '-o', 'json'])).stdout).toBe('[]\n');
    expect((await trailscan([...none, '-o', 'table'])).stdout).toBe('0 sessions. Times in UTC.\n');
    expect((await trailscan([...none, '--exit-status'])).exitCode).toBe(1);
  });

  test('reads standard input twice', async () => {
    const { stdout: events } = await trailscan(['query', trail, '--date', '2026-11-18']);
    const { stdout } = await trailscan(['sessions', '-', '-o', 'ndjson'], { stdin: events });
    expect(stdout).toContain('"text":"AssumeRole by deploy-bot"');
  });

  test('an unknown name of a column or an order is wrong usage', async () => {
    const column = await trailscan(['sessions', trail, '--columns', 'names']);
    expect(column).toMatchObject({ exitCode: 2, stdout: '' });
    expect(column.stderr).toContain("--columns: unknown value 'names'");
    const sort = await trailscan(['sessions', trail, '--sort', 'size']);
    expect(sort).toMatchObject({ exitCode: 2, stdout: '' });
    expect(sort.stderr).toContain("--sort: unknown value 'size'");
  });
});

describe('show', () => {
  test('prints the command that goes on from an event to its session', async () => {
    const [event] = await eventsOf('--principal', 'ops-admin/debug', '--limit', '1');
    const { stdout } = await trailscan(['show', event?.eventID ?? '', trail]);
    expect(stdout).toMatch(/^Session {4}trailscan who ASIAZPLLL7MHCEXAMPLE fixtures\/trail$/m);
  });

  test('prints no such command for an event of a service', async () => {
    const [event] = await eventsOf('--identity-type', 'AWSService', '--limit', '1');
    const { stdout } = await trailscan(['show', event?.eventID ?? '', trail]);
    expect(stdout).toMatch(/^Who /m);
    expect(stdout).not.toContain('trailscan who');
  });
});

async function eventsOf(...args: readonly string[]): Promise<readonly { eventID: string }[]> {
  const { stdout } = await trailscan(['query', trail, ...args, '-o', 'json']);
  return JSON.parse(stdout).Records;
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { events }) => total + events, 0);
}
