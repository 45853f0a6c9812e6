import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { incidents } from '../../scripts/fixtures/incidents.ts';
import { loadRules } from '../../src/detect/load-rules.ts';
import { type EventRule, levels, type Rule } from '../../src/detect/rule.ts';
import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { findingKinds } from '../../src/query/finding-kinds.ts';
import {
  type ConditionName,
  conditions,
} from '../../src/report/summary/measure/summary-conditions.ts';
import { compileWhere } from '../filter/filter-of.ts';
import { listExamples, packFolder, readExample, readTrail } from './pack-files.ts';

const { rules, report } = await loadRules([packFolder]);
const byName = new Map(rules.map((rule) => [rule.name, rule]));
const eventRules = rules.filter((rule) => rule.kind === 'event');
const correlations = rules.filter((rule) => rule.kind === 'correlation');
const tests = new Map(eventRules.map((rule) => [rule.name, compileWhere(rule.condition)]));
const examples = new Map(rules.map(({ name }) => [name, readExample(name)]));

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

function matches(name: string, event: CloudTrailEvent): boolean {
  return tests.get(name)?.(event) ?? false;
}

function exampleOf(name: string) {
  return examples.get(name) ?? { fires: [], quiet: [] };
}

/** Returns the rules about single events to which a correlation leads. */
function baseRules(rule: Rule | undefined): readonly EventRule[] {
  if (!rule) return [];
  return rule.kind === 'event' ? [rule] : rule.rules.flatMap((name) => baseRules(byName.get(name)));
}

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

  it('include a rule for each finding of a summary that is about events', () => {
    const kinds = findingKinds.filter((kind) => kind !== 'gap' && kind !== 'unreadable');
    expect(kinds.filter((kind) => !byName.has(kind))).toEqual([]);
  });

  it('have examples', () => {
    expect([...listExamples()].sort()).toEqual([...byName.keys()].sort());
  });
});

describe('rules of the pack about single events', () => {
  it.each(eventRules.map(({ name }) => name))('%s fires on its examples only', (name) => {
    const { fires, quiet } = exampleOf(name);
    expect(fires.filter((event) => !matches(name, event))).toEqual([]);
    expect(quiet.filter((event) => matches(name, event))).toEqual([]);
  });

  it('are reported by themselves, unless they are informational', () => {
    const hidden = eventRules.filter(({ name }) => {
      const users = correlations.filter((correlation) => correlation.rules.includes(name));
      return users.length > 0 && users.every(({ generate }) => !generate);
    });
    expect(hidden.filter(({ level }) => level !== 'informational')).toEqual([]);
  });
});

describe('rules of the pack that are named like findings of a summary', () => {
  const sections: readonly (readonly [string, ConditionName])[] = [
    ['root-use', 'root'],
    ['no-mfa-login', 'signInsWithoutMfa'],
    ['failed-login', 'failedSignIns'],
    ['denied', 'denied'],
    ['throttled', 'throttled'],
    ['iam-change', 'iam'],
    ['network-change', 'network'],
    ['logging-change', 'logging'],
    ['key-change', 'keys'],
    ['bucket-change', 'buckets'],
    ['sharing-change', 'sharing'],
  ];
  const all = [
    ...readTrail(),
    ...[...examples.values()].flatMap(({ fires, quiet }) => [...fires, ...quiet]),
  ];

  it.each(sections)('%s is about the events of the summary (%s)', (name, section) => {
    const isInSummary = compileWhere(conditions[section]);
    const found = all.filter((event) => matches(name, event));
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(all.filter(isInSummary));
  });
});

describe('correlations of the pack', () => {
  it.each(correlations.map(({ name }) => name))(
    '%s is about events that its rules match',
    (name) => {
      const bases = baseRules(byName.get(name));
      const { fires } = exampleOf(name);
      const matched = (event: CloudTrailEvent) => bases.some((base) => matches(base.name, event));
      expect(fires.filter((event) => !matched(event))).toEqual([]);
      expect(new Set(fires.map(({ eventID }) => eventID)).size).toBe(fires.length);
    },
  );
});

describe("the pack on the fixtures' trail", () => {
  const trail = readTrail();
  const firing = (event: CloudTrailEvent) => eventRules.filter(({ name }) => matches(name, event));

  it('has nothing above low on the days without incidents', () => {
    const quiet = trail.filter((event) => !event.eventTime?.startsWith('2026-11-18'));
    const loud = quiet.flatMap((event) =>
      firing(event)
        .filter(({ level }) => levels.indexOf(level) > levels.indexOf('low'))
        .map(({ name }) => `${event.eventTime} ${event.eventName}: ${name}`),
    );
    expect(loud).toEqual([]);
  });

  it.each(incidents.map((incident) => [incident.what, incident] as const))(
    'finds: %s',
    (_what, { arn, ip, from, until }) => {
      const events = trail.filter(
        ({ eventTime, sourceIPAddress, userIdentity }) =>
          (eventTime ?? '') >= from &&
          (eventTime ?? '') <= until &&
          sourceIPAddress === ip &&
          typeof userIdentity === 'object' &&
          userIdentity?.arn === arn,
      );
      const found = new Set(events.flatMap(firing).map(({ level }) => level));
      expect([...found].some((level) => level !== 'informational')).toBe(true);
    },
  );
});
