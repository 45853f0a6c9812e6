import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.ts';
import { terminal } from '../flags/args-of.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

/** Runs `trailscan stats` with these events. */
const of = (events: readonly object[], ...args: readonly string[]) =>
  trailscan(['stats', '-', ...args], { stdin: events.map((fields) => event(fields)).join('\n') });

const calls = [
  { eventName: 'PutObject', errorCode: 'AccessDenied' },
  { eventName: 'GetObject' },
  { eventName: 'DeleteObject', errorCode: 'AccessDenied' },
  { eventName: 'GetObject' },
  { eventName: 'PutObject', errorCode: '' },
  { eventName: 'GetObject', errorCode: 'NoSuchKey' },
];

describe('stats', () => {
  test('counts all events, each once', async () => {
    const { stdout, exitCode } = await trailscan(['stats', 'fixtures/trail']);
    expect({ stdout, exitCode }).toEqual({ stdout: '{"events":624}\n', exitCode: 0 });
    const all = await trailscan(['stats', 'fixtures/trail', '--keep-duplicates']);
    expect(all.stdout).toBe('{"events":730}\n');
  });

  test('counts by an attribute, sorted by count, then by value', async () => {
    expect(await of(calls, '--by', 'event')).toEqual({
      stdout:
        '{"event":"GetObject","events":3}\n' +
        '{"event":"PutObject","events":2}\n' +
        '{"event":"DeleteObject","events":1}\n',
      stderr: '',
      exitCode: 0,
    });
    expect((await of(calls, '--by', 'outcome')).stdout).toBe(
      '{"outcome":"ok","events":3}\n{"outcome":"denied","events":2}\n{"outcome":"failed","events":1}\n',
    );
  });

  test.each([
    [['--by', 'error,event']],
    [['--by', 'error', '--by', 'event']],
    [['--by', 'error,event', '--by', 'error']],
  ])('counts by several names together: %j', async (args) => {
    expect(rowsOf((await of(calls, ...args, '-o', 'csv')).stdout)).toEqual([
      ['error', 'event', 'events'],
      ['', 'GetObject', '2'],
      ['', 'PutObject', '1'],
      ['AccessDenied', 'DeleteObject', '1'],
      ['AccessDenied', 'PutObject', '1'],
      ['NoSuchKey', 'GetObject', '1'],
    ]);
  });

  test('counts by a field path, which is printed as typed', async () => {
    const path = 'userIdentity.sessionContext.sessionIssuer.userName';
    const roles = ['ops', 'ops', 'deploy'].map((userName) => ({
      userIdentity: { sessionContext: { sessionIssuer: { userName } } },
    }));
    expect((await of([...roles, {}], '--by', path)).stdout).toBe(
      `{"${path}":"ops","events":2}\n{"${path}":null,"events":1}\n{"${path}":"deploy","events":1}\n`,
    );
  });

  test.each([
    ['event'],
    ['service,outcome'],
    ['account,region,category'],
    ['principal,source-ip'],
    ['resource'],
    ['time'],
    ['userIdentity.sessionContext'],
    ['requestParameters.instancesSet.items[].instanceId,errorMessage'],
    ['$.requestParameters.__proto__'],
  ])('by %s prints the cells that query prints, with their counts', async (names) => {
    const zone = ['--tz', 'Asia/Kolkata', '-o', 'csv'];
    const query = await trailscan(['query', 'fixtures/trail', '--columns', names, ...zone]);
    const whole = ['--by', names, '--whole-lists'];
    const stats = await trailscan(['stats', 'fixtures/trail', ...whole, ...zone]);
    const [header, ...cells] = rowsOf(query.stdout);
    const [title, ...groups] = rowsOf(stats.stdout);
    expect(title).toEqual([...(header ?? []), 'events']);
    const counts = new Map<string, number>();
    for (const row of cells) {
      const key = JSON.stringify(row);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(groups.map((row) => JSON.stringify(row)).sort()).toEqual(
      [...counts].map(([key, count]) => JSON.stringify([...JSON.parse(key), `${count}`])).sort(),
    );
    const found = groups.map((row) => Number(row.at(-1)));
    expect(found).toEqual(found.toSorted((a, b) => b - a));
  });

  test('counts an event for each of its resources, and says so', async () => {
    const stop = (...instanceIds: string[]) => ({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'StopInstances',
      requestParameters: { instanceIds },
    });
    const [one, two] = ['i-0aaaaaaaaaaaaaaa1', 'i-0bbbbbbbbbbbbbbb2'];
    const { stdout, stderr } = await of([stop(one, two), stop(one)], '--by', 'resource');
    expect(stdout).toBe(`{"resource":"${one}","events":2}\n{"resource":"${two}","events":1}\n`);
    expect(stderr).toContain('note: an event with several values is in a row for each');
  });

  const launch = {
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    requestParameters: { subnetId: 'subnet-0aaaaaaaaaaaaaaa1', customThingId: 'x' },
    responseElements: { instancesSet: { items: [{ instanceId: 'i-0bbbbbbbbbbbbbbb2' }] } },
  };

  test('counts each resource with its own type', async () => {
    const { stdout } = await of([launch], '--by', 'resource,resource-type', '-o', 'csv');
    expect(rowsOf(stdout).slice(1)).toEqual([
      ['i-0bbbbbbbbbbbbbbb2', 'AWS::EC2::Instance', '1'],
      ['subnet-0aaaaaaaaaaaaaaa1', 'AWS::EC2::Subnet', '1'],
    ]);
  });

  test('counts the distinct resources of each type', async () => {
    const args = ['--by', 'resource-type', '--distinct', 'resource', '-o', 'csv'];
    const { stdout } = await of([launch, launch], ...args);
    expect(rowsOf(stdout).slice(1)).toEqual([
      ['AWS::EC2::Instance', '1'],
      ['AWS::EC2::Subnet', '1'],
    ]);
  });

  test('counts the fields of an array of objects together', async () => {
    const resources = [
      { ARN: 'arn:aws:s3:::a', accountId: '111122223333' },
      { ARN: 'arn:aws:s3:::b', accountId: '444455556666' },
    ];
    const by = ['--by', 'resources.ARN,resources.accountId', '-o', 'csv'];
    const { stdout } = await of([{ resources }], ...by);
    expect(rowsOf(stdout).slice(1)).toEqual([
      ['arn:aws:s3:::a', '111122223333', '1'],
      ['arn:aws:s3:::b', '444455556666', '1'],
    ]);
  });

  test('says when an event has too many combinations of values to count them all', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => ({ a: `a${at}` }));
    const requestParameters = { x: ids, y: ids };
    const by = ['--by', 'requestParameters.x.a,requestParameters.y.a'];
    const { stderr } = await of([{ requestParameters }], ...by);
    expect(stderr).toContain('note: not counted in all rows: 1 event with more than 10,000');
  });

  test('takes the same filters and times as query', async () => {
    for (const filter of [
      ['--service', 'ec2', '--event', 'TerminateInstances'],
      ['--outcome', '!ok', '--date', '2026-11-18'],
      ['--where', '$.errorCode EXISTS', '--grep', 'Denied', '--writes'],
    ]) {
      const query = await trailscan(['query', 'fixtures/trail', ...filter]);
      const matched = query.stdout.split('\n').length - 1;
      expect(matched).toBeGreaterThan(0);
      const stats = await trailscan(['stats', 'fixtures/trail', ...filter]);
      expect(stats).toEqual({ ...query, stdout: `{"events":${matched}}\n` });
    }
  });

  test('prints the same bytes with many threads as with one', async () => {
    const args = ['stats', 'fixtures/trail', '--by', 'event,principal', '-v'];
    const one = await trailscan([...args, '--threads', '1']);
    expect(one.exitCode).toBe(0);
    for (const threads of ['2', '7']) {
      expect(await trailscan([...args, '--threads', threads])).toEqual(one);
    }
  });

  test('drops duplicates, from any file and shape', async () => {
    const sources = ['trail-file.json', 'events.ndjson', 'eventbridge.ndjson'].map(
      (name) => `fixtures/shapes/${name}`,
    );
    expect((await trailscan(['stats', ...sources])).stdout).toBe('{"events":6}\n');
    expect((await trailscan(['stats', ...sources, '--keep-duplicates'])).stdout).toBe(
      '{"events":18}\n',
    );
  });
});

describe('stats with', () => {
  const timed = [
    ['10.0.0.1', '08:05'],
    ['10.0.0.2', '08:55'],
    ['10.0.0.1', '10:00'],
    ['10.0.0.1', '10:20'],
    ['', '10:40'],
  ].map(([sourceIPAddress, minute], at) => ({
    eventID: `e-${at}`,
    sourceIPAddress,
    eventTime: `2026-11-19T${minute}:00Z`,
  }));
  const lines = async (...args: readonly string[]) =>
    (await of(timed, ...args)).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('--bin counts by time, in bins', async () => {
    expect(await lines('--bin', '1h')).toEqual([
      { time: '2026-11-19 08:00:00', events: 2 },
      { time: '2026-11-19 10:00:00', events: 3 },
    ]);
    expect(await lines('--bin', '1d', '--by', 'source-ip', '--sort', 'source-ip')).toEqual([
      { time: '2026-11-19 00:00:00', 'source-ip': null, events: 1 },
      { time: '2026-11-19 00:00:00', 'source-ip': '10.0.0.1', events: 3 },
      { time: '2026-11-19 00:00:00', 'source-ip': '10.0.0.2', events: 1 },
    ]);
  });

  test('--distinct counts different values, without the empty one', async () => {
    expect(await lines('--by', 'event', '--distinct', 'source-ip', '--count')).toEqual([
      { event: 'GetObject', events: 5, 'distinct source-ip': 2 },
    ]);
    expect(await lines('--by', 'hour', '--distinct', 'source-ip', '--sort', 'hour')).toEqual([
      { hour: '2026-11-19 08:00', 'distinct source-ip': 2 },
      { hour: '2026-11-19 10:00', 'distinct source-ip': 1 },
    ]);
  });

  test('--first-seen and --last-seen print times, and can be sorted by', async () => {
    const args = ['--by', 'source-ip', '--first-seen', '--last-seen'];
    expect(await lines(...args, '--sort', 'last-seen')).toEqual([
      {
        'source-ip': null,
        'first-seen': '2026-11-19T10:40:00Z',
        'last-seen': '2026-11-19T10:40:00Z',
      },
      {
        'source-ip': '10.0.0.1',
        'first-seen': '2026-11-19T08:05:00Z',
        'last-seen': '2026-11-19T10:20:00Z',
      },
      {
        'source-ip': '10.0.0.2',
        'first-seen': '2026-11-19T08:55:00Z',
        'last-seen': '2026-11-19T08:55:00Z',
      },
    ]);
    const reversed = await lines(...args, '--sort', 'last-seen', '--reverse');
    expect(reversed.map((line) => line['source-ip'])).toEqual(['10.0.0.2', '10.0.0.1', null]);
  });
});

describe('more groups than are held in memory', () => {
  const many = 290_000;
  const id = (at: number) => `id-${String(at).padStart(6, '0')}`;
  /**
   * Writes events; the first thousand IDs come again with another event name, far from the first
   * time.
   */
  const write = (folder: string) => {
    for (let file = 0; file < 15; file++) {
      const [from, to] = [file * 20_000, Math.min(many, (file + 1) * 20_000)];
      const texts = Array.from({ length: to - from }, (_, at) => event({ eventID: id(from + at) }));
      const again = Array.from({ length: file === 14 ? 1000 : 0 }, (_, at) =>
        event({ eventID: id(at), eventName: 'PutObject' }),
      );
      writeFileSync(join(folder, `${file}.ndjson`), [...texts, ...again].join('\n'));
    }
  };

  test('are all counted by stats, which leaves nothing in the temporary folder', async () => {
    const folder = temporaryFolder();
    write(folder);
    const stats = (TMPDIR: string, ...args: readonly string[]) =>
      trailscan(['stats', folder, '--by', 'event-id', ...args], { env: { TMPDIR } });

    const temporary = temporaryFolder();
    const all = await stats(temporary);
    expect(all.stderr).toBe('');
    const lines = all.stdout.trimEnd().split('\n');
    expect(lines.length).toBe(many);
    const expected = lines.map((_, at) =>
      JSON.stringify({ 'event-id': id(at), events: at < 1000 ? 2 : 1 }),
    );
    expect(lines.findIndex((line, at) => line !== expected[at])).toBe(-1);

    expect(await stats(temporary, '--top', '2', '--threads', '2')).toMatchObject({
      stdout:
        `{"event-id":"${id(0)}","events":2}\n{"event-id":"${id(1)}","events":2}\n` +
        `{"others":${many - 2},"events":${many + 1000 - 4}}\n`,
      exitCode: 0,
    });
    expect(readdirSync(temporary)).toEqual([]);

    const nowhere = await stats(join(temporary, 'none'));
    expect(nowhere).toMatchObject({ stdout: '', exitCode: 2 });
    expect(nowhere.stderr).toMatch(
      /^trailscan: the temporary folder '.*none' cannot be written to \(it cannot be created\): groups are counted there; set TMPDIR/,
    );
  }, 120_000);
});

describe('output of stats', () => {
  test.each([
    [
      'table',
      'error         event         events  share\n' +
        '-             GetObject          2  33.3%  ████████████████████\n' +
        '-             PutObject          1  16.7%  ██████████\n' +
        'AccessDenied  DeleteObject       1  16.7%  ██████████\n' +
        'AccessDenied  PutObject          1  16.7%  ██████████\n' +
        'NoSuchKey     GetObject          1  16.7%  ██████████\n',
    ],
    [
      'json',
      '[\n' +
        '{"error":null,"event":"GetObject","events":2},\n' +
        '{"error":null,"event":"PutObject","events":1},\n' +
        '{"error":"AccessDenied","event":"DeleteObject","events":1},\n' +
        '{"error":"AccessDenied","event":"PutObject","events":1},\n' +
        '{"error":"NoSuchKey","event":"GetObject","events":1}\n' +
        ']\n',
    ],
    [
      'ndjson',
      '{"error":null,"event":"GetObject","events":2}\n' +
        '{"error":null,"event":"PutObject","events":1}\n' +
        '{"error":"AccessDenied","event":"DeleteObject","events":1}\n' +
        '{"error":"AccessDenied","event":"PutObject","events":1}\n' +
        '{"error":"NoSuchKey","event":"GetObject","events":1}\n',
    ],
    [
      'csv',
      'error,event,events\n' +
        ',GetObject,2\n' +
        ',PutObject,1\n' +
        'AccessDenied,DeleteObject,1\n' +
        'AccessDenied,PutObject,1\n' +
        'NoSuchKey,GetObject,1\n',
    ],
    [
      'markdown',
      '| error | event | events |\n' +
        '| --- | --- | ---: |\n' +
        '| - | GetObject | 2 |\n' +
        '| - | PutObject | 1 |\n' +
        '| AccessDenied | DeleteObject | 1 |\n' +
        '| AccessDenied | PutObject | 1 |\n' +
        '| NoSuchKey | GetObject | 1 |\n',
    ],
  ])('-o %s prints the groups', async (format, expected) => {
    expect((await of(calls, '--by', 'error,event', '-o', format)).stdout).toBe(expected);
  });

  test.each([
    ['table', 'events\n     6\n'],
    ['json', '[\n{"events":6}\n]\n'],
    ['ndjson', '{"events":6}\n'],
    ['csv', 'events\n6\n'],
    ['markdown', '| events |\n| ---: |\n| 6 |\n'],
  ])('-o %s prints the total', async (format, expected) => {
    expect((await of(calls, '-o', format)).stdout).toBe(expected);
  });

  test.each([
    ['table', ''],
    ['json', '[]\n'],
    ['ndjson', ''],
    ['csv', 'event,events\n'],
    ['markdown', '| event | events |\n| --- | ---: |\n'],
  ])('-o %s prints no groups when nothing matched', async (format, expected) => {
    const nothing = await of(calls, '--user', 'nobody', '--by', 'event', '-o', format);
    expect(nothing).toEqual({ stdout: expected, stderr: '', exitCode: 0 });
  });

  test.each([
    [
      'table',
      'error               event      events  share\n' +
        '-                   GetObject       2  33.3%  ████████████████████\n' +
        '-                   PutObject       1  16.7%  ██████████\n' +
        '(others: 3 groups)                  3  50.0%\n',
    ],
    [
      'json',
      '[\n' +
        '{"error":null,"event":"GetObject","events":2},\n' +
        '{"error":null,"event":"PutObject","events":1},\n' +
        '{"others":3,"events":3}\n' +
        ']\n',
    ],
    [
      'ndjson',
      '{"error":null,"event":"GetObject","events":2}\n' +
        '{"error":null,"event":"PutObject","events":1}\n' +
        '{"others":3,"events":3}\n',
    ],
    ['csv', 'error,event,events\n,GetObject,2\n,PutObject,1\n(others: 3 groups),,3\n'],
    [
      'markdown',
      '| error | event | events |\n' +
        '| --- | --- | ---: |\n' +
        '| - | GetObject | 2 |\n' +
        '| - | PutObject | 1 |\n' +
        '| (others: 3 groups) |  | 3 |\n',
    ],
  ])('-o %s with --top 2 prints two groups and the sum of the others', async (format, expected) => {
    const args = ['--by', 'error,event', '-o', format];
    expect((await of(calls, ...args, '--top', '2')).stdout).toBe(expected);
    expect((await of(calls, ...args, '-n', '2')).stdout).toBe(expected);
  });

  test('--top sums up the other groups, even a single one, but only if there are any', async () => {
    const args = ['--by', 'event', '-o', 'csv', '--top'];
    expect(rowsOf((await of(calls, ...args, '2')).stdout).at(-1)).toEqual([
      '(others: 1 group)',
      '1',
    ]);
    expect((await of(calls, ...args, '3')).stdout).not.toContain('others');
  });

  test('prints times in the zone, which the header names', async () => {
    const args = ['--by', 'time', '--tz', 'Europe/Berlin', '-o'];
    const winter = [{ eventTime: '2026-11-19T08:00:00Z' }];
    expect((await of(winter, ...args, 'csv')).stdout).toBe(
      'time (Europe/Berlin),events\n2026-11-19 09:00:00,1\n',
    );
  });
});

describe('stats on a terminal', () => {
  const printed = async (columns: number, ...args: readonly string[]) => {
    let stdout = '';
    const code = await main(['stats', '-', ...args], {
      environment: { ...terminal, stdout: { isTTY: true, columns } },
      io: {
        stdin: Readable.from([Buffer.from(calls.map((fields) => event(fields)).join('\n'))]),
        stdout: {
          write: async (text) => {
            stdout += text;
          },
        },
        stderr: { write: async () => {} },
      },
      signal: new AbortController().signal,
    });
    expect(code).toBe(0);
    return stdout;
  };

  test('prints a table with outcomes in colour', async () => {
    expect(await printed(80, '--by', 'outcome')).toBe(
      '\u001b[1moutcome\u001b[22m  \u001b[1mevents  share\u001b[22m\n' +
        '\u001b[32mok\u001b[39m            3  50.0%  ████████████████████\n' +
        '\u001b[31mdenied\u001b[39m        2  33.3%  █████████████▍\n' +
        '\u001b[33mfailed\u001b[39m        1  16.7%  ██████▋\n',
    );
  });

  test.each([12, 20, 30, 40, 60])('of %i cells prints no longer lines', async (width) => {
    const names = 'event,error,eventSource,service-name,$.eventTime';
    const lines = (await printed(width, '--by', names, '--color', 'never')).split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines[0]).toMatch(/ events$/);
    if (width < 60) expect(lines.join(' ')).toContain('no room for: ');
  });
});

describe('stats of input that cannot be read', () => {
  test('reports errors and exits with 3, with the counts of the rest', async () => {
    const query = await trailscan(['query', 'fixtures/broken']);
    const stats = await trailscan(['stats', 'fixtures/broken', '--by', 'event']);
    expect(stats).toEqual({
      stdout: `{"event":"DescribeInstances","events":${query.stdout.split('\n').length - 1}}\n`,
      stderr: query.stderr,
      exitCode: 3,
    });
    expect(stats.stderr).toContain('not-json.json: not JSON: expected CloudTrail events\n');
  });

  test('stops at the first error with --strict, and prints no partial counts', async () => {
    for (const by of [[], ['--by', 'event', '-o', 'csv']]) {
      expect(await trailscan(['stats', 'fixtures/broken', '--strict', ...by])).toEqual({
        stdout: '',
        stderr: 'trailscan: fixtures/broken/bad-line.ndjson: byte 1736: the record does not end\n',
        exitCode: 3,
      });
    }
  });

  test('prints the same report with --verbose as query', async () => {
    const args = ['fixtures/trail', '--outcome', 'denied', '--verbose'];
    const { stderr } = await trailscan(['query', ...args]);
    expect(stderr).toMatch(/^files: .*\nrecords: 730 = \d+ matched \+ /);
    expect((await trailscan(['stats', ...args])).stderr).toBe(stderr);
  });
});

describe('the exit code of stats', () => {
  test('is 1 with --exit-status when nothing matched, and 0 without it', async () => {
    const nothing = ['--user', 'nobody'];
    expect(await of(calls, ...nothing)).toMatchObject({ stdout: '{"events":0}\n', exitCode: 0 });
    expect(await of(calls, ...nothing, '--exit-status')).toMatchObject({
      stdout: '{"events":0}\n',
      exitCode: 1,
    });
    expect((await of(calls, '--exit-status')).exitCode).toBe(0);
  });

  test.each([
    [['--by', 'evnt'], "unknown field 'evnt' (did you mean 'event'?)"],
    [
      ['--by', 'userIdentty.arn'],
      "unknown field 'userIdentty.arn' (did you mean 'userIdentity.arn'?)",
    ],
    [['--by', '__proto__'], "unknown field '__proto__': expected an attribute such as source-ip"],
    [['--by', 'event,'], "--by: expected a value, found nothing in 'event,'"],
    [
      ['--by', 'event', '--top', '0'],
      "--top: '0' is not a count: expected a whole number of at least 1",
    ],
    [['--top', '3'], '--top: requires --by, such as --by event'],
    [['--columns', 'event'], "unknown flag '--columns'"],
  ])('is 2 after %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['stats', 'fixtures/trail', ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(`trailscan: ${message}`);
    expect(stderr).toContain("Try 'trailscan stats --help'\n");
  });

  test('for an unknown name comes with the same message as for query --columns', async () => {
    for (const name of ['evnt', 'resources[', 'nothing.like.it']) {
      const [stats, query] = await Promise.all([
        trailscan(['stats', 'fixtures/trail', '--by', name]),
        trailscan(['query', 'fixtures/trail', '--columns', name]),
      ]);
      expect(stats.exitCode).toBe(2);
      expect(stats.stderr.split('\n')[0]).toBe(query.stderr.split('\n')[0]);
    }
  });
});

describe('stats of hostile content', () => {
  const evil = [
    { userAgent: "=cmd|' /C calc'!A0" },
    { userAgent: '\u001b[2J\u001b]0;owned\u0007' },
    { userAgent: 'a|b`c\r\nd\u202e\u0000' },
    { userAgent: '<script>alert(1)</script>' },
    { userAgent: '__proto__' },
    { userAgent: '(others: 9 groups)' },
  ];

  test.each(['table', 'csv', 'markdown', 'ndjson', 'json'])(
    'with -o %s prints no control characters, and one line for each group',
    async (format) => {
      const { stdout, exitCode } = await of(evil, '--by', 'user-agent', '-o', format);
      expect(exitCode).toBe(0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      const frame = { table: 1, csv: 1, markdown: 2, ndjson: 0, json: 2 }[format] ?? 0;
      expect(stdout.trimEnd().split('\n')).toHaveLength(evil.length + frame);
    },
  );

  test('with -o json prints the original values', async () => {
    const { stdout } = await of(evil, '--by', 'user-agent', '-o', 'json');
    const found: { 'user-agent': string }[] = JSON.parse(stdout);
    expect(found.map((group) => group['user-agent']).sort()).toEqual(
      evil.map(({ userAgent }) => userAgent).sort(),
    );
  });

  test('with -o csv starts no cell with a formula', async () => {
    const { stdout } = await of(evil, '--by', 'user-agent', '-o', 'csv');
    expect(stdout).toContain("\n'=cmd|' /C calc'!A0,1\n");
  });

  test('with -o markdown escapes pipes in cells', async () => {
    const { stdout } = await of([{ userAgent: 'a|b' }], '--by', 'user-agent', '-o', 'markdown');
    expect(stdout).toContain('| `a\\|b` | 1 |\n');
  });

  test('treats __proto__ as an ordinary value and field', async () => {
    const named = event({}).replace('{', '{"__proto__":{"polluted":"yes"},');
    const stdin = [named, event({ eventName: '__proto__' }), event({ eventName: '__proto__' })];
    const args = ['stats', '-', '--by', '$.__proto__.polluted,event,$.constructor'];
    const { stdout } = await trailscan(args, { stdin: stdin.join('\n') });
    expect(stdout).toBe(
      '{"$.__proto__.polluted":null,"event":"__proto__","$.constructor":null,"events":2}\n' +
        '{"$.__proto__.polluted":"yes","event":"GetObject","$.constructor":null,"events":1}\n',
    );
  });
});

describe('help and completion of stats', () => {
  test('have its flags', async () => {
    const page = (await trailscan(['help', 'stats'])).stdout;
    for (const word of [
      ...['--by NAME,…', '-n, --top COUNT', '--bin DURATION', '--count', '--distinct NAME,…'],
      ...['--first-seen', '--last-seen', '--sort NAME', '--reverse'],
      ...['--service', '--tz', '--exit-status'],
    ]) {
      expect(page).toContain(word);
    }
    for (const word of ['--columns', '--limit', '--unordered']) {
      expect(page).not.toContain(`  ${word}`);
    }
    expect((await trailscan(['--help'])).stdout).toMatch(/^ {2}stats +count the events/m);
    expect((await trailscan(['stats', '--help'])).stdout).toBe(page);
    const bash = (await trailscan(['completion', 'bash'])).stdout;
    expect(bash).toContain('--by) _trailscan_offer_list "$_trailscan_words_column"');
    expect(bash).toMatch(/_words_column='[^']*\bsource-ip\b[^']*\buserIdentity\b/);
  });
});

function event(fields: object): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventTime: '2026-11-19T08:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    ...fields,
  });
}

function rowsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = parse(csv);
  return rows;
}
