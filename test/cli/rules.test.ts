import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleWith } from '../detect/sigma/rules-in.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

/** Writes rule files to an empty folder, and returns the folder. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const good = ruleWith('a: {eventName: DeleteTrail}\ncondition: a', 'title: Good\nlevel: high');
const odd = ruleWith('a: {eventNam: x}\ncondition: a', 'title: Odd\nlevel: low');
const broken = ruleWith('a: {eventName|foo: x}\ncondition: a', 'title: Broken\nlevel: low');
const elsewhere =
  'title: Other\nlogsource: {product: windows}\ndetection: {a: {b: c}, condition: a}\n';
const old = ruleWith('a: {eventName: x}\ncondition: a', 'title: Old\nstatus: deprecated');
const filter = `title: Filter
logsource: {product: aws, service: cloudtrail}
filter:
  rules: [good]
  a: {userAgent: x}
  condition: a
`;

describe('trailscan rules check', () => {
  it('finds nothing wrong with the rules that come with trailscan', async () => {
    const { stdout, stderr, exitCode } = await trailscan(['rules', 'check']);
    expect(stdout).toMatch(/^(\d+) documents in \d+ files: \1 loaded, 0 broken; 0 warnings\n$/);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  it('prints what is broken and odd with file and line, counts all documents, and exits with 1', async () => {
    const folder = folderWith({
      'all.yml': [good, elsewhere, old, filter].join('---\n'),
      'deep/broken.yaml': broken,
      'odd.yml': odd,
      'notes.txt': 'not a rule',
    });
    const { stdout, stderr, exitCode } = await trailscan(['rules', 'check', folder]);
    expect(stdout.split('\n')).toEqual([
      `${join(folder, 'deep/broken.yaml')}:5: Broken: eventName|foo: unknown modifier 'foo'`,
      `${join(folder, 'odd.yml')}:1: Odd: warning: no event has the field 'eventNam' (did you mean 'eventName'?)`,
      '6 documents in 3 files: 2 loaded, 1 filter, 1 for other logs, 1 left out (deprecated), 1 broken; 1 warning',
      '',
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
  });

  it('exits with 1 for warnings only with --strict-rules', async () => {
    const folder = folderWith({ 'odd.yml': odd });
    expect((await trailscan(['rules', 'check', folder])).exitCode).toBe(0);
    expect((await trailscan(['rules', 'check', folder, '--strict-rules'])).exitCode).toBe(1);
  });

  it('prints the same report as JSON, whose counts add up to the documents', async () => {
    const folder = folderWith({
      'all.yml': [good, elsewhere, old, filter, broken, odd].join('---\n'),
    });
    const { stdout, exitCode } = await trailscan(['rules', 'check', folder, '-o', 'json']);
    const report = JSON.parse(stdout);
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      kind: 'trailscan-rule-check',
      version: 1,
      problems: [{ file: join(folder, 'all.yml'), rule: 'Broken' }],
      warnings: [{ rule: 'Odd' }],
    });
    const { documents, loaded, filters, otherSources, leftOut, problems } = report;
    expect(loaded + filters + otherSources + leftOut.deprecated + problems.length).toBe(documents);
  });

  it('knows the rules that come with trailscan, to which others refer, unless they are left out', async () => {
    const folder = folderWith({
      'a.yml': `title: Roots
correlation:
  type: event_count
  rules: [root-login]
  timespan: 5m
  condition: {gte: 5}
`,
    });
    const whole = await trailscan(['rules', 'check', folder]);
    expect(whole).toMatchObject({
      stdout: '1 document in 1 file: 1 loaded, 0 broken; 0 warnings\n',
      exitCode: 0,
    });
    const without = await trailscan(['rules', 'check', folder, '--no-default-rules']);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain("refers to 'root-login', which is not one of the rules");
  });

  it('warns of conditions that never hold, also when a filter is the reason', async () => {
    const folder = folderWith({
      'good.yml': good,
      'filter.yml': filter.replace('userAgent: x', 'eventName: DeleteTrail'),
    });
    const { stdout } = await trailscan(['rules', 'check', folder]);
    expect(stdout).toContain('good.yml:1: Good: warning: the condition never holds');
  });

  it('replaces a rule of the same name that comes with trailscan, and counts only the new one', async () => {
    const folder = folderWith({ 'root-login.yml': good });
    const { stdout } = await trailscan(['rules', 'check', folder]);
    expect(stdout).toBe('1 document in 1 file: 1 loaded, 0 broken; 0 warnings\n');
  });

  it('reports a file that cannot be read as broken', async () => {
    const { stdout, exitCode } = await trailscan(['rules', 'check', 'no-such-folder']);
    expect(stdout).toMatch(/^no-such-folder: no such file or folder\n/);
    expect(exitCode).toBe(1);
  });

  it('takes the values of placeholders', async () => {
    const folder = folderWith({
      'a.yml': ruleWith('a: {userIdentity.userName|expand: "%admins%"}\ncondition: a'),
    });
    expect((await trailscan(['rules', 'check', folder])).exitCode).toBe(1);
    const args = ['rules', 'check', folder, '--placeholder', 'admins=alice'];
    expect((await trailscan(args)).exitCode).toBe(0);
  });

  it.each([
    [['rules'], 'expected check, list or show'],
    [['rules', 'chekc'], "(did you mean 'check'?)"],
    [['rules', 'check', ''], 'expected a path'],
    [['rules', 'check', 'fixtures/broken'], 'there are no rules in fixtures/broken'],
    [['rules', 'check', '-o', 'csv'], "unknown value 'csv'"],
    [['rules', 'list', 'rules'], "expected no operand, found 'rules'"],
    [['rules', 'show'], 'expected the name of a rule'],
    [['rules', 'show', 'root-logn'], "no rule is named 'root-logn' (did you mean 'root-login'?)"],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { stdout, stderr, exitCode } = await trailscan(args);
    expect(stderr).toContain(message);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });
});

describe('trailscan rules list', () => {
  const own = ['--no-default-rules', '--rules'];

  it('prints the rules, the worst first, and how many there are of each level', async () => {
    const folder = folderWith({ 'odd.yml': odd, 'good.yml': good });
    const { stdout } = await trailscan(['rules', 'list', ...own, folder]);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
      ['level', 'name', 'title', 'kind'],
      ['high', 'good', 'Good', 'event'],
      ['low', 'odd', 'Odd', 'event'],
      ['2 rules: 1 high, 1 low'],
      [''],
    ]);
  });

  it.each(['csv', 'markdown', 'json'])('prints the same rules as %s', async (format) => {
    const folder = folderWith({ 'odd.yml': odd, 'good.yml': good });
    const { stdout } = await trailscan(['rules', 'list', ...own, folder, '-o', format]);
    expect(stdout.match(/good\.yml|odd\.yml/g)).toEqual(['good.yml', 'odd.yml']);
  });

  it('prints only rules of a level and above, and with a tag or one below it', async () => {
    const args = ['rules', 'list', '--min-level', 'medium', '--tag', 'attack.t1098', '-o', 'json'];
    const rules: readonly { level: string; tags: readonly string[] }[] = JSON.parse(
      (await trailscan(args)).stdout,
    );
    expect(new Set(rules.map(({ level }) => level))).toEqual(
      new Set(['critical', 'high', 'medium']),
    );
    expect(rules.filter(({ tags }) => !/attack\.t1098\b/.test(tags.join(' ')))).toEqual([]);
  });

  it('says which rules are correlations and which are about first sightings', async () => {
    const rules: readonly { name: string; kind: string }[] = JSON.parse(
      (await trailscan(['rules', 'list', '-o', 'json'])).stdout,
    );
    const kinds = new Map(rules.map(({ name, kind }) => [name, kind]));
    expect(kinds.get('root-login')).toBe('event');
    expect(kinds.get('login-brute-force')).toBe('correlation');
    expect(kinds.get('new-agent')).toBe('first-seen');
  });

  it('prints notes about broken rules on standard error, and refuses them with --strict-rules', async () => {
    const folder = folderWith({ 'broken.yml': broken, 'good.yml': good });
    const lax = await trailscan(['rules', 'list', ...own, folder]);
    expect(lax.stderr).toContain('rule left out: ');
    expect(lax.exitCode).toBe(0);
    const strict = await trailscan(['rules', 'list', ...own, folder, '--strict-rules']);
    expect(strict.exitCode).toBe(2);
  });
});

describe('trailscan rules show', () => {
  it('explains a rule, with its condition and the commands that use it', async () => {
    const { stdout, stderr, exitCode } = await trailscan(['rules', 'show', 'no-mfa-login']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(
      /^A user signed in to the console without MFA\n\nname: {4}no-mfa-login\n/,
    );
    expect(stdout).toContain(`Condition
  all of these:
    eventName = "ConsoleLogin"
    trailscan.outcome = "ok"
    trailscan.identity-type IN ["Root", "IAMUser"]
    not: additionalEventData.MFAUsed = "Yes"

Commands
  trailscan detect SOURCE --min-level low
  trailscan query SOURCE --finding no-mfa-login
`);
  });

  it('explains a correlation', async () => {
    const { stdout } = await trailscan(['rules', 'show', 'login-brute-force']);
    expect(stdout).toContain(`Correlation
  type:     event_count
  rules:    failed-login
  for each: sourceIPAddress
  within:   10 min
  when:     the number of events is >= 5
`);
  });

  it('prints --first-seen and a start with rules about first sightings, and with correlations of these', async () => {
    const { stdout } = await trailscan(['rules', 'show', 'new-agent', 'snapshot-copied-by-blocks']);
    expect(stdout.match(/^ {2}trailscan detect .* --first-seen --date yesterday$/gm)).toHaveLength(
      2,
    );
  });

  it('repeats the rule files in the commands', async () => {
    const folder = folderWith({ "it's.yml": good });
    const { stdout } = await trailscan(['rules', 'show', "it's", '--rules', folder]);
    expect(stdout).toContain(`query SOURCE --rules ${folder} --finding 'it'\\''s'\n`);
  });

  it('finds a rule by its ID, and prints it as JSON', async () => {
    const id = '517e9864-18d1-4805-9b96-b7a3091d1061';
    const { stdout } = await trailscan(['rules', 'show', id, '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'root-login', id, kind: 'event' }]);
  });

  it('makes what a rule says harmless on a terminal, in every format', async () => {
    const evil = '\\e[31m\\u202e\\u0007';
    const text = `title: "Evil ${evil}"
name: "evil ${evil}"
level: low
status: "${evil}"
description: "${evil}\\r\\nline"
tags: ["${evil}"]
references: ["${evil}"]
falsepositives: ["${evil}"]
logsource: {product: aws, service: cloudtrail}
detection:
  a: {"eventName": "${evil}", "requestParameters.${evil}": [1, "${evil}"]}
  condition: a
`;
    const folder = folderWith({ 'a.yml': text });
    const own = ['--no-default-rules', '--rules', folder];
    const lines = [
      ['show', 'evil \\x1b[31m\\u202e\\x07', ...own],
      ['show', 'evil \\x1b[31m\\u202e\\x07', ...own, '-o', 'json'],
      ['check', folder],
      ['check', folder, '-o', 'json'],
      ...['table', 'json', 'csv', 'markdown'].map((format) => ['list', ...own, '-o', format]),
    ];
    for (const args of lines) {
      const { stdout, stderr } = await trailscan(['rules', ...args]);
      expect(stdout).toMatch(/./);
      expect(`${stdout}${stderr}`).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });
});
