import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigFile } from '../../src/flags/config-file/config-file.ts';
import { loadConfigFile } from '../../src/flags/config-file/load-config-file.ts';
import { parseConfig } from '../../src/flags/config-file/parse-config.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder } from '../support/trailscan.ts';

type Syntax = 'yaml' | 'json';
const syntaxes: readonly Syntax[] = ['yaml', 'json'];

const whole: Readonly<Record<Syntax, string>> = {
  yaml: `
default_source: "@prod"
output: table
time_zone: Europe/Berlin
columns: [time, event, userIdentity.arn]
accounts: [111122223333, "012345678901", prod: 022222222222]
cache: true
cache_size: 20GB
sources:
  prod:
    uri: s3://my-trail-bucket/AWSLogs/
    profile: audit
    region: eu-central-1
    role_arn: arn:aws:iam::111122223333:role/team/Audit
    external_id: abc
    cache: /var/cache/trailscan
    requester_pays: false
`,
  json: `{
  "default_source": "@prod",
  "output": "table",
  "time_zone": "Europe/Berlin",
  "columns": ["time", "event", "userIdentity.arn"],
  "accounts": ["111122223333", "012345678901", { "prod": "022222222222" }],
  "cache": true,
  "cache_size": "20GB",
  "sources": {
    "prod": {
      "uri": "s3://my-trail-bucket/AWSLogs/",
      "profile": "audit",
      "region": "eu-central-1",
      "role_arn": "arn:aws:iam::111122223333:role/team/Audit",
      "external_id": "abc",
      "cache": "/var/cache/trailscan",
      "requester_pays": false
    }
  }
}`,
};

describe('loadConfigFile', () => {
  it.each(syntaxes)('reads every setting in %s', async (syntax) => {
    const { path, ...settings } = await configOf(syntax, whole[syntax]);
    expect(path).toMatch(new RegExp(`/config\\.${syntax}$`));
    expect(settings).toEqual({
      defaultSource: ['@prod'],
      output: 'table',
      timeZone: 'Europe/Berlin',
      columns: ['time', 'event', 'userIdentity.arn'],
      accounts: [
        { id: '111122223333' },
        { id: '012345678901' },
        { id: '022222222222', name: 'prod' },
      ],
      cache: true,
      cacheSize: 20_000_000_000,
      sources: {
        prod: {
          uris: ['s3://my-trail-bucket/AWSLogs/'],
          profile: 'audit',
          region: 'eu-central-1',
          roleArn: 'arn:aws:iam::111122223333:role/team/Audit',
          externalId: 'abc',
          cache: '/var/cache/trailscan',
          requesterPays: false,
        },
      },
    });
    expect(structuredClone(settings)).toEqual(settings);
  });

  it.each([
    ['yaml', ''],
    ['yaml', '# nothing\n'],
    ['yaml', 'sources:\n#  prod:\n'],
    ['yaml', '\ufeff{}'],
    ['json', '{}'],
    ['json', '\ufeff{}\r\n'],
    ['json', ''],
    ['json', '\ufeff{\n\t# nothing\n}\n'],
  ] as const)('accepts %s without settings: %j', async (syntax, text) => {
    const { path, ...settings } = await configOf(syntax, text);
    expect(path).toBeDefined();
    expect(settings).toEqual({ sources: {} });
  });

  it("makes paths absolute, relative to the file's folder or the home folder", async () => {
    const folder = temporaryFolder();
    const { defaultSource, cache, sources } = await configOf(
      'yaml',
      'default_source: [logs, ../a, /b, "-", ~/c, "~", s3://bucket/x, "history:all", "@two"]\n' +
        'cache: objects\n' +
        'sources:\n' +
        '  two: {uri: [./logs, "trail:management-events", ~user], cache: ~/cache}\n',
      folder,
    );
    expect(defaultSource).toEqual([
      join(folder, 'trailscan/logs'),
      join(folder, 'a'),
      '/b',
      '-',
      '/home/me/c',
      '/home/me',
      's3://bucket/x',
      'history:all',
      '@two',
    ]);
    expect(cache).toBe(join(folder, 'trailscan/objects'));
    expect(sources['two']).toEqual({
      uris: [
        join(folder, 'trailscan/logs'),
        'trail:management-events',
        join(folder, 'trailscan/~user'),
      ],
      cache: '/home/me/cache',
    });
  });

  it.each([
    ['cache_size', '4096', { cacheSize: 4096 }],
    ['cache_size', '1.5 GiB', { cacheSize: 1_610_612_736 }],
    ['output', 'NDJSON', { output: 'ndjson' }],
    ['time_zone', 'utc', { timeZone: 'UTC' }],
    ['time_zone', 'local', { timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }],
    ['cache', 'false', { cache: false }],
  ])('reads %s: %s', async (key, value, expected) => {
    expect(await configOf('yaml', `${key}: ${value}`)).toMatchObject(expected);
  });

  it("accepts the region name of a server other than AWS's", async () => {
    const { sources } = await configOf('yaml', 'sources: {a: {uri: s3://abc, region: garage}}');
    expect(sources['a']?.region).toBe('garage');
  });

  it.each([
    ['yaml', 'sources:\n  __proto__: {uri: /p}\n  constructor: {uri: /c}\n'],
    ['json', '{"sources": {"__proto__": {"uri": "/p"}, "constructor": {"uri": "/c"}}}'],
  ] as const)('accepts any name for a source, in %s', async (syntax, text) => {
    const { sources } = await configOf(syntax, text);
    expect(Object.getPrototypeOf(sources)).toBe(Object.prototype);
    expect(new Map(Object.entries(sources))).toEqual(
      new Map([
        ['__proto__', { uris: ['/p'] }],
        ['constructor', { uris: ['/c'] }],
      ]),
    );
    expect(Object.hasOwn(structuredClone(sources), '__proto__')).toBe(true);
  });

  it('supports anchors, aliases and merge keys of YAML', async () => {
    const { sources } = await configOf(
      'yaml',
      `sources:
  a: &a
    uri: /a
    region: &region eu-west-1
  b:
    <<: *a
    uri: /b
  c: {uri: /c, region: *region}
  d: *a
`,
    );
    expect(sources).toEqual({
      a: { uris: ['/a'], region: 'eu-west-1' },
      b: { uris: ['/b'], region: 'eu-west-1' },
      c: { uris: ['/c'], region: 'eu-west-1' },
      d: { uris: ['/a'], region: 'eu-west-1' },
    });
  });
});

describe('the config file', () => {
  it.each(['config.yaml', 'config.yml', 'config.json'])('can be called %s', async (name) => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'trailscan'));
    const path = join(base, 'trailscan', name);
    writeFileSync(path, '{"output": "csv"}');
    const expected = { path, output: 'csv', sources: {} };
    expect(await load({ XDG_CONFIG_HOME: base })).toEqual(expected);
  });

  it('is refused when it is TOML, unless there is also one in YAML', async () => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'trailscan'));
    const path = join(base, 'trailscan/config.toml');
    writeFileSync(path, 'output = "csv"');
    const problem =
      `${path}: TOML is no longer supported: expected a config file in YAML; ` +
      "'trailscan config init' writes one";
    await refused(load({ XDG_CONFIG_HOME: base }), problem);
    await refused(load({ TRAILSCAN_CONFIG: path }), problem);
    writeFileSync(join(base, 'trailscan/config.yaml'), 'output: csv');
    expect(await load({ XDG_CONFIG_HOME: base })).toMatchObject({ output: 'csv' });
  });

  it('is looked for in ~/.config, also when XDG_CONFIG_HOME is not an absolute path', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, '.config/trailscan'), { recursive: true });
    const path = join(home, '.config/trailscan/config.yaml');
    writeFileSync(path, 'output: csv');
    for (const base of [undefined, '', 'relative']) {
      const variables = { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: base };
      expect((await load(variables))?.path).toBe(path);
    }
  });

  it('can be missing, as can its folder, and a file can be in place of that folder', async () => {
    const base = temporaryFolder();
    expect(await load({ XDG_CONFIG_HOME: base })).toBeUndefined();
    expect(await load({ XDG_CONFIG_HOME: join(base, 'none') })).toBeUndefined();
    writeFileSync(join(base, 'trailscan'), '');
    expect(await load({ XDG_CONFIG_HOME: base })).toBeUndefined();
  });

  it('is the one that TRAILSCAN_CONFIG names, even if there are others', async () => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'trailscan'));
    writeFileSync(join(base, 'trailscan/config.yaml'), 'output: csv');
    writeFileSync(join(base, 'trailscan/config.json'), '{"output": "csv"}');
    const path = join(base, 'Other.YAML');
    writeFileSync(path, 'output: json');
    const expected = { path, output: 'json', sources: {} };
    expect(await load({ XDG_CONFIG_HOME: base, TRAILSCAN_CONFIG: path })).toEqual(expected);
    const fromHere = relative(process.cwd(), path);
    expect(await load({ XDG_CONFIG_HOME: base, TRAILSCAN_CONFIG: fromHere })).toEqual(expected);
    expect(await load({ XDG_CONFIG_HOME: base, TRAILSCAN_CONFIG: devNull })).toBeUndefined();
    await refused(
      load({ XDG_CONFIG_HOME: base, TRAILSCAN_CONFIG: '' }),
      `there are 2 config files, ${base}/trailscan/config.yaml and ${base}/trailscan/config.json: ` +
        'expected only one; set TRAILSCAN_CONFIG to choose one',
    );
  });

  it('must exist when TRAILSCAN_CONFIG names it', async () => {
    await refused(
      load({ TRAILSCAN_CONFIG: '/nowhere/config.yaml' }),
      "TRAILSCAN_CONFIG: '/nowhere/config.yaml' does not exist: expected the path of a config " +
        "file; 'trailscan config init' writes one",
    );
  });

  it('must be a small text file with a known extension', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    mkdirSync(at('folder.yaml'));
    writeFileSync(at('config.ini'), '');
    writeFileSync(at('__proto__'), '');
    writeFileSync(at('large.yaml'), ' '.repeat(1_000_001));
    writeFileSync(at('largest.yaml'), ' '.repeat(1_000_000));
    writeFileSync(at('latin1.json'), Buffer.from('# a\n# caf\xe9\n', 'latin1'));
    writeFileSync(at('utf16.yaml'), Buffer.from('\ufeffoutput: csv\n', 'utf16le'));
    symlinkSync(at('nowhere'), at('link.yaml'));
    symlinkSync(at('loop.yaml'), at('loop.yaml'));
    for (const [name, problem] of [
      ['folder.yaml', ': is a folder: expected a config file'],
      ['config.ini', ': unknown type of file: expected a name that ends in .yaml, .yml, .json'],
      ['__proto__', ': unknown type of file'],
      ['large.yaml', ': is larger than 1 MB: expected a config file, which is small'],
      ['latin1.json', ':2: is not UTF-8: expected text saved in UTF-8'],
      ['utf16.yaml', ':1: is not UTF-8'],
      ['link.yaml', ': no such file or folder'],
      ['loop.yaml', ': a link that points to itself'],
    ] as const) {
      await refused(load({ TRAILSCAN_CONFIG: at(name) }), `${at(name)}${problem}`);
    }
    expect(await load({ TRAILSCAN_CONFIG: at('largest.yaml') })).toMatchObject({ sources: {} });
  });
});

const uris = 's3://my-trail-bucket/AWSLogs/, trail:NAME, history: or ./AWSLogs';
const keys =
  'default_source, output, time_zone, columns, redact, accounts, cache, cache_size, sources';
const keysOfSource = 'uri, profile, region, role_arn, external_id, cache, requester_pays';

describe('an invalid value in a config file', () => {
  const cases: readonly (readonly [path: string, value: unknown, problem: string])[] = [
    ['default_source', '@prd', ": unknown source '@prd' (did you mean '@prod'?): expected @prod"],
    ['default_source', '', `: expected text: a source such as @prod, ${uris}, found nothing`],
    ['default_source', [], ': expected at least one, found an empty list'],
    ['default_source', ['a', 'http://b'], `[1]: 'http://b' is not a source: expected ${uris}`],
    ['default_source', 'arn:aws:s3:::bucket', `: 'arn:aws:s3:::bucket' is not a source`],
    ['default_source', 'history:nowhere', ": source 'history:nowhere': 'nowhere' is not a region"],
    [
      'accounts',
      'prod',
      ": expected a list such as [111122223333, prod: 444455556666], found 'prod'",
    ],
    ['accounts', ['1234'], "[0]: expected an account ID, 12 digits, or NAME: ID, found '1234'"],
    ['accounts', [{ a: '111122223333', b: '1' }], '[0]: expected an account ID, 12 digits'],
    ['output', 'tabel', ": unknown value 'tabel' (did you mean 'table'?): expected table, json,"],
    ['output', ['csv'], ': expected one of table, json, ndjson, csv, markdown, found a list'],
    [
      'time_zone',
      'Europe/Belrin',
      ": unknown zone 'Europe/Belrin' (did you mean 'Europe/Berlin'?)",
    ],
    [
      'time_zone',
      1,
      ': expected UTC, local or an IANA name such as Europe/Berlin, found the number',
    ],
    ['columns', 'time', ": expected a list such as [time, event, principal], found 'time'"],
    ['columns', [], ': expected at least one column, such as [time]'],
    ['columns', ['time', 'evnt'], "[1]: unknown field 'evnt' (did you mean 'event'?)"],
    [
      'columns',
      [true],
      '[0]: expected text: an attribute or a field path, found true: put it in q',
    ],
    [
      'cache',
      'yes',
      ": expected true, false or a folder such as /var/cache/trailscan, found 'yes'",
    ],
    [
      'cache',
      1,
      ': expected true, false or a folder such as /var/cache/trailscan, found the number 1',
    ],
    ['cache_size', 'much', ": cannot read the size 'much': expected a number and a unit (kB, MB"],
    ['cache_size', -1, ': expected a size such as 10GB, found the number -1'],
    ['cache_size', true, ': expected a size such as 10GB, found true'],
    ['colums', ['time'], `: unknown setting (did you mean 'columns'?): expected ${keys}`],
    ['region', 'x', `: unknown setting (did you mean 'sources.NAME.region'?): expected ${keys}`],
    ['__proto__', 'x', `: unknown setting: expected ${keys}`],
    [
      'aws_access_key_id',
      'AKIA',
      ': credentials do not belong here: keep them in ~/.aws/credential',
    ],
    ['sources', ['a'], ": expected sources by their names: 'prod: …', found a list"],
    [
      'sources.prod',
      's3://bucket',
      ": expected settings such as 'uri: s3://my-trail-bucket/AWSLogs/'",
    ],
    [
      'sources.@a',
      'x',
      `: '@a' is not a name for a source: expected letters, digits, '.', '-' and '_'`,
    ],
    ['sources.a b', 'x', ": 'a b' is not a name for a source"],
    ['sources.prod.uri', 's3://', ": source 's3://': '' is not a bucket name"],
    ['sources.prod.uri', 'trail:', ": source 'trail:': expected the name or the ARN of a trail"],
    [
      'sources.prod.uri',
      '@dev',
      `: a source cannot refer to another one, '@dev': expected ${uris}`,
    ],
    ['sources.prod.uri', ['a', '@dev'], "[1]: a source cannot refer to another one, '@dev'"],
    [
      'sources.prod.uri',
      [5],
      `[0]: expected text: a source such as ${uris}, found the number 5: put`,
    ],
    [
      'sources.prod.profile',
      123,
      ': expected text: the name of a profile, found the number 123: put',
    ],
    [
      'sources.prod.region',
      'eu-centrl-1',
      ": unknown region 'eu-centrl-1' (did you mean 'eu-central",
    ],
    [
      'sources.prod.role_arn',
      'foo',
      ": 'foo' is not the ARN of a role: expected one such as arn:aws:iam:",
    ],
    [
      'sources.prod.role_arn',
      'arn:aws:iam::111122223333:user/x',
      ": 'arn:aws:iam::111122223333:user/x' is not the ARN of a role",
    ],
    ['sources.prod.external_id', 'x', ': requires role_arn'],
    [
      'sources.prod.external_id',
      12,
      ': expected text: the external ID, found the number 12: put it',
    ],
    [
      'sources.prod.cache',
      'off',
      ': expected true, false or a folder such as /var/cache/trailscan, f',
    ],
    ['sources.prod.requester_pays', 'yes', ": expected true or false, found 'yes'"],
    [
      'sources.prod.reigon',
      'x',
      `: unknown setting (did you mean 'region'?): expected ${keysOfSource}`,
    ],
    ['sources.prod.output', 'csv', `: unknown setting: expected ${keysOfSource}`],
    ['sources.prod.secret_access_key', 'wJal', ': credentials do not belong here: keep them in'],
    ['sources.prod.sessionToken', 'FwoG', ': credentials do not belong here'],
  ];

  describe.each(syntaxes)('in %s', (syntax) => {
    it.each(cases)('%s = %j is reported with its line', async (path, value, problem) => {
      const { text, line } = textWith(syntax, path.split('.'), value);
      const message = await refusal(configOf(syntax, text));
      expect(message).toContain(`config.${syntax}:${line}: ${shown(path)}${problem}`);
      expect(message).not.toMatch(/AKIA|wJal|FwoG/);
    });
  });

  it.each([
    ['yaml', 'sources:\n  a:\n    uri: x\n  b:\n    profile: p\n', 4],
    ['json', '{"sources": {\n"a": {"uri": "x"},\n"b": {\n"profile": "p"}}}', 3],
  ] as const)('can be a missing one, in %s', async (syntax, text, line) => {
    expect(await refusal(configOf(syntax, text))).toBe(
      `config.${syntax}:${line}: sources.b.uri: is missing: expected a source such as ${uris}`,
    );
  });

  it.each([
    ['yaml', 'output:\nsources:\n  a:\n  b: {uri: }'],
    ['json', '{"output": null,\n"sources": {\n"a": null,\n"b": {"uri": null}}}'],
  ] as const)('can be null, in %s', async (syntax, text) => {
    expect((await refusal(configOf(syntax, text))).split('\n')).toEqual([
      `config.${syntax}:1: output: expected one of table, json, ndjson, csv, markdown, found nothing`,
      `config.${syntax}:3: sources.a: expected settings such as 'uri: s3://my-trail-bucket/AWSLogs/', found nothing`,
      `config.${syntax}:4: sources.b.uri: expected text: a source such as ${uris}, found nothing`,
    ]);
  });

  it.each([
    ['yaml', '- a', 'a list'],
    ['yaml', 'a', "'a'"],
    ['json', '[1]', 'a list'],
    ['json', '3', 'the number 3'],
  ] as const)('can be in place of all settings, in %s: %s', async (syntax, text, found) => {
    expect(await refusal(configOf(syntax, text))).toBe(
      `config.${syntax}:1: expected settings such as 'output: table', found ${found}`,
    );
  });

  it('does not hide others: all are reported, in the order of their lines', async () => {
    const text = 'cache: on\nsources:\n  a: {region: x-1}\noutput: x\ncache: off\n';
    const lines = (await refusal(configOf('yaml', text))).split('\n');
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'config.yaml:1: cache',
      'config.yaml:3: sources.a.uri',
      'config.yaml:3: sources.a.region',
      'config.yaml:4: output',
      'config.yaml:5: cache',
    ]);
  });

  it('is also reported for its alias or merge key', async () => {
    const text = 'sources:\n  a: &a\n    uri: x\n    reg: y\n  b:\n    <<: *a\n  c: *a\n';
    const lines = (await refusal(configOf('yaml', text))).split('\n');
    expect(lines.map((line) => line.replace(/: unknown.*/, ''))).toEqual([
      'config.yaml:4: sources.a.reg',
      'config.yaml:5: sources.b.reg',
      'config.yaml:7: sources.c.reg',
    ]);
  });

  it('is reported in one line, whatever it contains', async () => {
    const text = `output: "\\e[31m\\n${'x'.repeat(10_000)}"\nsources: {"a\\nb": {uri: x}}\n`;
    const lines = (await refusal(configOf('yaml', text))).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^config\.yaml:1: output: unknown value '\\x1b\[31m\\nxxx.*…$/),
      expect.stringMatching(
        /^config\.yaml:2: sources\."a\\nb": 'a\\nb' is not a name for a source/,
      ),
    ]);
    expect(lines[0]?.length).toBeLessThan(1000);
  });

  it('is reported with at most nineteen others', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => `a${index}: 1`).join('\n');
    const lines = (await refusal(configOf('yaml', text))).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('config.yaml: and more problems');
  });
});

describe('the parser of config files', () => {
  it.each([
    [
      'default_source: @prod',
      '1: text cannot begin with \'@\' in YAML: put it in quotes, such as "@prod"',
    ],
    ['a:\n\tb: 1', '2: tabs cannot be used for indentation in YAML: expected spaces'],
    ['output: csv\n---\noutput: json', "2: begins a second document with '---': expected one"],
    ['? [a]\n: 1', "1: expected a name before ':', found a list or a map"],
    ['output: "csv\ncache: true', '2: missing closing "quote'],
    ['output: !!js/function x', '1: unresolved tag: tag:yaml.org,2002:js/function'],
    ['a: &a 1\nb: *c', "2: the alias '*c' has no anchor '&c' before it"],
    ['output: csv\n<<: 1', '1: merge sources must be maps or map aliases'],
    [
      'output: csv\ncache: true\noutput: json',
      '3: output: is set twice, first in line 1: expected',
    ],
    [
      'sources:\n  a: {uri: x}\n  a: {uri: y}',
      '3: sources.a: is set twice, first in line 2: expected it once',
    ],
    [`a: ${'['.repeat(500_000)}`, '1: is nested more than 100 levels deep'],
    [`\na: ${'- '.repeat(100_000)}`, '2: unexpected block-seq-ind on same line with key'],
    [`\n${'- '.repeat(400_000)}`, '2: is nested more than 100 levels deep'],
    ['{a: '.repeat(200_000), '1: is nested more than 100 levels deep'],
    ['? '.repeat(400_000), '1: is nested more than 100 levels deep'],
    [`a:\n${'["]",'.repeat(50_000)}`, '2: is nested more than 100 levels deep'],
    ['{"}":'.repeat(50_000), '1: is nested more than 100 levels deep'],
    [
      Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      '102: is nested more than 100 levels deep',
    ],
    [
      'a: &a [1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n' +
        'd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]',
      '2: its aliases expand to too many values: expected values in full',
    ],
    [
      `a: &a 1\nb:\n${'- *a\n'.repeat(5000)}`,
      '103: has more than 100 aliases: expected values in full',
    ],
  ])('reports an error in YAML with its line: %#', async (text, problem) => {
    expect(await refusal(configOf('yaml', text))).toContain(`config.yaml:${problem}`);
  });

  it('does not loop when an alias is inside its own anchor', async () => {
    expect(await refusal(configOf('yaml', 'sources: &s\n  a: *s\n'))).toContain(
      'config.yaml:2: sources.a.uri: is missing',
    );
  });

  it.each([
    ['{"columns": [\n"time"\n"event"]}', '3: missing , or : between flow sequence items'],
    ['{"output"\n"csv"}', '2: missing , or : between flow map items'],
    ['{\n"output": "csv"\n', '3: flow map must end with a }'],
    ['{\n"output": "csv\n', '3: missing closing "quote'],
    ['{\n"output": "\\q"}', '2: invalid escape sequence \\q'],
    ['{}\n{}', '2: unexpected flow-map-start at node end'],
    ['{"columns": ["time"]]}', '1: flow map must end with a }'],
    ['{\n"output": @x}', "2: text cannot begin with '@' in YAML: put it in quotes"],
    ['{\n// a\n"output": "csv"}', '2: "// a \\"output\\"": unknown setting'],
    ['{\n"output": tru}', "2: output: unknown value 'tru'"],
    ['{"output": "csv",\n\n"output": "json"}', '3: output: is set twice, first in line 1: expec'],
    ['{"output": "csv", "\\u006futput": "json"}', '1: output: is set twice, first in line 1'],
    ['{\n\t"sources": {\n\t\t"a": {\n\t\t\t"url": 1\n\t\t}\n\t}\n}', '4: sources.a.url: unknown'],
    ['['.repeat(500_000), '1: is nested more than 100 levels deep'],
    ['{"a":'.repeat(150_000), '1: is nested more than 100 levels deep'],
  ])('reports an error in JSON with its line: %#', async (text, problem) => {
    expect(await refusal(configOf('json', text))).toContain(`config.json:${problem}`);
  });

  it('accepts all text that JSON.parse accepts, with the same values', () => {
    const indent = fc.constantFrom('', ' ', '  ', '\t', '\n', '\r\n');
    const maxDepth = 4;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth }), indent, (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseConfig(text)).toMatchObject({ problems: [] });
        expect(parseConfig(text).data).toEqual(JSON.parse(text));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('a run without a config file', () => {
  it('does not load the code that reads one', async () => {
    expect(await packagesOf('load-config-file.ts')).toEqual([]);
    expect(await packagesOf('read-config-file.ts')).toContain('yaml');
  });
});

function load(variables: Readonly<Record<string, string | undefined>>) {
  return loadConfigFile({ variables });
}

/** Loads a config file with this text. */
async function configOf(
  syntax: Syntax,
  text: string,
  base = temporaryFolder(),
): Promise<ConfigFile> {
  mkdirSync(join(base, 'trailscan'));
  writeFileSync(join(base, 'trailscan', `config.${syntax}`), text);
  const home = { HOME: '/home/me', USERPROFILE: '/home/me' };
  const config = await load({ XDG_CONFIG_HOME: base, ...home });
  if (!config) throw new Error('the config file was not found');
  return config;
}

async function refused(loading: Promise<unknown>, message: string): Promise<void> {
  await expect(loading).rejects.toThrow(
    expect.objectContaining({ name: 'ConfigError', message: expect.stringContaining(message) }),
  );
}

/** Returns the message of the ConfigError, without the folder of the file. */
async function refusal(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ConfigError' });
  return error instanceof Error ? error.message.replace(/^.*\/trailscan\//gm, '') : '';
}

/** Returns a config file with the value on its own line, and nothing else wrong. */
function textWith(
  syntax: Syntax,
  path: readonly string[],
  value: unknown,
): { readonly text: string; readonly line: number } {
  const [key = ''] = path.slice(-1);
  const indent = '  '.repeat(path.length - 1);
  const setting = `${indent}"${key}": ${JSON.stringify(value)}`;
  const before = {
    yaml: ['sources:', '  prod:'],
    json: ['{"sources": {', '"prod": {'],
  }[syntax].slice(0, path.length - 1);
  if (path.length === 1) before.push(syntax === 'json' ? '{' : '');
  const uri = path.length === 3 && key !== 'uri' ? [`${indent}"uri": "/x"`] : [];
  // A default source may refer to these.
  const sources = {
    yaml: 'sources: {prod: {uri: /x}}',
    json: '"sources": {"prod": {"uri": "/x"}}',
  };
  const after = key === 'default_source' ? [sources[syntax]] : [];
  const comma = syntax === 'json' ? ',' : '';
  const settings = [...uri, setting, ...after].join(`${comma}\n`);
  const end = syntax === 'json' ? '}'.repeat(path.length) : '';
  return { text: [...before, settings, end].join('\n'), line: before.length + uri.length + 1 };
}

function shown(path: string): string {
  return path
    .split('.')
    .map((step) => (/^[\w-]+$/.test(step) ? step : `"${step}"`))
    .join('.');
}

/**
 * Returns the packages that are loaded with the module, without those that it imports dynamically.
 */
async function packagesOf(module: string): Promise<readonly string[]> {
  const src = fileURLToPath(new URL('../../src/flags/config-file/', import.meta.url));
  const { metafile } = await build({
    entryPoints: { entry: `${src}${module}` },
    outdir: 'out',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (output: string) => {
    if (seen.has(output)) return;
    seen.add(output);
    for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (path in metafile.outputs) visit(path);
      else if (!path.startsWith('node:')) packages.add(path);
    }
  };
  visit('out/entry.js');
  return [...packages];
}
