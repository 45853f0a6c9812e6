import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  projectRoot,
  temporaryFolder,
  testEnvironment,
  trailscan,
  trailscanPath,
} from '../support/trailscan.ts';

describe('query', () => {
  test('prints a table of who terminated instances', async () => {
    const { stdout, exitCode } = await trailscan([
      'query',
      'fixtures/trail',
      '--service',
      'ec2',
      '--event',
      'TerminateInstances',
      '-o',
      'table',
    ]);
    expect(exitCode).toBe(0);
    expect(lines(stdout)[0]).toMatch(
      /^time \(UTC\) +event +principal +source-ip +region +account +outcome +resource$/,
    );
    expect(stdout).toMatch(
      /2026-11-17 08:21:15 +TerminateInstances +operator\/dana +203\.0\.113\.24 +us-east-1 +111122223333 +ok +i-0568d718349076637/,
    );
    expect(stdout).toMatch(/svc-backup.* failed /);
  });

  test('prints NDJSON into a pipe, in time order, each event once', async () => {
    const { stdout, stderr } = await trailscan(['query', 'fixtures/trail']);
    const events = lines(stdout).map((line) => JSON.parse(line));
    expect(events).toHaveLength(624);
    const times = events.map((event) =>
      Date.parse(event.eventTime ?? event.timeWindow.windowStart),
    );
    // Two events were delivered a day late, and are printed as found.
    const latest = times.map((_, at) => Math.max(...times.slice(0, at + 1)));
    expect(times.filter((time, at) => time < (latest[at] ?? 0))).toEqual([
      Date.parse('2026-11-17T18:22:08Z'),
      Date.parse('2026-11-17T18:22:14Z'),
    ]);
    expect(stderr).toMatch(/^late: +2 events .* up to 26 h 3 min /m);
    const ids = events.map((event) => event.eventID ?? event.eventId).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('--reverse prints the same events in reverse order, and --limit the first of them', async () => {
    const all = ['query', 'fixtures/trail', '--late-delivery', 'all'];
    const forth = lines((await trailscan(all)).stdout);
    const back = lines((await trailscan(['query', 'fixtures/trail', '--reverse'])).stdout);
    expect(back).toEqual(forth.toReversed());
    const newest = lines(
      (await trailscan(['query', 'fixtures/trail', '--reverse', '--limit', '3'])).stdout,
    );
    expect(newest).toEqual(back.slice(0, 3));
  });

  test.each([
    [['fixtures/trail']],
    [['fixtures', '--reverse', '--limit', '100', '-o', 'csv']],
    [['fixtures', '--keep-duplicates', '-o', 'json']],
    [['fixtures', '--where', '$.errorCode EXISTS', '--grep', 'Denied', '-v']],
  ])('prints the same bytes with many threads as with one: %j', async (args) => {
    const run = async (threads: string) => {
      const { stdout, stderr, exitCode } = await trailscan([
        'query',
        ...args,
        '--threads',
        threads,
      ]);
      // With a limit, the number of files read before the run ends depends on the threads.
      return { stdout, exitCode, stderr: args.includes('--limit') ? '' : stderr };
    };
    const one = await run('1');
    for (const threads of ['2', '7']) expect(await run(threads)).toEqual(one);
  });

  test('prints the fuller record of an event that is in a trail file and in a table with few columns', async () => {
    const whole = await trailscan(['query', 'fixtures/shapes/trail-file.json']);
    const sources = ['console.csv', 'trail-file.json'].map((name) => `fixtures/shapes/${name}`);
    expect((await trailscan(['query', ...sources])).stdout).toBe(whole.stdout);
  });

  test('--keep-duplicates prints every delivery', async () => {
    const { stdout } = await trailscan(['query', 'fixtures/trail', '--keep-duplicates']);
    expect(lines(stdout)).toHaveLength(730);
  });

  test('--exit-status gives exit code 1 when nothing matched', async () => {
    const nothing = ['query', 'fixtures/shapes', '--user', 'nobody'];
    expect(await trailscan(nothing)).toMatchObject({ stdout: '', exitCode: 0 });
    expect((await trailscan([...nothing, '--exit-status'])).exitCode).toBe(1);
    expect((await trailscan(['query', 'fixtures/shapes', '--exit-status'])).exitCode).toBe(0);
  });

  test('merges several sources: events in time order, duplicates dropped', async () => {
    const one = await trailscan(['query', 'fixtures/shapes/trail-file.json']);
    const several = await trailscan(
      ['query', 'fixtures/shapes/events.ndjson', '-', 'fixtures/shapes/trail-file.json.gz'],
      { stdin: one.stdout },
    );
    expect(several.stdout).toBe(one.stdout);
  });

  test('can read its own JSON and NDJSON output', async () => {
    const first = await trailscan(['query', 'fixtures/trail', '--outcome', 'denied']);
    for (const format of ['json', 'ndjson']) {
      const printed = await trailscan(['query', 'fixtures/trail', '-o', format]);
      const again = await trailscan(['query', '-', '--outcome', 'denied'], {
        stdin: printed.stdout,
      });
      expect(again).toEqual({ ...first, stderr: '' });
    }
  });

  test('exits quietly with 0 when the reader of its output closes it', async () => {
    const command = `"${process.execPath}" "${trailscanPath}" query fixtures/trail --keep-duplicates; echo "exit code $?" >&2`;
    const child = spawn('sh', ['-c', `{ ${command}; } | head -1`], {
      cwd: projectRoot,
      env: testEnvironment,
    });
    const [stdout, stderr] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
    expect(lines(Buffer.concat(stdout).toString())).toHaveLength(1);
    expect(Buffer.concat(stderr).toString()).toBe('exit code 0\n');
  });
});

describe('query prints the same events from', () => {
  const whole = [
    'array.json',
    'bom-crlf.json',
    'cloudwatch-export.log',
    'cloudwatch-subscription.json.gz',
    'concatenated.json',
    'console.json',
    'eventbridge.ndjson',
    'events.ndjson',
    'filter-log-events.json',
    'insights-results.json',
    'logs-lambda.json',
    'sqs-messages.json',
    'trail-files.tar',
    'trail-files.zip',
    'lookup-events-iso.json',
    'lookup-events.json',
    'trail-file-multi-member.gz',
    'trail-file-pretty.json',
    'trail-file-split-members.gz',
    'trail-file.json.gz',
    'utf16le.json',
  ];

  test.each(whole)('%s', async (name) => {
    const expected = await trailscan(['query', 'fixtures/shapes/trail-file.json']);
    expect(lines(expected.stdout)).toHaveLength(6);
    expect(await trailscan(['query', `fixtures/shapes/${name}`])).toEqual(expected);
    const piped = await trailscan(['query', '-'], {
      stdin: readFileSync(join(projectRoot, 'fixtures/shapes', name)),
    });
    expect(piped).toEqual(expected);
  });

  const columns = ['--columns', 'time,event,user,region,event-id'];

  test.each(['console.csv', 'athena.csv', 'lake-results.json'])(
    '%s, for the columns that it has',
    async (name) => {
      const expected = await trailscan(['query', 'fixtures/shapes/trail-file.json', ...columns]);
      const found = await trailscan(['query', `fixtures/shapes/${name}`, ...columns]);
      expect(found).toMatchObject({ stderr: '', exitCode: 0 });
      const wanted = name === 'console.csv' ? withoutRoot(expected.stdout) : expected.stdout;
      expect(name === 'console.csv' ? withoutRoot(found.stdout) : found.stdout).toBe(wanted);
    },
  );

  test.each(['lower-case', 'snake-case', 'nested-text', 'sql-types'])(
    '%s.ndjson, with all attributes, and printed as it was read',
    async (name) => {
      const file = `fixtures/shapes/${name}.ndjson`;
      const shown = ['--columns', 'time,event,principal,identity,region,account,outcome,event-id'];
      const expected = await trailscan(['query', 'fixtures/shapes/trail-file.json', ...shown]);
      expect(await trailscan(['query', file, ...shown])).toEqual(expected);
      const printed = lines((await trailscan(['query', file])).stdout);
      const read = lines(readFileSync(join(projectRoot, file), 'utf8'));
      expect(printed.toSorted()).toEqual(read.toSorted());
    },
  );

  test.each(['single-event.json', 'eventbridge.json'])(
    '%s, which has only the first',
    async (name) => {
      const { stdout } = await trailscan(['query', `fixtures/shapes/${name}`]);
      const all = await trailscan(['query', 'fixtures/shapes/trail-file.json']);
      expect(lines(all.stdout)).toContain(lines(stdout)[0]);
      expect(lines(stdout)).toHaveLength(1);
    },
  );
});

describe('the ledger', () => {
  test('counts every file and record, and the counts add up', async () => {
    const { stderr, exitCode } = await trailscan(['query', 'fixtures', '--service', 'ec2']);
    expect(exitCode).toBe(3);
    const [files = '', records = ''] = ['files:', 'records:'].map((label) =>
      lines(stderr).find((line) => line.startsWith(label)),
    );
    for (const line of [files, records]) {
      const [, total = '', parts = ''] = /^\w+: +([\d,]+) = ([^;]*)/.exec(line) ?? [];
      const numbers = parts
        .split(' + ')
        .map((part) => Number.parseInt(part.replaceAll(',', ''), 10));
      expect(numbers.reduce((sum, part) => sum + part, 0)).toBe(Number(total.replaceAll(',', '')));
    }
    expect(files).toMatch(
      /^files: {3}180 = 161 read \(11 damaged\) \+ 18 skipped \+ 1 unreadable; 471\.0 kB, 2\.0 MB inflated$/,
    );
  });

  test('is printed only with --verbose when everything was read', async () => {
    const args = ['query', 'fixtures/shapes/trail-file.json'];
    expect((await trailscan(args)).stderr).toBe('');
    expect((await trailscan([...args, '--verbose', '--limit', '2'])).stderr).toMatch(
      /^files: {3}1 = 1 read; 7\.2 kB, 7\.2 kB inflated\nrecords: 6 = 6 matched; 2 printed\n$/,
    );
  });

  test('names skipped files, and why they were skipped', async () => {
    const { stderr, exitCode } = await trailscan(['query', 'fixtures/other', '-v']);
    expect(exitCode).toBe(0);
    for (const reason of [
      'AWS Config snapshot',
      'CloudFront log',
      'GuardDuty finding',
      'not a CloudTrail event',
      'S3 event notification',
      'S3 server access log',
      'VPC flow log',
      'empty file',
      'load balancer access log',
      'not JSON',
    ]) {
      expect(stderr).toMatch(new RegExp(`^skipped: .*: ${reason}$`, 'm'));
    }
  });

  test('has only the first error with --strict, which prints no partial output', async () => {
    const { stdout, stderr, exitCode } = await trailscan(['query', 'fixtures/broken', '--strict']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
    expect(lines(stderr)[0]).toBe(
      'trailscan: fixtures/broken/bad-line.ndjson: byte 1736: the record does not end',
    );
  });
});

describe('query of damaged or missing input', () => {
  test.each([
    ['bad-line.ndjson', 'byte 1736: the record does not end'],
    ['bad-record.json', 'byte 3021: not valid JSON'],
    ['control-characters.json', 'byte 880: not valid JSON'],
    ['corrupt.json.gz', 'byte 66046: the gzip data is corrupt'],
    ['cut.json', 'byte 4352: the input ends in the middle of a record'],
    ['cut.json.gz', 'byte 16513: the gzip data is cut off'],
    ['deep.json.gz', 'byte 880: nested too deep'],
    ['flipped-quote.json', 'byte 1748: the record does not end'],
    ['missing-brace.json', 'byte 880: not valid JSON'],
    [
      'not-an-event.json',
      'byte 880: not a CloudTrail event: eventTime: expected string, received object',
    ],
    ['trailing-garbage.json.gz', 'byte 3485: something else follows the gzip data'],
  ])('loses only the damaged records of %s, and reports the file once', async (name, report) => {
    const { stdout, stderr, exitCode } = await trailscan(['query', `fixtures/broken/${name}`]);
    expect(exitCode).toBe(3);
    expect(lines(stdout).length).toBeGreaterThan(0);
    expect(lines(stderr).filter((line) => line.startsWith('trailscan:'))).toEqual([
      `trailscan: fixtures/broken/${name}: ${report}`,
    ]);
  });

  test('reads the other files when one is not of CloudTrail and another is missing', async () => {
    const { stdout, stderr, exitCode } = await trailscan([
      'query',
      'fixtures/broken/not-json.json',
      'no-such.json',
      'fixtures/shapes/trail-file.json',
    ]);
    expect(exitCode).toBe(3);
    expect(lines(stdout)).toHaveLength(6);
    expect(stderr).toContain(
      'trailscan: fixtures/broken/not-json.json: not JSON: expected CloudTrail events\n',
    );
    expect(stderr).toContain('trailscan: no-such.json: no such file or folder\n');
    expect(stderr).toContain('files:   3 = 1 read + 2 unreadable;');
  });

  test('names the byte at which a log begins inside a record, and reads the others', async () => {
    const folder = temporaryFolder();
    const log = [1, 2, 3].map((id) => event({ eventID: String(id) })).join('\n');
    writeFileSync(join(folder, 'part.ndjson'), log.slice(100));
    const { stdout, stderr, exitCode } = await trailscan(['query', folder]);
    expect(lines(stdout)).toHaveLength(2);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('part.ndjson: byte 0: not JSON\n');
    expect(stderr).toContain('records: 3 = 2 matched + 1 unreadable\n');
  });

  test('does not report an empty file or empty standard input as an error', async () => {
    expect(await trailscan(['query', '-'])).toMatchObject({ stdout: '', exitCode: 0 });
    const { stderr, exitCode } = await trailscan(['query', 'fixtures/other/empty.json']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('skipped: empty file (1 file)\n');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'reports a folder without permission',
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'closed'));
      chmodSync(join(folder, 'closed'), 0);
      const { stderr, exitCode } = await trailscan(['query', folder]);
      chmodSync(join(folder, 'closed'), 0o700);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('closed: permission denied');
    },
  );

  test.skipIf(process.platform === 'win32')(
    'follows circular links only once, and reports broken links',
    async () => {
      const folder = temporaryFolder();
      symlinkSync(folder, join(folder, 'again'));
      symlinkSync('nowhere', join(folder, 'broken'));
      writeFileSync(join(folder, 'a.json'), event({ eventID: '1' }));
      const { stdout, stderr } = await trailscan(['query', folder]);
      expect(lines(stdout)).toHaveLength(1);
      expect(stderr).toContain('broken: no such file or folder');
    },
  );
});

describe('query of hostile content', () => {
  const evil = {
    eventName: 'Put\u001b[2J\u001b]0;owned\u0007Object',
    userAgent: "=cmd|' /C calc'!A0",
    errorMessage: '<script>alert(1)</script>\u202e\u0000',
    userIdentity: { type: 'IAMUser', userName: '@SUM(1+1)|pipe`tick' },
  };

  test.each(['table', 'csv', 'markdown', 'ndjson', 'json'])(
    'with -o %s prints no control characters',
    async (format) => {
      const { stdout, exitCode } = await trailscan(['query', '-', '-o', format], {
        stdin: event(evil),
      });
      expect(exitCode).toBe(0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    },
  );

  test('starts no CSV cell with a formula', async () => {
    const { stdout } = await trailscan(['query', '-', '-o', 'csv', '--columns', 'userAgent,user'], {
      stdin: event(evil),
    });
    expect(lines(stdout)[1]).toBe("'=cmd|' /C calc'!A0,'@SUM(1+1)|pipe`tick");
  });

  test('treats __proto__ as an ordinary key, in records and field paths', async () => {
    const stdin = event({}).replace('{', '{"__proto__":{"polluted":"yes"},');
    const { stdout } = await trailscan(
      ['query', '-', '--columns', '$.__proto__.polluted,$.constructor'],
      { stdin },
    );
    expect(JSON.parse(stdout)).toEqual({ '$.__proto__.polluted': 'yes', '$.constructor': null });
    expect((await trailscan(['query', '-'], { stdin })).stdout).toBe(`${stdin}\n`);
  });

  test('loses only the record that contains a string of 40 MB', async () => {
    const long = event({ eventID: 'long', userAgent: 'x'.repeat(40 * 2 ** 20) });
    const stdin = `{"Records":[${event({ eventID: '1' })},${long},${event({ eventID: '2' })}]}`;
    const { stdout, stderr, exitCode } = await trailscan(['query', '-'], {
      stdin: gzipSync(stdin, { level: 1 }),
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/byte \d+: longer than 16 MiB$/m);
    expect(lines(stdout).map((line) => JSON.parse(line).eventID)).toEqual(['1', '2']);
  });

  test('does not inflate a gzip bomb to its end', async () => {
    const stdin = gzipSync(Buffer.alloc(200 * 2 ** 20, ' '));
    const { stderr, exitCode } = await trailscan(['query', '-'], { stdin });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('inflates to more than 300 times its size: not read further');
  });

  test('evaluates patterns without catastrophic backtracking', async () => {
    const stdin = event({ userAgent: `${'a'.repeat(50_000)}!` });
    for (const args of [
      ['--grep', '(a+)+$'],
      ['--where', '$.userAgent = %^(a+)+$%'],
      ['--user-agent', `${'*a'.repeat(30)}b`],
    ]) {
      expect(await trailscan(['query', '-', ...args], { stdin })).toMatchObject({
        stdout: '',
        exitCode: 0,
      });
    }
  });

  test('escapes control characters in file names', async () => {
    const { stderr } = await trailscan(['query', 'no\u001b[2Jsuch']);
    expect(stderr).toContain('trailscan: no\\x1b[2Jsuch: no such file or folder');
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

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The console shows the root user without a name. */
function withoutRoot(text: string): string {
  return lines(text)
    .map((line) => JSON.stringify({ ...JSON.parse(line), user: undefined }))
    .join('\n');
}
