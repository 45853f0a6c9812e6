import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Summary, summarySchema } from '../../src/report/summary/summary-schema.ts';
import { shellWords } from '../support/shell-words.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const incident = ['fixtures/trail', '--date', '2026-11-18'];

async function summaryOf(...args: readonly string[]): Promise<Summary> {
  const { stdout } = await trailscan(['summary', ...args, '-o', 'json']);
  return summarySchema.parse(JSON.parse(stdout));
}

const findingsOf = ({ findings }: Summary) =>
  Object.fromEntries(findings.map(({ kind, count }) => [kind, count]));

/** Creates a new file with the baseline of the days before the incident. */
async function baselineBefore(): Promise<string> {
  const path = join(temporaryFolder(), 'baseline.json');
  daysBefore ??= baselineOf(path, ['2026-11-16', '2026-11-17']);
  writeFileSync(path, await daysBefore);
  return path;
}

let daysBefore: Promise<Buffer> | undefined;

/** Returns the contents of the baseline after these days. */
async function baselineOf(path: string, days: readonly string[]): Promise<Buffer> {
  for (const day of days) {
    await trailscan(['summary', 'fixtures/trail', '--date', day, '--baseline', path]);
  }
  return readFileSync(path);
}

/** Returns how many events the query of a summary prints. */
async function eventsPrintedBy(query: string): Promise<number> {
  const [, ...words] = await shellWords(query);
  const { stdout } = await trailscan([...words, '-o', 'ndjson']);
  return stdout.split('\n').length - 1;
}

describe('a summary of a hundred thousand different user agents', () => {
  test('counts all events, and reports that not all values are distinguished', async () => {
    const folder = temporaryFolder();
    const many = 100_050;
    const lines = Array.from({ length: many }, (_, at) =>
      JSON.stringify({
        eventVersion: '1.08',
        eventID: `e-${at}`,
        eventTime: '2026-11-18T12:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        // Numbers would be taken for versions and IDs.
        userAgent: `made-up-${String(at).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}/1`,
      }),
    );
    writeFileSync(join(folder, 'events.ndjson'), lines.join('\n'));
    const args = [folder, '--date', '2026-11-18'];
    const { totals, quality } = await summaryOf(...args);
    expect(totals.all.events).toBe(many);
    expect(quality.untold).toBe(50);
    const { stdout } = await trailscan(['summary', ...args]);
    expect(stdout).toContain(
      'missing from some lists because of too many distinct values: 50 events\n',
    );
    const timeline = await trailscan(['timeline', ...args, '--by', 'user-agent', '--top', '2']);
    const counted = timeline.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).events);
    expect(counted.reduce((sum, events) => sum + events, 0)).toBe(many);
  }, 60_000);
});

describe('summary --baseline', () => {
  test('does not remember a window from which nothing was read', async () => {
    const path = join(temporaryFolder(), 'baseline.json');
    const baseline = ['--baseline', path];
    const none = await trailscan(['summary', './none', '--date', '2026-11-17', ...baseline]);
    expect(none.exitCode).toBe(3);
    expect(existsSync(path)).toBe(false);
    const first = await summaryOf(...incident, ...baseline);
    expect(first.new).toMatchObject({ isFirst: true });
    expect(existsSync(path)).toBe(true);
  });

  test('is required by --fail-on with new values', async () => {
    const args = ['summary', ...incident, '--fail-on', 'root-use,new-api'];
    const run = await trailscan(args);
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain('--fail-on new-api: requires --baseline FILE\n');
    expect((await trailscan(['summary', ...incident, '--fail-on', 'any'])).exitCode).toBe(1);
  });
});

describe('summary', () => {
  test('quotes file names in queries, so that they are not taken for flags', async () => {
    const files = ['--', '-x.json', 'a b.json'];
    const args = ['summary', ...incident.slice(1), '-o', 'json', ...files];
    const { totals } = summarySchema.parse(JSON.parse((await trailscan(args)).stdout));
    expect(totals.query).toBe("trailscan query ./-x.json 'a b.json' --date 2026-11-18");
  });

  test('finds everything in the planted incident', async () => {
    const summary = await summaryOf(...incident, '--baseline', await baselineBefore());
    expect(findingsOf(summary)).toEqual({
      'root-use': 12,
      'no-mfa-login': 2,
      'failed-login': 5,
      denied: 42,
      throttled: 3,
      'iam-change': 19,
      'network-change': 2,
      'logging-change': 10,
      'sharing-change': 2,
      'new-principal': 6,
      'new-api': 54,
      'new-region': 1,
      'new-address': 3,
      gap: 4,
    });
    expect(summary.new?.regions.rows.map(({ value }) => value)).toEqual(['ap-southeast-2']);
    expect(summary.new?.addresses.rows.map(({ value }) => value)).toContain('192.0.2.66');
    expect(summary.new?.principals.rows.map(({ value }) => value)).toContain('svc-backup');
    expect(summary.signIns.rows.filter(({ isNewAddress }) => isNewAddress)).toHaveLength(4);
  });

  test('of the day after has only that day of the incident', async () => {
    const path = await baselineBefore();
    await trailscan(['summary', ...incident, '--baseline', path]);
    const summary = await summaryOf('fixtures/trail', '--date', '2026-11-19', '--baseline', path);
    const found = findingsOf(summary);
    for (const kind of [
      'no-mfa-login',
      'failed-login',
      'iam-change',
      'sharing-change',
      'new-region',
    ]) {
      expect(found).not.toHaveProperty(kind);
    }
    // A session of sts:AssumeRoot, which deletes a bucket policy, is not a use of root by a person.
    expect(summary.root.rows).toEqual([]);
    expect(JSON.stringify(summary)).not.toMatch(/192\.0\.2\.66|svc-backup/);
  });

  test('covers yesterday when no time is given', async () => {
    const { window, totals } = await summaryOf('fixtures/trail');
    expect(window).toEqual({ since: '2026-11-19T00:00:00Z', until: '2026-11-20T00:00:00Z' });
    expect(totals.query).toBe('trailscan query fixtures/trail --date 2026-11-19');
  });

  test('compares with the day before and the week before, if they have events', async () => {
    const week = (shift: number) =>
      JSON.stringify({
        eventVersion: '1.08',
        eventTime: new Date(Date.UTC(2026, 10, 18 - shift, 5)).toISOString().replace('.000Z', 'Z'),
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        awsRegion: 'eu-west-1',
      });
    const file = join(temporaryFolder(), 'events.ndjson');
    writeFileSync(file, [0, 0, 0, 1, 7, 7, 3].map(week).join('\n'));
    const { totals, compared } = await summaryOf(file, '--date', '2026-11-18');
    expect(totals.all).toEqual({ events: 3, dayBefore: 1, weekBefore: 2 });
    expect(compared.weekBefore?.since).toBe('2026-11-11T00:00:00Z');
    const alone = await summaryOf(...incident);
    expect(alone.compared.weekBefore).toBeNull();
    expect(alone.totals.all.weekBefore).toBeNull();
  });

  test('has, for every list, the query that prints its events', async () => {
    const summary = await summaryOf(...incident, '--baseline', await baselineBefore());
    const lists = listsIn(summary);
    expect(lists.length).toBeGreaterThan(15);
    for (const { query, events } of lists) {
      expect([query, await eventsPrintedBy(query)]).toEqual([query, events]);
    }
  });

  test('has queries that print the events of hostile values, too', async () => {
    const folder = temporaryFolder();
    const names = ['!evil', 'a,b', 'back\\', ' blank ', "quo'te", '$(touch x)`y`', '-v', 'good'];
    const line = (eventTime: string, name: string, fields: object = {}) =>
      JSON.stringify({
        eventVersion: '1.08',
        eventID: `${eventTime} ${name}`,
        eventTime,
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        awsRegion: 'eu-west-1',
        sourceIPAddress: '198.51.100.1',
        userAgent: `${name}/1`,
        userIdentity: { type: 'IAMUser', userName: name },
        ...fields,
      });
    const old = line('2026-11-17T12:00:00Z', 'old');
    const odd = line('2026-11-18T12:00:00Z', 'old', {
      eventSource: 'github.com',
      eventName: 'push',
    });
    const fresh = names.map((name, at) => line(`2026-11-18T12:00:0${at}Z`, name));
    writeFileSync(join(folder, 'events.ndjson'), [old, odd, ...fresh].join('\n'));
    const baseline = ['--baseline', join(temporaryFolder(), 'baseline.json')];
    await trailscan(['summary', folder, '--date', '2026-11-17', ...baseline]);
    const summary = await summaryOf(folder, '--date', '2026-11-18', ...baseline);
    const { principals, agents, apis } = summary.new ?? {};
    expect(principals?.events).toBe(names.length);
    for (const list of [principals, agents, apis]) {
      expect(list?.query).toBeTruthy();
      const { query = '', events } = list ?? {};
      expect([query, await eventsPrintedBy(query ?? '')]).toEqual([query, events]);
    }
  });

  test('is the same when a window is summarized again', async () => {
    const path = await baselineBefore();
    const first = await summaryOf(...incident, '--baseline', path);
    const again = await summaryOf(...incident, '--baseline', path);
    expect(again).toEqual(first);
  });

  test('reports that it is the first one with a baseline, and nothing as new', async () => {
    const path = join(temporaryFolder(), 'baseline.json');
    const { stdout } = await trailscan(['summary', ...incident, '--baseline', path]);
    expect(stdout).toContain('The baseline has no earlier window');
    expect(stdout).not.toContain('New principals');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ kind: 'trailscan-baseline' });
  });

  test.each([
    [['--fail-on', 'root-use'], 1],
    [['--fail-on', 'any'], 1],
    [['--fail-on', 'bucket-change,key-change'], 0],
    [[], 0],
  ])('with %j exits with %i', async (args, expected) => {
    expect((await trailscan(['summary', ...incident, ...args])).exitCode).toBe(expected);
  });

  test('reports files that cannot be read, and exits with 3', async () => {
    const args = ['summary', 'fixtures/broken', '--date', '2026-11-18', '-o', 'json'];
    const { stdout, exitCode } = await trailscan(args);
    expect(exitCode).toBe(3);
    const { quality } = summarySchema.parse(JSON.parse(stdout));
    expect(quality).toMatchObject({ unreadableFiles: 1, damagedFiles: 11, unreadableRecords: 10 });
    expect(quality.errors[0]).toEqual({
      path: 'fixtures/broken/bad-line.ndjson',
      reason: 'byte 1736: the record does not end',
    });
  });

  test.each(['text', 'markdown', 'html', 'json'])(
    '-o %s shows hostile content as harmless text',
    async (format) => {
      const args = ['summary', 'fixtures/trail', '--date', '2026-11-17', '--top', '500'];
      const path = join(temporaryFolder(), 'baseline.json');
      await trailscan(['summary', 'fixtures/trail', '--date', '2026-11-16', '--baseline', path]);
      const { stdout } = await trailscan([...args, '--baseline', path, '-o', format]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      expect(stdout).toContain('jndi:ldap');
      if (format !== 'html') return;
      expect(stdout).not.toMatch(/<(?:script|img|iframe|object)/i);
      expect(stdout).not.toMatch(/<[^>]* (?:style|src|on\w+)=/);
      expect(stdout).toMatch(
        /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/,
      );
    },
  );

  test.each([
    [['--fail-on', 'root'], "--fail-on: unknown value 'root' (did you mean 'root-use'?)"],
    [['--until', '2026-11-18'], '--until: a summary also needs a start'],
    [['-o', 'csv'], "--output: unknown value 'csv'"],
    [['--event', 'RunInstances'], "unknown flag '--event'"],
  ])('is refused with %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await trailscan(['summary', 'fixtures/trail', ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(`trailscan: ${message}`);
    expect(stderr).toContain("Try 'trailscan summary --help'\n");
  });
});

describe('the findings of a summary', () => {
  test('are rules: the command lines name them, and a level comes with each', async () => {
    const { findings, failed, changes } = await summaryOf(...incident);
    const query = 'trailscan query fixtures/trail --date 2026-11-18';
    expect(findings.slice(0, 2)).toEqual([
      { kind: 'root-use', level: 'medium', count: 12, query: `${query} --finding root-use` },
      { kind: 'no-mfa-login', level: 'low', count: 2, query: `${query} --finding no-mfa-login` },
    ]);
    expect(findings.at(-1)).toMatchObject({ kind: 'network-change', level: 'informational' });
    expect(findings).toContainEqual({ kind: 'gap', level: 'low', count: 4, query: null });
    expect(failed.query).toBe(`${query} --outcome failed --finding '!throttled'`);
    expect(changes.keys.query).toBe(`${query} --finding key-change`);
  });

  test('change with the rules of --rules that have the same names', async () => {
    const folder = temporaryFolder();
    const rule = (name: string, level: string, selection: object) =>
      writeFileSync(
        join(folder, `${name}.yml`),
        JSON.stringify({
          ...{ title: `About ${name}`, name, level },
          logsource: { product: 'aws', service: 'cloudtrail' },
          detection: { selection, condition: 'selection' },
        }),
      );
    rule('iam-change', 'critical', { 'userIdentity.userName|startswith': 'svc-' });
    rule('throttled', 'low', { 'trailscan.service': 'iam', 'trailscan.outcome': 'failed' });
    rule('denied', 'low', { 'trailscan.outcome': 'denied', eventSource: 's3.amazonaws.com' });
    rule('failed-login', 'low', { eventName: 'ConsoleLogin', 'trailscan.outcome': 'failed' });
    const usual = await summaryOf(...incident);
    const changed = await summaryOf(...incident, '--rules', folder);
    expect(changed.findings[0]).toMatchObject({ kind: 'iam-change', level: 'critical' });
    for (const kind of ['iam-change', 'throttled', 'denied'] as const) {
      expect([kind, findingsOf(changed)[kind]]).not.toEqual([kind, findingsOf(usual)[kind]]);
    }
    expect(changed.totals.denied.events).toBe(changed.denied.events);
    expect(changed.services.rows.reduce((sum, { denied }) => sum + denied, 0)).toBe(
      changed.denied.events,
    );
    for (const { query, events } of listsIn(changed)) {
      expect([query, await eventsPrintedBy(query)]).toEqual([query, events]);
    }
    for (const { query, count } of changed.findings) {
      if (query) expect([query, await eventsPrintedBy(query)]).toEqual([query, count]);
    }
  });

  test('are not counted by broken rules: nothing is printed', async () => {
    const path = join(temporaryFolder(), 'iam-change.yml');
    writeFileSync(path, 'title: About iam-change\nname: iam-change\nlogsource: {product: aws}\n');
    const run = await trailscan(['summary', ...incident, '--rules', path]);
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain(`trailscan: --rules: ${path}:1: About iam-change: `);
  });

  test('that are correlations count the events of the rules that they refer to', async () => {
    const path = join(temporaryFolder(), 'denied.yml');
    writeFileSync(
      path,
      'title: Guesses\nname: denied\ncorrelation:\n  type: event_count\n  rules: failed-login\n' +
        '  group-by: [sourceIPAddress]\n  timespan: 5m\n  condition: {gte: 5}\n',
    );
    const correlated = await summaryOf(...incident, '--rules', path);
    expect(findingsOf(correlated).denied).toBe(findingsOf(correlated)['failed-login']);
  });
});

interface TracedList {
  readonly query: string;
  readonly events: number;
}

function listsIn(value: unknown): readonly TracedList[] {
  if (typeof value !== 'object' || value === null) return [];
  const { query, events } = value as Partial<TracedList>;
  const own = typeof query === 'string' && typeof events === 'number' ? [{ query, events }] : [];
  return [...own, ...Object.values(value).flatMap(listsIn)];
}
