import type {
  DetectionReport,
  FindingRow,
  RuleRow,
} from '../../../src/report/detect/detection-report.ts';

/** Returns a finding; `members` replace its own. */
export function sampleFinding(members: Partial<FindingRow> = {}): FindingRow {
  return {
    level: 'high',
    rule: 'trail-stopped',
    title: 'A trail was stopped',
    kind: 'event',
    who: 'alice',
    what: 'logging of trail main stopped',
    outcome: 'ok',
    account: '111122223333',
    region: 'us-east-1',
    address: '192.0.2.66',
    eventId: 'e-1',
    file: 'logs/a.json.gz',
    tags: ['attack.defense-evasion', 'attack.t1562.008'],
    events: 2,
    first: '2026-11-18T02:41:33Z',
    last: '2026-11-18T02:45:11Z',
    query: 'trailscan query logs --finding trail-stopped --identity alice',
    ...members,
  };
}

/** Returns a rule that matched; `members` replace its own. */
export function sampleRule(members: Partial<RuleRow> = {}): RuleRow {
  return {
    level: 'high',
    rule: 'trail-stopped',
    id: '287e9686-813f-4ccb-a799-cd3059eb53d7',
    title: 'A trail was stopped',
    description: 'Somebody stopped a trail.',
    tags: ['attack.defense-evasion', 'attack.t1562.008', 'attack.t1562.001'],
    falsePositives: ['An account that is being closed.'],
    references: ['https://example.com/a?b=1&c=2', 'javascript:alert(1)'],
    identities: 1,
    events: 2,
    first: '2026-11-18T02:41:33Z',
    last: '2026-11-18T02:45:11Z',
    query: 'trailscan query logs --finding trail-stopped',
    ...members,
  };
}

/** Returns a report with one finding; `members` replace its own. */
export function sampleReport(members: Partial<DetectionReport> = {}): DetectionReport {
  return {
    kind: 'trailscan-detections',
    version: 1,
    generated: '2026-11-20T00:00:00Z',
    zone: 'UTC',
    sources: ['logs'],
    minLevel: 'low',
    totals: {
      events: 1234,
      areAllAskedFor: true,
      matches: { informational: 0, low: 0, medium: 0, high: 2, critical: 0 },
      below: { rules: 3, matches: 12 },
    },
    findings: [sampleFinding()],
    rules: [sampleRule()],
    groups: null,
    loaded: {
      files: 1,
      documents: 1,
      loaded: 1,
      filters: 0,
      otherSources: 0,
      leftOut: {},
      problems: [],
      warnings: [],
    },
    notes: [],
    errors: [],
    moreErrors: 0,
    ...members,
  };
}
