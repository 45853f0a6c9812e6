import { describe, expect, test } from 'vitest';
import { createCorrelator } from '../../src/detect/correlate/create-correlator.ts';
import { createFirstSeen } from '../../src/detect/correlate/first-seen.ts';
import { createDetector, type Detector } from '../../src/detect/detector.ts';
import { isAtLeast } from '../../src/detect/rule.ts';
import { createBlockBuilder } from '../../src/query/block-builder.ts';
import { createEventRecord } from '../../src/query/event-record.ts';
import { createLedger } from '../../src/query/ledger.ts';
import type { QueryPart } from '../../src/query/query-part.ts';
import { eventOf } from '../event/event-of.ts';
import { rulesIn, ruleWith } from './sigma/rules-in.ts';

const named = (name: string, level: string) =>
  ruleWith(`a: {eventName: ${name}}\ncondition: a`, `title: T\nname: ${name}\nlevel: ${level}`);

/** Creates a detector of rules, of which those of level high are shown. */
function detectorOf(texts: readonly string[], groupBy?: string): Detector {
  const { rules } = rulesIn(texts);
  const correlations = rules.filter((rule) => rule.kind === 'correlation');
  return createDetector({
    rules: rules.filter((rule) => rule.kind === 'event'),
    isReported: () => true,
    isShown: (rule) => isAtLeast(rule, 'high'),
    correlated: new Set(correlations.flatMap((rule) => rule.rules)),
    correlator: createCorrelator(rules),
    firstSeen: createFirstSeen(rules, { from: Number.NEGATIVE_INFINITY }),
    ...(groupBy !== undefined && { groupBy }),
  });
}

interface Found {
  readonly event: Readonly<Record<string, unknown>>;
  readonly group: number;
  /** Whether the engine left out the text, as the event is only counted. */
  readonly isTextless?: boolean;
}

/** Returns the engine's answer with these events. */
function partOf(found: readonly Found[], groupOf: QueryPart['groupOf']): QueryPart {
  const builder = createBlockBuilder();
  for (const { event, group, isTextless = false } of found) {
    const json = JSON.stringify(event);
    const record = createEventRecord({ event: eventOf(event), json, file: 'a.json', offset: 0 });
    builder.add({ ...record, json: isTextless ? '' : json }, [0, 0], group);
  }
  const block = builder.take();
  return { ...(block && { block }), ...(groupOf && { groupOf }), ledger: createLedger() };
}

describe('a detector', () => {
  test('counts events that it cannot count for a rule, as they have neither a group nor a text', () => {
    const detector = detectorOf([named('Low', 'low'), named('High', 'high')]);
    const found: readonly Found[] = [
      { event: { eventName: 'Low', eventID: '1' }, group: 1, isTextless: true },
      { event: { eventName: 'Low', eventID: '2' }, group: 9, isTextless: true },
      { event: { eventName: 'High', eventID: '3' }, group: 9 },
    ];
    const groupOf = (number: number) =>
      number === 1 ? { values: ['alice'], met: [0] } : undefined;
    const detections = [...detector.take(partOf(found, groupOf))];
    expect(detections.map(({ rules }) => rules.map(({ name }) => name))).toEqual([['High']]);
    expect(detector.hits.all().map(({ rule, events }) => [rule.name, events])).toEqual([
      ['Low', 1],
      ['High', 1],
    ]);
    expect(detector.uncounted()).toBe(1);
  });

  test('keeps the values of events without an ID apart', () => {
    const correlation = `title: C
name: c
correlation:
  type: event_count
  rules: [Low]
  group-by: [awsRegion]
  timespan: 1h
  condition: { gte: 2 }
`;
    const detector = detectorOf([named('Low', 'low'), correlation], 'source-ip');
    const regions = ['x', 'x', 'y', 'y'];
    const found = regions.map((awsRegion, at) => ({
      event: { eventName: 'Low', eventTime: '2026-11-18T12:00:00Z', awsRegion },
      group: at + 1,
    }));
    const groupOf = (number: number) => ({ values: ['alice', `192.0.2.${number}`], met: [0] });
    expect([...detector.take(partOf(found, groupOf))]).toEqual([]);
    const values = detector.end().map((finding) => [finding.group, detector.valuesOf(finding)]);
    expect(values).toEqual([
      [{ awsRegion: 'x' }, ['192.0.2.1', '192.0.2.2']],
      [{ awsRegion: 'y' }, ['192.0.2.3', '192.0.2.4']],
    ]);
  });
});
