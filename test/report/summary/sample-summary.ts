import { seenKinds } from '../../../src/report/baseline/baseline.ts';
import type { Summary } from '../../../src/report/summary/summary-schema.ts';

/** Texts that an attacker may write into logs. */
export const hostileTexts = [
  '\x1b[31mred\x1b[0m\r\n| cell | `code` <script>alert(1)</script>',
  '\u202ereversed\u2028 @everyone #1 https://example.com',
  '__proto__',
  `=HYPERLINK("https://example.com")${'x'.repeat(1000)}`,
];

const [escapes = '', direction = '', , long = ''] = hostileTexts;

const start = Date.UTC(2026, 10, 19);
const hour = 3_600_000;
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const span = { first: at(1), last: at(9) };

/** Returns a summary of a busy day with hostile texts; `members` replace its own. */
export function sampleSummary(members: Partial<Summary> = {}): Summary {
  return {
    kind: 'trailscan-summary',
    version: 1,
    generated: at(30),
    sources: ['s3://example-logs/AWSLogs', escapes],
    zone: 'UTC',
    window: { since: at(0), until: at(24) },
    compared: {
      dayBefore: { since: at(-24), until: at(0) },
      weekBefore: { since: at(-168), until: at(-144) },
    },
    findings: [
      { kind: 'root-use', level: 'medium', count: 7, query: query('--identity-type Root') },
      { kind: 'no-mfa-login', level: 'low', count: 1, query: query('--event ConsoleLogin') },
      { kind: 'new-principal', level: 'low', count: 3, query: query('--principal new') },
      { kind: 'gap', level: 'low', count: 2, query: null },
    ],
    totals: {
      query: query(''),
      all: { events: 1234, dayBefore: 1102, weekBefore: 1272 },
      writes: { events: 200, dayBefore: 200, weekBefore: 0 },
      denied: { events: 12, dayBefore: null, weekBefore: 24 },
      failed: { events: 1001, dayBefore: 1000, weekBefore: null },
      throttled: { events: 0, dayBefore: null, weekBefore: null },
      principals: { events: 9, dayBefore: 8, weekBefore: 9 },
      addresses: { events: 30, dayBefore: 31, weekBefore: 29 },
      accounts: { events: 2, dayBefore: 2, weekBefore: 2 },
      regions: { events: 3, dayBefore: 2, weekBefore: 2 },
    },
    hours: Array.from({ length: 24 }, (_, index) => ({
      since: at(index),
      ok: index === 5 || index === 6 ? 0 : index * 4,
      denied: index % 2,
      failed: 0,
      isGap: index === 5 || index === 6,
    })),
    services: section('', [
      { service: 'ec2', events: 900, dayBefore: 800, weekBefore: 1000, denied: 3, failed: 2 },
      { service: escapes, events: 1, dayBefore: 0, weekBefore: 0, denied: 0, failed: 1 },
    ]),
    principals: section('', [
      {
        principal: 'deploy/ci',
        events: 700,
        denied: 3,
        failed: 2,
        addresses: 4,
        calls: [
          { service: 'ec2', event: 'DescribeInstances', events: 600 },
          { service: escapes, event: direction, events: 1 },
        ],
        ...span,
      },
      ...hostileTexts.map((principal) => ({
        principal,
        events: 1,
        denied: 0,
        failed: 0,
        addresses: 1,
        calls: [],
        first: null,
        last: null,
      })),
    ]),
    denied: section('--outcome denied', hostileTexts.map(call), 4),
    failed: section('--outcome failed', hostileTexts.map(call)),
    throttled: section('--error "*Throttl*"', []),
    root: section('--identity-type Root', [
      {
        account: '111122223333',
        event: 'ConsoleLogin',
        address: '203.0.113.7',
        outcome: 'ok',
        mfa: 'no',
        events: 7,
        ...span,
      },
    ]),
    signIns: section(
      '--event ConsoleLogin,UserAuthentication',
      hostileTexts.map((principal, index) => ({
        principal,
        account: '111122223333',
        address: index === 0 ? direction : '2001:db8::7',
        outcome: index === 0 ? 'denied' : 'ok',
        mfa: index === 0 ? '' : 'yes',
        events: 1,
        ...span,
        isNewAddress: index === 0 ? null : index === 1,
      })),
    ),
    changes: {
      iam: section('--service iam', hostileTexts.map(changeBy)),
      network: section('--service ec2', []),
      logging: section('--service cloudtrail', [changeBy('mallory')]),
      keys: section('--service kms', []),
      buckets: section('--service s3', []),
      sharing: section('--event AddPermission*', []),
    },
    new: { isFirst: false, windows: 12, ...news() },
    quality: {
      files: 288,
      skippedFiles: 2,
      leftOutFiles: 0,
      unreadableFiles: 1,
      damagedFiles: 1,
      bytes: 3_500_000,
      records: 4000,
      duplicates: 3,
      skippedRecords: 0,
      unreadableRecords: 1,
      errors: [{ path: `logs/${escapes}`, reason: `not JSON ${long}` }],
      late: 4,
      omitted: 1,
      untold: 0,
      gaps: [{ since: at(5), until: at(7) }],
    },
    ...members,
  };
}

/** Returns a summary of a day without events. */
export function emptySummary(): Summary {
  const sample = sampleSummary();
  const none = { query: query(''), events: 0, rows: [], more: 0 };
  const zero = { events: 0, dayBefore: null, weekBefore: null };
  return {
    ...sample,
    sources: ['./logs'],
    compared: { dayBefore: null, weekBefore: null },
    findings: [],
    totals: {
      query: query(''),
      all: zero,
      writes: zero,
      denied: zero,
      failed: zero,
      throttled: zero,
      principals: zero,
      addresses: zero,
      accounts: zero,
      regions: zero,
    },
    services: none,
    principals: none,
    denied: none,
    failed: none,
    throttled: none,
    root: none,
    signIns: none,
    changes: { iam: none, network: none, logging: none, keys: none, buckets: none, sharing: none },
    new: null,
    quality: { ...sample.quality, errors: [], late: 0, omitted: 0, gaps: [] },
  };
}

function query(flags: string): string {
  return `trailscan query s3://example-logs/AWSLogs '${escapes}' --since ${at(0)} --until ${at(24)} ${flags}`.trimEnd();
}

function section<Row>(flags: string, rows: Row[], more = 0) {
  return { query: query(flags), events: rows.length === 0 ? 0 : 1234, rows, more };
}

function call(text: string) {
  return { principal: text, service: 's3', event: 'GetObject', error: text, events: 3, ...span };
}

function changeBy(principal: string) {
  return {
    principal,
    event: 'PutUserPolicy',
    resource: `arn:aws:iam::111122223333:user/${principal}`,
    region: 'us-east-1',
    account: '111122223333',
    outcome: 'failed',
    events: 2,
    ...span,
  };
}

function news() {
  const list = (value: string) => section(`--principal ${value}`, [{ value, events: 1, ...span }]);
  const [principals, apis, regions, addresses] = seenKinds.map((kind) => list(`new ${kind}`));
  const none = section('', []);
  return {
    principals: principals ?? none,
    apis: apis ?? none,
    regions: regions ?? none,
    addresses: addresses ?? none,
    agents: section(
      '',
      hostileTexts.map((value) => ({ value, events: 1, ...span })),
    ),
  };
}
