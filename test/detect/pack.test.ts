import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRules } from '../../src/detect/check/check-rules.ts';
import { loadRules } from '../../src/detect/load-rules.ts';
import type { Rule } from '../../src/detect/rule.ts';
import { attributes } from '../../src/event/attributes.ts';
import { ruleFindings } from '../../src/query/finding-kinds.ts';
import { listExamples, packFolder } from './pack-files.ts';

const { rules, report } = await loadRules([packFolder]);
const byName = new Map(rules.map((rule) => [rule.name, rule]));
const tactics = [
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'exfiltration',
  'impact',
];

/** Returns the names of the rules for which a check does not hold. */
function without(check: (rule: Rule) => boolean): readonly string[] {
  return rules.filter((rule) => !check(rule)).map(({ name }) => name);
}

describe("the pack's rule files", () => {
  it('all load, without problems and warnings, one rule from each file', () => {
    expect(report).toMatchObject({ otherSources: 0, filters: 0, leftOut: {} });
    expect([...report.problems, ...report.warnings]).toEqual([]);
    expect(rules.length).toBe(report.files);
    expect(rules.length).toBeGreaterThanOrEqual(90);
  });

  it('are named like their rules, which have different names and IDs', () => {
    expect(without(({ name, file }) => basename(file) === `${name}.yml`)).toEqual([]);
    expect(without(({ name }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(byName.size).toBe(rules.length);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(without(({ id = '' }) => uuid4.test(id))).toEqual([]);
  });

  it('say what happened, why it matters and when it is harmless', () => {
    expect(without(({ title }) => /^[A-Z][^.]{8,99}$/.test(title))).toEqual([]);
    // Two sentences to explain what happened, at least.
    expect(
      without(({ description = '' }) => (description.match(/[.;:?](?= |$)/g) ?? []).length >= 2),
    ).toEqual([]);
    expect(without(({ falsePositives }) => falsePositives.length > 0)).toEqual([]);
    expect(without(({ fields }) => fields.includes('userIdentity.arn'))).toEqual([]);
    expect(without(({ author }) => author === 'trailscan')).toEqual([]);
    expect(
      without(({ status = '' }) => ['stable', 'test', 'experimental'].includes(status)),
    ).toEqual([]);
    expect(
      without(({ file }) => /^date: \d{4}-\d\d-\d\d$/m.test(readFileSync(file, 'utf8'))),
    ).toEqual([]);
  });

  it('refer to the documentation of AWS only', () => {
    const isAws = (reference: string) =>
      /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/.test(reference);
    expect(without(({ references }) => references.length > 0 && references.every(isAws))).toEqual(
      [],
    );
  });

  it('have a tactic and a technique of ATT&CK, and are in the folder of the tactic', () => {
    const tag = /^(attack\.(t\d{4}(\.\d{3})?|[a-z-]+)|cis\.aws\.\d+(\.\d+)+)$/;
    expect(without(({ tags }) => tags.every((text) => tag.test(text)))).toEqual([]);
    expect(without(({ tags }) => tags.some((text) => /^attack\.t\d/.test(text)))).toEqual([]);
    expect(
      without(({ tags, file }) => {
        const folder = basename(dirname(file));
        const own = tactics.filter((tactic) => tags.includes(`attack.${tactic}`));
        return folder === 'account' ? own.length > 0 : own.includes(folder);
      }),
    ).toEqual([]);
  });

  it('only name attributes that exist', () => {
    const unknown = rules.flatMap(({ name, file }) =>
      [...readFileSync(file, 'utf8').matchAll(/\btrailscan\.([a-z-]+)/g)]
        .map(([, attribute = '']) => attribute)
        .filter((attribute) => attribute !== 'first_seen' && !Object.hasOwn(attributes, attribute))
        .map((attribute) => `${name}: ${attribute}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name events and fields that exist', () => {
    const suspicions = checkRules(rules);
    expect(suspicions.map(({ file, reason }) => `${basename(file)}: ${reason}`)).toEqual([]);
  });

  it('include a rule for each finding of a summary that is about events', () => {
    expect(ruleFindings.filter((kind) => !byName.has(kind))).toEqual([]);
  });

  it('have examples', () => {
    expect([...listExamples()].sort()).toEqual([...byName.keys()].sort());
  });
});
