import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExitCode } from '../../../src/commands/command.ts';
import { config } from '../../../src/commands/config/run.ts';
import { renderPage } from '../../../src/commands/help/render-page.ts';
import { configPage } from '../../../src/commands/help/topics/config-page.ts';
import { loadConfigFile } from '../../../src/flags/config-file/load-config-file.ts';
import { environment } from '../../flags/args-of.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

type Variables = Readonly<Record<string, string | undefined>>;

describe('trailscan config sources', () => {
  it('prints the names of the sources in the config file, as commands take them', async () => {
    const { base } = withConfig('config.yaml', 'sources: { prod: { uri: a }, old: { uri: b } }');
    expect((await run(['sources'], { XDG_CONFIG_HOME: base })).stdout).toBe('@prod\n@old\n');
  });

  it('prints nothing without a config file', async () => {
    expect(await run(['sources'], { XDG_CONFIG_HOME: temporaryFolder() })).toEqual({
      exitCode: 0,
      stdout: '',
    });
  });
});

describe('trailscan config path', () => {
  it('prints the path of the file that is read', async () => {
    const { base, path } = withConfig('config.json', '{"output": "csv"}');
    expect(await run(['path'], { XDG_CONFIG_HOME: base })).toEqual({
      exitCode: 0,
      stdout: `${path}\n`,
    });
  });

  it('prints the path that would be read, also when the file in TRAILSCAN_CONFIG does not exist', async () => {
    const base = temporaryFolder();
    const { stdout } = await run(['path'], { XDG_CONFIG_HOME: base });
    expect(stdout).toBe(`${join(base, 'trailscan', 'config.yaml')}\n`);
    const named = { XDG_CONFIG_HOME: base, TRAILSCAN_CONFIG: 'other.json' };
    expect((await run(['path'], named)).stdout).toBe(`${resolve('other.json')}\n`);
  });

  it('does not read the file', async () => {
    const { base, path } = withConfig('config.yaml', 'nonsense: [');
    expect((await run(['path'], { XDG_CONFIG_HOME: base })).stdout).toBe(`${path}\n`);
  });
});

describe('trailscan config show', () => {
  it('prints the settings in effect, and where each value comes from', async () => {
    const { base, path } = withConfig(
      'config.yaml',
      `default_source: ["@prod", "history:"]
columns: [time, event, "requestParameters['a, b']"]
cache: /var/objects
cache_size: 1500MB
sources:
  prod:
    uri: [s3://my-trail-bucket/AWSLogs/, logs]
    profile: audit
    region: eu-central-1
    role_arn: arn:aws:iam::111122223333:role/Audit
    external_id: "0123"
    cache: false
    requester_pays: true
  null: {uri: "-"}
`,
    );
    const folder = dirname(path);
    expect((await run(['show'], { XDG_CONFIG_HOME: base })).stdout).toBe(`# config file: ${path}
default_source: ["@prod", "history:"]            # file
# output: table on a terminal, otherwise ndjson  # built-in
time_zone: UTC                                   # built-in
columns: [time, event, "requestParameters['a, b']"]  # file
# redact: true for markdown and html             # built-in
cache: /var/objects                              # file
cache_size: 1500MB                               # file
sources:                                         # file
  prod:
    uri: [s3://my-trail-bucket/AWSLogs/, ${folder}/logs]
    profile: audit
    region: eu-central-1
    role_arn: arn:aws:iam::111122223333:role/Audit
    external_id: "0123"
    cache: false
    requester_pays: true
  "null":
    uri: "-"
`);
  });

  it('prints built-in defaults without a file', async () => {
    const base = temporaryFolder();
    expect(await run(['show'], { XDG_CONFIG_HOME: base })).toEqual({
      exitCode: 0,
      stdout: `# no config file; it would be ${base}/trailscan/config.yaml
default_source: "history:"                       # built-in
# output: table on a terminal, otherwise ndjson  # built-in
time_zone: UTC                                   # built-in
# columns: the default of the output format      # built-in
# redact: true for markdown and html             # built-in
cache: false                                     # built-in
cache_size: 10GB                                 # built-in
`,
    });
  });

  it('prints the values of variables instead of those in the file', async () => {
    const { base } = withConfig('config.json', '{"default_source": "/a", "cache": false}');
    const custom = { XDG_CONFIG_HOME: base, TRAILSCAN_SOURCE: '/b', TRAILSCAN_CACHE: '/c' };
    const { stdout } = await run(['show'], custom);
    expect(stdout).toMatch(/^default_source: \/b +# TRAILSCAN_SOURCE$/m);
    expect(stdout).toMatch(/^cache: \/c +# TRAILSCAN_CACHE$/m);
    const empty = { ...custom, TRAILSCAN_SOURCE: '', TRAILSCAN_CACHE: '' };
    const { stdout: withEmpty } = await run(['show'], empty);
    expect(withEmpty).toMatch(/^default_source: \/a +# file$/m);
    expect(withEmpty).toMatch(/^cache: true +# TRAILSCAN_CACHE$/m);
  });

  it('prints a config file with the same settings', async () => {
    const { base, path } = withConfig('config.yaml', uncommented(await example()));
    const loaded = await loadConfigFile({ variables: { XDG_CONFIG_HOME: base } });
    const { stdout } = await run(['show'], { XDG_CONFIG_HOME: base });
    writeFileSync(path, stdout);
    expect(await loadConfigFile({ variables: { XDG_CONFIG_HOME: base } })).toEqual(loaded);
  });

  it('refuses an invalid file', async () => {
    const { base, path } = withConfig('config.yaml', '\noutput: tabel\n');
    await refused(['show'], { XDG_CONFIG_HOME: base }, `${path}:2: output: unknown value 'tabel'`);
  });

  it.each([
    ['999', '999'],
    ['0', '0'],
    ['1000', '1kB'],
    ['2.5TB', '2500GB'],
    ['1GiB', '1073741824'],
  ])('prints the size %s as %s', async (size, shown) => {
    const { base } = withConfig('config.yaml', `cache_size: ${size}\n`);
    const { stdout } = await run(['show'], { XDG_CONFIG_HOME: base });
    expect(stdout).toMatch(new RegExp(`^cache_size: ${shown} +# file$`, 'm'));
  });

  it('escapes control characters in the settings', async () => {
    const { base } = withConfig('config.yaml', 'default_source: "/a\\e[31m\\u202e\\n"\n');
    const { stdout } = await run(['show'], { XDG_CONFIG_HOME: base });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    expect(stdout.split('\n')).toHaveLength(9);
  });
});

describe('trailscan config init', () => {
  it('writes an example that only its owner can read, and prints the path', async () => {
    const base = join(temporaryFolder(), 'new');
    const path = join(base, 'trailscan', 'config.yaml');
    expect(await run(['init'], { XDG_CONFIG_HOME: base })).toEqual({
      exitCode: 0,
      stdout: `${path}\n`,
    });
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    }
    const loaded = await loadConfigFile({ variables: { XDG_CONFIG_HOME: base } });
    expect(loaded).toEqual({ path, sources: {} });
  });

  it('writes working examples of every setting', async () => {
    const { base, path } = withConfig('config.yaml', uncommented(await example()));
    const variables = { XDG_CONFIG_HOME: base, HOME: '/home/me', USERPROFILE: '/home/me' };
    expect(await loadConfigFile({ variables })).toEqual({
      path,
      defaultSource: ['@prod'],
      output: 'table',
      timeZone: 'Europe/Berlin',
      columns: ['time', 'event', 'principal', 'source-ip', 'outcome'],
      redact: true,
      accounts: [{ id: '111122223333' }, { id: '444455556666', name: 'prod' }],
      cache: true,
      cacheSize: 20_000_000_000,
      sources: {
        prod: {
          uris: ['s3://my-trail-bucket/AWSLogs/'],
          profile: 'audit',
          region: 'eu-central-1',
          roleArn: 'arn:aws:iam::111122223333:role/Audit',
          externalId: 'abc',
          cache: '/var/cache/trailscan',
          requesterPays: false,
        },
        archive: { uris: ['/home/me/trails/2024', '/home/me/trails/2025'] },
      },
    });
  });

  it('writes to the path in TRAILSCAN_CONFIG, if its name is one of YAML', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a', 'b.yml');
    expect((await run(['init'], { TRAILSCAN_CONFIG: path })).stdout).toBe(`${path}\n`);
    expect(readFileSync(path, 'utf8')).toBe(await example());
    await refused(
      ['init'],
      { TRAILSCAN_CONFIG: join(folder, 'c.toml') },
      `TRAILSCAN_CONFIG: cannot write an example, which is YAML, to '${folder}/c.toml'`,
    );
    expect(existsSync(join(folder, 'c.toml'))).toBe(false);
  });

  it.each(['config.yaml', 'config.json'])('does not overwrite or override %s', async (name) => {
    const { base, path } = withConfig(name, '');
    await refused(['init'], { XDG_CONFIG_HOME: base }, `${path}: already exists`);
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(existsSync(join(base, 'trailscan', 'config.yaml'))).toBe(name === 'config.yaml');
  });

  it('writes YAML beside a file in TOML, which is no longer supported', async () => {
    const { base, path } = withConfig('config.toml', 'output = "csv"');
    const written = join(dirname(path), 'config.yaml');
    expect((await run(['init'], { XDG_CONFIG_HOME: base })).stdout).toBe(`${written}\n`);
    expect(readFileSync(path, 'utf8')).toBe('output = "csv"');
  });

  it('does not write through a symbolic link', async () => {
    const { base, path } = withConfig('other', '');
    const link = join(dirname(path), 'config.yaml');
    symlinkSync(join(base, 'target'), link);
    await refused(['init'], { XDG_CONFIG_HOME: base }, `${link}: already exists`);
    expect(existsSync(join(base, 'target'))).toBe(false);
  });

  it('reports why it cannot write', async () => {
    const base = temporaryFolder();
    writeFileSync(join(base, 'trailscan'), '');
    const path = join(base, 'trailscan', 'config.yaml');
    await refused(['init'], { XDG_CONFIG_HOME: base }, `${path}: cannot be written (`);
  });
});

describe('trailscan config', () => {
  it.each([
    [[], 'config: expected path, show, sources or init, such as'],
    [['shwo'], "config: expected path, show, sources or init (did you mean 'show'?), such as"],
    [['toString'], 'config: expected path, show, sources or init'],
    [['show', 'x'], 'config: expected path, show, sources or init'],
  ])('refuses %j', async (operands, message) => {
    await expect(run(operands, {})).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });

  it('has a help page that fits 80 columns and shows a valid file', async () => {
    const page = renderPage(configPage, false);
    expect(page.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const [, text = ''] = /# ~\/\.config\/trailscan\/config\.yaml\n(.*?)\n\n/s.exec(page) ?? [];
    const { base } = withConfig('config.yaml', text.replace(/^ {2}/gm, ''));
    const loaded = await loadConfigFile({ variables: { XDG_CONFIG_HOME: base } });
    expect(loaded).toMatchObject({
      defaultSource: ['@prod'],
      sources: { prod: { profile: 'audit' } },
    });
  });
});

/** Creates a folder for XDG_CONFIG_HOME, with a config file of this text. */
function withConfig(name: string, text: string): { readonly base: string; readonly path: string } {
  const base = temporaryFolder();
  mkdirSync(join(base, 'trailscan'));
  const path = join(base, 'trailscan', name);
  writeFileSync(path, text);
  return { base, path };
}

/** Returns the file that `trailscan config init` writes. */
async function example(): Promise<string> {
  const path = join(temporaryFolder(), 'config.yaml');
  await run(['init'], { TRAILSCAN_CONFIG: path });
  return readFileSync(path, 'utf8');
}

/** Uncomments all settings of the example: prose has a single space after its `#`. */
function uncommented(text: string): string {
  return text.replace(/^#(?! \S)/gm, '');
}

async function run(
  operands: readonly string[],
  variables: Variables,
): Promise<{ readonly exitCode: ExitCode; readonly stdout: string }> {
  let stdout = '';
  const exitCode = await config({
    args: { operands, flags: {} },
    commands: [],
    environment: { ...environment, variables },
    io: {
      stdin: process.stdin,
      stdout: {
        write: async (text) => {
          stdout += text;
        },
      },
      stderr: { write: () => Promise.reject(new Error('nothing is written there')) },
    },
    signal: new AbortController().signal,
  });
  return { exitCode, stdout };
}

async function refused(
  operands: readonly string[],
  variables: Variables,
  message: string,
): Promise<void> {
  await expect(run(operands, variables)).rejects.toThrow(
    expect.objectContaining({ name: 'ConfigError', message: expect.stringContaining(message) }),
  );
}
