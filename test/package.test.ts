import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../src/commands/commands.ts';
import { isInstalled } from './support/is-installed.ts';
import { projectRoot, testEnvironment } from './support/trailscan.ts';

/** Bytes that an installation may take. */
const mostBytes = 12_000_000;

const consumer = `import { query, count, type CloudTrailEvent, type QueryOptions } from 'trailscan';
const options: QueryOptions = { service: 'ec2', outcome: ['denied', 'failed'], limit: 10 };
export async function names(): Promise<(string | null | undefined)[]> {
  const found: CloudTrailEvent[] = [];
  for await (const event of query('trail', options)) found.push(event);
  const { groups } = await count('trail', { by: 'event' });
  return [...found.map(({ eventName }) => eventName), groups[0]?.values['event']];
}
// @ts-expect-error There is no such option.
query('trail', { sevice: 'ec2' });
`;

// Windows starts npm and the command through a shell.
describe.skipIf(platform() === 'win32')('the package that is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailscan-package-'));
  const installed = join(folder, 'node_modules/trailscan');
  const run = (command: string, args: readonly string[], cwd = folder): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', env: environment });
  const environment = { ...testEnvironment, HOME: folder, npm_config_cache: join(folder, 'cache') };

  beforeAll(() => {
    run(process.execPath, ['scripts/write-package.mjs'], projectRoot);
    run('npm', ['pack', '--silent', '--pack-destination', folder], join(projectRoot, 'package'));
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    // Nothing else is needed, so nothing is fetched.
    run('npm', ['install', '--offline', '--silent', '--no-audit', '--no-fund', `./${archive}`]);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('installs no other package, and takes at most 12 MB', () => {
    const names = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(['trailscan']);
    const sizes = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(installed, name)).size,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(mostBytes);
  });

  test('has the command, which reads log files with several threads', () => {
    const trail = join(projectRoot, 'fixtures/trail');
    const command = join(folder, 'node_modules/.bin/trailscan');
    const stats = run(command, ['stats', trail, '--threads', '2', '-o', 'json']);
    expect(JSON.parse(stats)).toEqual([{ events: 624 }]);
    expect(run(command, ['--version'])).toMatch(/\d+\.\d+\.\d+/);
  });

  test('has the rules, also as files that can be checked', () => {
    const command = join(folder, 'node_modules/.bin/trailscan');
    const documents = (args: readonly string[]) =>
      JSON.parse(run(command, ['rules', 'check', '-o', 'json', ...args])).documents;
    expect(documents([join(installed, 'rules')])).toBe(documents([]));
    expect(documents([])).toBeGreaterThan(90);
  });

  test('has the code that is loaded only when it is asked for', () => {
    const trail = join(projectRoot, 'fixtures/trail');
    const command = join(folder, 'node_modules/.bin/trailscan');
    const args = ['stats', trail, '--by', 'what', '--grep', 'Delete(User|Trail)', '-o', 'json'];
    expect(JSON.parse(run(command, args)).length).toBeGreaterThan(0);
  });

  test('has the library, which reads log files with several threads', () => {
    const script = `import { count } from 'trailscan';
      const { groups } = await count(${JSON.stringify(join(projectRoot, 'fixtures/trail'))}, { threads: 2 });
      console.log(groups[0].events);`;
    expect(run(process.execPath, ['--input-type=module', '-e', script])).toBe('624\n');
  });

  test('has types that need no other package', () => {
    writeFileSync(join(folder, 'consumer.ts'), consumer);
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
    run(process.execPath, [compiler, ...options, '--types', '', 'consumer.ts']);
  });

  test.skipIf(!isInstalled('man'))(
    'has a man page, which npm install --global puts in place',
    () => {
      const prefix = join(folder, 'prefix');
      const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
      run('npm', ['install', '-g', '--prefix', prefix, '--offline', '--silent', `./${archive}`]);
      const page = execFileSync('man', ['--warnings', 'trailscan'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...environment,
          MANPATH: join(prefix, 'share/man'),
          MANWIDTH: '100',
          LC_ALL: 'C.UTF-8',
        },
      });
      expect(page).toMatch(/^NAME\n +trailscan - answers questions about AWS CloudTrail events$/m);
      for (const { name, flags } of commands) {
        expect(page).toContain(`trailscan ${name} `);
        for (const flag of flags) expect(page).toContain(`--${flag.name}`);
      }
      expect(page).toContain('--where \'{ $.additionalEventData.MFAUsed != "Yes" }\'');
      expect(page).toMatch(/^ {7}3 +done, but some input could not be read$/m);
    },
  );

  test('says which packages it holds, with their licences', () => {
    const bill = JSON.parse(readFileSync(join(installed, 'sbom.cdx.json'), 'utf8'));
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    const named = bill.components.map(({ name, version }: { name: string; version: string }) =>
      [name, version].join(' '),
    );
    expect(named).toContainEqual(expect.stringMatching(/^@aws-sdk\/client-s3 \d/));
    const licences = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(named.filter((line: string) => !licences.includes(`${line}\n`))).toEqual([]);
  });
});
