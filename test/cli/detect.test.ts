import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DetectionReport } from '../../src/report/detect/detection-report.ts';
import { shellWords } from '../support/shell-words.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const trail = 'fixtures/trail';

async function detect(...args: readonly string[]) {
  return trailscan(['detect', ...args]);
}

async function reportOf(...args: readonly string[]): Promise<DetectionReport> {
  const { stdout } = await detect(...args, '-o', 'json');
  return JSON.parse(stdout);
}

const namesOf = ({ rules }: DetectionReport) => rules.map(({ rule }) => rule);

/** Returns the events that a command line prints. */
async function eventsOf(query: string): Promise<readonly Record<string, unknown>[]> {
  const [, ...words] = await shellWords(query);
  const { stdout, exitCode } = await trailscan([...words, '-o', 'ndjson']);
  expect([query, exitCode]).toEqual([query, 0]);
  return linesOf(stdout);
}

function linesOf(stdout: string) {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Writes a file into a new folder; returns its path. */
function fileOf(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const bucketRule = `title: A bucket was made
name: bucket-made
id: 11111111-2222-4333-8444-555555555555
level: high
status: test
tags: [attack.persistence, attack.t1098]
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: CreateBucket }
  condition: selection
`;

function eventOf(members: object) {
  return JSON.stringify({
    eventVersion: '1.08',
    eventID: 'e-1',
    eventTime: '2026-11-18T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'CreateBucket',
    awsRegion: 'eu-west-1',
    recipientAccountId: '111122223333',
    sourceIPAddress: '192.0.2.66',
    userIdentity: {
      type: 'IAMUser',
      userName: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
    },
    ...members,
  });
}

describe('detect', () => {
  test('finds the planted incident, the worst first', async () => {
    const report = await reportOf(trail, '--date', '2026-11-18');
    expect(namesOf(report)).toEqual(
      expect.arrayContaining([
        ...['defenses-disabled-together', 'root-access-key-created', 'root-login-without-mfa'],
        ...['new-admin-user', 'admin-policy-attached-to-user', 'cloudtrail-stopped'],
        ...['many-calls-denied', 'admin-port-opened-to-world', 'instances-terminated-in-bulk'],
      ]),
    );
    const levels = ['critical', 'high', 'medium', 'low'];
    const places = report.findings.map(({ level }) => levels.indexOf(level));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(report.findings[0]).toMatchObject({ level: 'critical', who: 'svc-backup', events: 5 });
    const admin = report.findings.find(({ rule }) => rule === 'admin-policy-attached-to-user');
    expect(admin).toMatchObject({
      ...{ who: 'ops-admin', what: 'AdministratorAccess → svc-backup', outcome: 'ok' },
      ...{ account: '111122223333', region: 'us-east-1', address: '192.0.2.66', events: 1 },
      first: '2026-11-18T02:21:07Z',
    });
  });

  test.each(['2026-11-16', '2026-11-17', '2026-11-19'])(
    'finds nothing above low on the quiet day %s',
    async (date) => {
      const { findings, totals } = await reportOf(trail, '--date', date, '--min-level', 'medium');
      expect(findings).toEqual([]);
      expect(totals.below.matches).toBeGreaterThan(0);
    },
  );

  test('counts what the lines of ndjson are, and a duplicate once', async () => {
    const report = await reportOf(trail, '--min-level', 'informational');
    const lines = linesOf(
      (await detect(trail, '--min-level', 'informational', '-o', 'ndjson')).stdout,
    );
    for (const { rule, events, identities } of report.rules) {
      const own = lines.filter(({ detection }) => detection.rule === rule);
      const isCorrelation = own.some(({ finding }) => finding);
      const printed = isCorrelation
        ? own.reduce((sum, { finding }) => sum + finding.count, 0)
        : new Set(own.map(({ eventID, ...event }) => eventID ?? JSON.stringify(event))).size;
      expect([rule, printed]).toEqual([rule, events]);
      expect(identities).toBeGreaterThan(0);
    }
    const twice = await reportOf(trail, trail, '--min-level', 'informational');
    expect(twice.totals).toEqual(report.totals);
    expect(twice.rules.map(({ events }) => events)).toEqual(
      report.rules.map(({ events }) => events),
    );
  });

  test('names, for each finding and each rule, the command that prints all of its events', async () => {
    const report = await reportOf(trail, '--min-level', 'high');
    expect(report.findings.length).toBeGreaterThanOrEqual(10);
    for (const { kind, query, events, eventId } of report.findings) {
      const printed = await eventsOf(query);
      if (kind === 'event') expect([query, printed.length]).toEqual([query, events]);
      else expect([query, printed.length >= events]).toEqual([query, true]);
      expect(printed.map(({ eventID }) => eventID)).toContain(eventId);
    }
    for (const { query, events, first, last } of report.rules) {
      const times = (await eventsOf(query)).map(({ eventTime }) => String(eventTime));
      expect([query, times.length >= events]).toEqual([query, true]);
      expect(times).toEqual(expect.arrayContaining([first, last]));
    }
  }, 120_000);

  test('names commands that print the events of hostile identities, and only these', async () => {
    const names = ['a,b', '!c', "quo'te", '$(touch x)', 'back\\', '*', '-v', ' blank '];
    const events = names.map((userName, at) =>
      eventOf({ eventID: `e-${at}`, userIdentity: { type: 'IAMUser', userName } }),
    );
    const path = fileOf('events.ndjson', events.join('\n'));
    const rules = fileOf('bucket.yml', bucketRule);
    const { findings } = await reportOf(path, '--no-default-rules', '--rules', rules);
    expect(findings.map(({ who }) => who).toSorted()).toEqual(names.toSorted());
    for (const { query, eventId } of findings) {
      expect((await eventsOf(query)).map(({ eventID }) => eventID)).toContain(eventId);
    }
  });
});

describe('the command line of a rule with an odd name', () => {
  const names = [
    'a,b',
    'a',
    'b',
    '!c',
    'c',
    "quo'te",
    '"d"',
    '$(touch x)',
    'e\\',
    'f\\,g',
    '-v',
    '\u202eh',
  ];
  const texts = names.map((name, at) =>
    bucketRule
      .replace(/name: .*\nid: .*/, `name: ${JSON.stringify(name)}`)
      .replace('eventName: CreateBucket', `eventID: e-${at}`),
  );

  const writtenFiles = () => {
    const events = names.map((_, at) => eventOf({ eventID: `e-${at}` }));
    const path = fileOf('events.ndjson', events.join('\n'));
    return {
      path,
      flags: ['--no-default-rules', '--rules', fileOf('rules.yml', texts.join('---\n'))],
    };
  };

  test('prints the events of exactly this rule', async () => {
    const { path, flags } = writtenFiles();
    const { rules, findings } = await reportOf(path, ...flags);
    expect(rules.map(({ events }) => events)).toEqual(names.map(() => 1));
    const ids: unknown[] = [];
    for (const { query } of rules)
      ids.push(...(await eventsOf(query)).map(({ eventID }) => eventID));
    expect(ids.toSorted()).toEqual(names.map((_, at) => `e-${at}`).toSorted());
    for (const { query, eventId } of findings) {
      expect((await eventsOf(query)).map(({ eventID }) => eventID)).toEqual([eventId]);
    }
  });

  test('is the same on the page of the rule', async () => {
    const { path, flags } = writtenFiles();
    const { rules } = await reportOf(path, ...flags);
    for (const { rule, query } of rules) {
      const { stdout } = await trailscan(['rules', 'show', ...flags, '--', rule]);
      expect(stdout).toContain(
        query.replace(path, 'SOURCE').slice('trailscan query SOURCE'.length),
      );
    }
  });
});

describe('detect --min-level, --tag and --fail-on', () => {
  test('leave out levels below, and count these', async () => {
    const all = await reportOf(trail, '--min-level', 'informational');
    const high = await reportOf(trail, '--min-level', 'high');
    expect(new Set(high.findings.map(({ level }) => level))).toEqual(new Set(['critical', 'high']));
    expect(all.totals.below).toEqual({ rules: 0, matches: 0 });
    const { informational, low, medium } = all.totals.matches;
    expect(high.totals.below.matches).toBe(informational + low + medium);
    const { stdout } = await detect(trail, '--min-level', 'high', '-o', 'table');
    expect(stdout).toMatch(/^\d+ matches of \d+ rules below high: --min-level informational$/m);
  });

  test('choose rules by a tag or one above it', async () => {
    const { rules } = await reportOf(trail, '--tag', 'attack.T1098');
    expect(rules.length).toBeGreaterThan(1);
    for (const { tags } of rules) {
      expect(tags.some((tag) => /^attack\.t1098(\.|$)/.test(tag))).toBe(true);
    }
  });

  test.each([
    ['critical', 1],
    ['root-login', 1],
    ['kms-key-deleted-by-nobody', 2],
    ['lambda-permission-public', 0],
    ['lambda-permission-public,high', 1],
  ])('with --fail-on %s exit with %i', async (value, expected) => {
    const { exitCode } = await detect(trail, '--fail-on', value, '-o', 'table');
    expect(exitCode).toBe(expected);
  });

  test('can tell a rule that is named like a level from this level', async () => {
    const args = [fileOf('events.ndjson', `${eventOf({})}\n`), '--no-default-rules', '-o', 'table'];
    const odd = bucketRule
      .replace('name: bucket-made', 'name: high')
      .replace('level: high', 'level: low');
    const rules = ['--rules', fileOf('rules.yml', odd)];
    expect((await detect(...args, ...rules, '--fail-on', 'high')).exitCode).toBe(0);
    expect((await detect(...args, ...rules, '--fail-on', 'high_2')).exitCode).toBe(1);
  });

  test('exit with 0 when only levels below --fail-on were found', async () => {
    const args = [trail, '--date', '2026-11-17', '-o', 'table'];
    expect((await detect(...args, '--fail-on', 'high')).exitCode).toBe(0);
    expect((await detect(...args, '--fail-on', 'low')).exitCode).toBe(1);
  });
});

describe('detect --fail-on', () => {
  const counting = `title: Many buckets
name: many-buckets
correlation: { type: event_count, rules: [bucket-made], timespan: 1h, condition: { gte: 9 } }
`;

  test.each([
    [[], 'uses it, or'],
    [['--tag', 'attack.t1110'], 'left out by --tag'],
  ])(
    'is refused for a rule that is not reported, which could never fail (%j)',
    async (args, why) => {
      const path = fileOf('events.ndjson', `${eventOf({})}\n`);
      const rules = fileOf('rules.yml', `${bucketRule}---\n${counting}`);
      const run = await detect(path, '--rules', rules, '--fail-on', 'bucket-made', ...args);
      expect({ stdout: run.stdout, exitCode: run.exitCode }).toEqual({ stdout: '', exitCode: 2 });
      expect(run.stderr).toContain("--fail-on: 'bucket-made' is not reported");
      expect(run.stderr).toContain(why);
    },
  );
});

describe('detect --group', () => {
  test('sums detections up by an attribute, with correlations of its events', async () => {
    const { groups, rules } = await reportOf(trail, '--group', 'principal');
    expect(groups?.by).toBe('principal');
    const found = groups?.rows.find(({ value }) => value === 'svc-backup');
    // Only a correlation of its events is critical.
    expect(found?.level).toBe('critical');
    const lines = linesOf((await detect(trail, '-o', 'ndjson')).stdout);
    const own = lines.filter(({ userIdentity }) => userIdentity?.userName === 'svc-backup');
    expect(found?.events).toBe(new Set(own.map(({ eventID }) => eventID)).size);
    expect(rules.length).toBeGreaterThan(10);
  });

  test('takes field paths, and shows the values in place of the rules', async () => {
    const { stdout } = await detect(trail, '--group', 'userIdentity.type');
    expect(stdout).toMatch(/^critical +Root +\d+ +\d+ /m);
    expect(stdout).toMatch(/^level +userIdentity\.type +events +rules +first +last$/m);
    for (const format of ['markdown', 'html']) {
      const { stdout } = await detect(trail, '--group', 'region', '-o', format);
      expect(stdout).toContain('ap-southeast-2');
    }
  });

  test.each([
    [['--group', 'regoin'], "did you mean 'region'"],
    [['--group', 'day'], 'is a time'],
    [['--group', 'region', '-o', 'csv'], 'has no effect on csv'],
  ])('is refused with %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await detect(trail, '-o', 'table', ...args);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });
});

describe('detect --tag', () => {
  test('ignores letter case, also that of rules', async () => {
    const path = fileOf('events.ndjson', `${eventOf({})}\n`);
    const rules = fileOf('rules.yml', bucketRule.replace('attack.t1098', 'attack.T1530.001'));
    const args = [path, '--no-default-rules', '--rules', rules, '--tag', 'ATTACK.t1530'];
    expect(namesOf(await reportOf(...args))).toEqual(['bucket-made']);
  });

  test.each([
    ['T1098', "no rule has the tag 't1098' (did you mean 'attack.t1098'?)"],
    ['attack.t1098,attack.t9999', "no rule has the tag 'attack.t9999'"],
  ])('is refused for a tag that no rule has: %s', async (tags, message) => {
    const { stdout, stderr, exitCode } = await detect(trail, '--tag', tags);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('is refused for a tag that only rules of --first-seen have, without this flag', async () => {
    const firstSeen = bucketRule
      .replace('attack.t1098', 'attack.t9998')
      .replace('level: high', 'level: high\ntrailscan: { first_seen: [awsRegion] }');
    const args = [trail, '--rules', fileOf('rules.yml', firstSeen), '--tag', 'attack.t9998'];
    const { stderr, exitCode } = await detect(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("the rules with the tag 'attack.t9998' also need --first-seen");
  });
});

describe('detect --rules', () => {
  test('adds rules, and replaces those of the same name or ID', async () => {
    const path = fileOf('events.ndjson', `${eventOf({})}\n`);
    const mine = fileOf('mine.yml', bucketRule);
    expect(namesOf(await reportOf(path, '--rules', mine))).toContain('bucket-made');
    const packed = readFileSync('rules/account/root-login.yml', 'utf8');
    const quiet = packed.replace(/^level: .*/m, 'level: low').replace(/^title: .*/m, 'title: Mine');
    const { rules } = await reportOf(trail, '--rules', fileOf('root-login.yml', quiet));
    expect(rules.filter(({ rule }) => rule === 'root-login')).toMatchObject([
      { level: 'low', title: 'Mine' },
    ]);
  });

  test('notes broken rules and goes on; with --strict-rules it stops', async () => {
    const path = fileOf('events.ndjson', `${eventOf({})}\n`);
    const broken = bucketRule.replace('condition: selection', 'condition: selection and');
    const rules = fileOf(
      'rules.yml',
      `${bucketRule}---\n${broken.replaceAll('bucket-made', 'other')}`,
    );
    const args = [path, '--no-default-rules', '--rules', rules, '-o', 'table'];
    const run = await detect(...args);
    expect(run.stderr).toMatch(/trailscan: note: rule left out: .*rules\.yml:\d+: /);
    expect(run.stdout).toContain('1 high');
    const strict = await detect(...args, '--strict-rules');
    expect(strict).toMatchObject({ exitCode: 2, stdout: '' });
    expect(strict.stderr).toMatch(/--strict-rules: .*rules\.yml:\d+: /);
  });

  test('says why none of the rules can be used', async () => {
    const unsupported = bucketRule.replace('status: test', 'status: unsupported');
    const args = [trail, '--no-default-rules', '--rules', fileOf('rules.yml', unsupported)];
    const { stderr, exitCode } = await detect(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('none of 1 document is a rule that can be used (1 unsupported rule)');
  });

  test('is refused for a path that cannot be read, rather than used without its rules', async () => {
    const { stdout, stderr, exitCode } = await detect(trail, '--rules', 'no-such-folder');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('--rules: no-such-folder: no such file or folder');
  });

  test('may have fields and search identifiers with the names that all objects have', async () => {
    const path = fileOf('events.ndjson', `${eventOf({})}\n`);
    const rules = fileOf(
      'rules.yml',
      bucketRule
        .replace('condition: selection', 'condition: selection and constructor')
        .replace('  condition:', '  constructor: { constructor.name|exists: false }\n  condition:'),
    );
    expect(namesOf(await reportOf(path, '--no-default-rules', '--rules', rules))).toEqual([
      'bucket-made',
    ]);
  });

  test('applies filters to rules, and fills placeholders', async () => {
    const path = fileOf(
      'events.ndjson',
      [
        eventOf({}),
        eventOf({ eventID: 'e-2', userIdentity: { type: 'IAMUser', userName: 'bob' } }),
      ].join('\n'),
    );
    const filter = `title: Alice may
logsource: { product: aws, service: cloudtrail }
filter:
  rules: [bucket-made]
  selection: { userIdentity.userName|expand: '%admins%' }
  condition: selection
`;
    const rules = fileOf('rules.yml', `${bucketRule}---\n${filter}`);
    const args = [path, '--no-default-rules', '--rules', rules];
    const filtered = await reportOf(...args, '--placeholder', 'admins=alice,carol');
    expect(filtered.findings).toMatchObject([{ who: 'bob', events: 1 }]);
    const { stderr } = await detect(...args, '-o', 'table');
    expect(stderr).toMatch(/rule left out: .*admins/);
  });
});

describe('detect reads', () => {
  test('standard input, and respelled records that stay as they were', async () => {
    const row = {
      eventid: 'e-9',
      eventtime: '2026-11-18 12:00:00',
      eventsource: 's3.amazonaws.com',
    };
    const record = { ...row, eventname: 'CreateBucket', useridentity: '{"type":"Root"}' };
    const rules = fileOf('bucket.yml', bucketRule);
    const args = ['detect', '-', '--no-default-rules', '--rules', rules, '-o'];
    const stdin = `${eventOf({})}\n${JSON.stringify(record)}\n`;
    const { stdout } = await trailscan([...args, 'ndjson'], { stdin });
    const [whole, respelled] = linesOf(stdout);
    const detection = {
      ...{ rule: 'bucket-made', id: '11111111-2222-4333-8444-555555555555', level: 'high' },
      ...{ title: 'A bucket was made', tags: ['attack.persistence', 'attack.t1098'] },
    };
    expect(whole).toEqual({ ...JSON.parse(eventOf({})), detection });
    expect(respelled).toEqual({ ...record, detection });
    const csv = await trailscan([...args, 'csv'], { stdin });
    expect(csv.stdout.split('\n')[2]).toMatch(
      /^2026-11-18 12:00:00,high,bucket-made,A bucket was made,CreateBucket,/,
    );
  });

  test('nothing with --dry-run', async () => {
    const { stdout, exitCode } = await detect(trail, '--dry-run');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('folders');
  });

  test('events that lack what a correlation needs, and says so', async () => {
    const { stderr, stdout } = await detect(trail, '-o', 'csv');
    expect(stderr).toMatch(
      /^trailscan: note: matches that lack a field of the correlation: \d+ of /m,
    );
    expect(stdout).not.toContain('matches that lack');
    expect((await reportOf(trail)).notes).toContainEqual(
      expect.stringMatching(/^matches that lack a field of the correlation: \d+ of /),
    );
  });
});

const formats = ['table', 'json', 'ndjson', 'csv', 'markdown', 'html', 'sarif'] as const;

describe('the output of detect', () => {
  const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';
  const hostile = eventOf({
    awsRegion: '\x1b[31m\u202e=cmd()',
    sourceIPAddress: '<script>alert(1)</script>',
    userIdentity: { type: 'IAMUser', userName: `${secret} "><img src=x onerror=y>\r\n| \`x\` |` },
    requestParameters: { bucketName: `=HYPERLINK("https://example.com") ${secret}` },
  });

  test.each(formats)('has hostile content only as harmless text in %s', async (format) => {
    const path = fileOf('events.ndjson', `${hostile}\n`);
    const rules = fileOf('bucket.yml', bucketRule);
    const args = [path, '--no-default-rules', '--rules', rules, '--no-redact', '-o', format];
    const { stdout } = await detect(...args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(stdout).toContain('bucket-made');
    if (format === 'html') expect(stdout).not.toMatch(/<(?:script|img|iframe|object)/i);
    if (format === 'markdown') {
      const prose = stdout.replaceAll(/```sh\n.*?\n```|(`+)(?!`).*?(?<!`)\1(?!`)/gs, '');
      expect(prose).not.toMatch(/<(?:script|img)/);
    }
    if (format === 'csv') expect(stdout).not.toMatch(/(?:^|,)"?[=+@]/m);
    if (['json', 'ndjson', 'sarif'].includes(format)) expect(JSON.parse(stdout)).toBeTruthy();
  });

  test.each(formats)('has no secret in %s with --redact', async (format) => {
    const path = fileOf('events.ndjson', `${hostile}\n`);
    const rules = fileOf('bucket.yml', bucketRule);
    const args = [path, '--no-default-rules', '--rules', rules, '-o', format];
    expect((await detect(...args, '--redact')).stdout).not.toContain(secret);
    const { stdout } = await detect(...args);
    if (format === 'markdown' || format === 'html') expect(stdout).not.toContain(secret);
    // A table cuts it.
    else expect(stdout).toContain(secret.slice(0, 8));
  });

  test.each(formats)(
    'has no secret of a group of a correlation in %s with --redact',
    async (format) => {
      const correlation = `---
title: Many buckets
name: many-buckets
level: high
correlation:
  type: event_count
  rules: [bucket-made]
  group-by: [requestParameters.bucketName]
  timespan: 1h
  condition: { gte: 1 }
`;
      const path = fileOf('events.ndjson', `${hostile}\n`);
      const rules = fileOf('rules.yml', `${bucketRule}${correlation}`);
      const args = [path, '--no-default-rules', '--rules', rules, '-o', format];
      const { stdout } = await detect(...args, '--redact');
      expect(stdout).toContain('many-buckets');
      expect(stdout).not.toContain(secret);
    },
  );

  test('is the same in every run', async () => {
    const night = [trail, '--date', '2026-11-18', '--region', 'us-east-1'];
    for (const format of ['json', 'ndjson', 'sarif']) {
      const [one, two] = [
        await detect(...night, '-o', format),
        await detect(...night, '-o', format),
      ];
      expect(two.stdout).toBe(one.stdout);
    }
  });

  test('says whether all events that were read were asked for', async () => {
    const firstLine = async (...args: readonly string[]) =>
      (await detect(trail, ...args, '-o', 'table', '--min-level', 'high')).stdout.split('\n')[0];
    expect(await firstLine()).toMatch(/^Found in 711 events: /);
    for (const filter of [['--user', 'ops-admin'], ['--since', '2026-11-01'], ['--writes']]) {
      expect(await firstLine(...filter)).toMatch(/ in the events asked for \(\d+ were read\)/);
    }
  });

  test('has what could not be read in json and sarif', async () => {
    const broken = fileOf('broken.json', '{"Records": [');
    const args = [fileOf('events.ndjson', `${eventOf({})}\n`), broken];
    const { errors } = await reportOf(...args);
    expect(errors).toMatchObject([{ file: broken, reason: expect.any(String) }]);
    const { stdout, exitCode } = await detect(...args, '-o', 'sarif');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).runs[0].invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { locations: [{ physicalLocation: { artifactLocation: { uri: broken } } }] },
        ],
      },
    ]);
  });

  test('is a table on a terminal and ndjson elsewhere', async () => {
    expect((await detect(trail, '--date', '2026-11-18')).stdout).toMatch(
      /^\{.*"detection":\{"rule":/,
    );
  });

  test('begins with what was found and ends with the command for the events of a rule', async () => {
    const lines = (await detect(trail, '-o', 'table')).stdout.split('\n');
    expect(lines[0]).toMatch(/^Found in 711 events: 3 critical, 8 high, /);
    expect(lines[1]).toMatch(/^svc-backup made \d+ of \d+ findings, root \d+/);
    expect(lines.filter(Boolean).join('\n')).toContain(
      '\n  trailscan query fixtures/trail --finding defenses-disabled-together\n',
    );
  });
});

describe('rules about first sightings', () => {
  const day = ['--date', '2026-11-18'];

  test('are used with --first-seen, and look at what came before the time that is asked for', async () => {
    const { stdout } = await detect(trail, '--first-seen', ...day, '-o', 'ndjson');
    const lines = linesOf(stdout).filter(({ eventTime }) => eventTime);
    expect(lines.every(({ eventTime }) => eventTime.startsWith('2026-11-18'))).toBe(true);
    const callers = lines.filter(({ detection }) => detection.rule === 'new-principal');
    const names = callers.map(({ userIdentity }) => userIdentity.arn);
    expect(names.some((arn) => String(arn).endsWith('user/svc-backup'))).toBe(true);
    // She was there two days before.
    expect(names.some((arn) => String(arn).endsWith('user/carol'))).toBe(false);
  });

  test('do not make matches of the events before', async () => {
    const matched = async (...args: readonly string[]) => {
      const { stderr } = await detect(
        trail,
        ...args,
        '--tag',
        'attack.t1485',
        '-v',
        '-o',
        'ndjson',
      );
      return /= ([\d,]+) matched/.exec(stderr)?.[1];
    };
    expect(await matched('--first-seen', ...day)).toBe(await matched(...day));
  });

  test('need a start', async () => {
    const { exitCode, stderr } = await detect(trail, '--first-seen');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--first-seen: also needs a start');
  });
});

test('a correlation of the user does not hide the rules that come with trailscan', async () => {
  const correlation = `title: Many
correlation:
  type: event_count
  rules: [root-login-without-mfa, cloudtrail-stopped]
  timespan: 1h
  condition: {gte: 50}
`;
  const names = namesOf(await reportOf(trail, '--rules', fileOf('many.yml', correlation)));
  expect(names).toEqual(namesOf(await reportOf(trail)));
});
