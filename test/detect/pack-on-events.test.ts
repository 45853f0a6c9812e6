import { describe, expect, it } from 'vitest';
import { incidents } from '../../scripts/fixtures/incidents.ts';
import { loadRules } from '../../src/detect/load-rules.ts';
import { type EventRule, levels, type Rule } from '../../src/detect/rule.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { compileWhere } from '../filter/filter-of.ts';
import { packFolder, readExample, readTrail } from './pack-files.ts';

const { rules } = await loadRules([packFolder]);
const byName = new Map(rules.map((rule) => [rule.name, rule]));
const eventRules = rules.filter((rule) => rule.kind === 'event');
const correlations = rules.filter((rule) => rule.kind === 'correlation');
const tests = new Map(eventRules.map((rule) => [rule.name, compileWhere(rule.condition)]));
const examples = new Map(rules.map(({ name }) => [name, readExample(name)]));

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
