import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRules } from '../../src/detect/load-rules.ts';
import type { RuleReport } from '../../src/detect/rule.ts';
import { parseRuleFile } from '../../src/detect/sigma/parse-rule-file.ts';
import { problemText } from '../../src/flags/resolve/rules.ts';
import { ruleWith } from './sigma/rules-in.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailscan-rules-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const rule = (title: string) =>
  ruleWith('a: {eventName: x}\ncondition: a', `title: ${title}\nlevel: low`);

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

const shown = ({ problems }: RuleReport) =>
  problems.map(({ file, rule: _, ...problem }) =>
    problemText({ ...problem, file: relative(folder, file) }),
  );

describe('loadRules', () => {
  it('finds .yml and .yaml files at all depths of folders, in the order of their names', async () => {
    await write('b/two.yaml', rule('Two'));
    await write('b/deep/er/three.YML', rule('Three'));
    await write('a.yml', rule('One'));
    await write('notes.md', 'not a rule');
    await write('.hidden/four.yml', rule('Four'));
    const { rules, report } = await loadRules([folder]);
    expect(rules.map(({ name }) => name)).toEqual(['a', 'three', 'two']);
    expect(report).toMatchObject({ files: 3, documents: 3, loaded: 3, problems: [] });
  });

  it('reads a named file whatever its name, and each file once', async () => {
    const file = await write('rule.txt', rule('One'));
    await write('a.yml', rule('Two'));
    const { rules, report } = await loadRules([file, folder, file, join(folder, 'a.yml')]);
    expect(rules.map(({ name }) => name)).toEqual(['rule', 'a']);
    expect(report.files).toBe(2);
  });

  it('reports what it cannot read, and goes on', async () => {
    await write('a.yml', rule('One'));
    await write('b.yml', Buffer.from([0x74, 0xff, 0xfe]));
    await write('c.yml', `title: ${'x'.repeat(2_000_000)}`);
    await write('real/d.yml', rule('Linked'));
    await symlink(join(folder, 'real'), join(folder, 'e'));
    await symlink(join(folder, 'nowhere'), join(folder, 'f.yml'));
    const { report } = await loadRules([folder, join(folder, 'missing.yml')]);
    expect(shown(report)).toEqual([
      'b.yml: is not UTF-8: expected text saved in UTF-8',
      'c.yml: is larger than 2 MB: expected a rule file, which is small',
      'e: is a link, which is not followed',
      'f.yml: is a link, which is not followed',
      'missing.yml: no such file or folder',
    ]);
    expect(report).toMatchObject({ loaded: 2, documents: 7, files: 7 });
  });

  it('reads text with a byte order mark', async () => {
    await write('a.yml', `\ufeff${rule('One')}`);
    expect((await loadRules([folder])).report).toMatchObject({ loaded: 1, problems: [] });
  });

  it('counts each document once', async () => {
    await write('a.yml', [rule('A'), 'title: [\n', rule('C')].join('---\n'));
    await write('b.yml', rule('B').replace('aws, service: cloudtrail', 'linux'));
    await write('c.yml', rule('D').replace('level: low', 'level: low\nstatus: deprecated'));
    await write(
      'd.yml',
      'title: F\nlogsource: {product: aws}\nfilter: {rules: any, a: {eventName: x}, condition: a}',
    );
    await write('e.yml', 'title: C\ncorrelation: {type: temporal, rules: [none], timespan: 1m}');
    await write('f.yml', 'title: C\ncorrelation: {type: temporal, rules: [a], timespan: 1m}');
    const { report } = await loadRules([folder]);
    expect(report).toMatchObject({
      files: 6,
      otherSources: 1,
      filters: 1,
      leftOut: { deprecated: 1 },
    });
    const { documents, loaded, filters, otherSources, leftOut, problems } = report;
    const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
    expect(documents).toBe(loaded + filters + otherSources + left + problems.length);
    expect(documents).toBe(8);
  });

  it('links files that were parsed before, whose rules others replace', async () => {
    await write('c.yml', 'title: C\ncorrelation: {type: temporal, rules: [One], timespan: 1m}');
    const before = [parseRuleFile(rule('One'), 'builtin', {})];
    const { rules } = await loadRules([folder], { before });
    expect(rules.map(({ file, name }) => `${relative(folder, file)} ${name}`)).toEqual([
      `${relative(folder, 'builtin')} builtin`,
      'c.yml c',
    ]);
  });

  it('stops when its signal is aborted', async () => {
    await write('a.yml', rule('One'));
    await expect(loadRules([folder], { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
