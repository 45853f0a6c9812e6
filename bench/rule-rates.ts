/**
 * Prints how often rules above `low` fire on ordinary events, in hits per 100,000 that were read: a
 * hit is an event that a rule matches, or a finding of a correlation. The events are those of the
 * benchmark, without those made from real events, which are of attacks, and those of the quiet days
 * of the fixtures. Run `npm run build && npm run bench:rules` after changes to rules.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DetectionReport } from '../src/report/detect/detection-report.ts';
import { corpora, makeCorpus } from './corpus.ts';
import { listTemplates } from './trail/event-writer.ts';

function detect(...args: readonly string[]): DetectionReport {
  const words = ['bin/trailscan.js', 'detect', ...args, '--min-level', 'medium', '-o', 'json'];
  return JSON.parse(
    execFileSync(process.execPath, words, {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
}

const reports = new Map<string, readonly DetectionReport[]>();
const folder = mkdtempSync(join(tmpdir(), 'trailscan-rates-'));
try {
  for (const name of ['a', 'b'] as const) {
    const place = join(folder, name);
    await makeCorpus(corpora[name], place, { ...listTemplates(), real: undefined });
    reports.set(name, [detect(place)]);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const days = ['2026-11-16', '2026-11-17', '2026-11-19'];
reports.set(
  'quiet days',
  days.map((day) => detect('fixtures/trail', '--date', day)),
);

const columns = [...reports].map(([name, all]) => {
  const events = all.reduce((sum, { totals }) => sum + totals.events, 0);
  const hits = new Map<string, number>();
  for (const { level, rule, kind, events: own } of all.flatMap(({ findings }) => findings)) {
    const key = `${rule} (${level})`;
    hits.set(key, (hits.get(key) ?? 0) + (kind === 'event' ? own : 1));
  }
  const rateOf = (key: string) => (((hits.get(key) ?? 0) / events) * 100_000).toFixed(1);
  return { heading: `${name}: ${events} events`, hits, rateOf };
});
const keys = new Set(columns.flatMap(({ hits }) => [...hits.keys()]));
const rows = [
  ['rule', ...columns.map(({ heading }) => heading)],
  ['---', ...columns.map(() => '--:')],
  ...[...keys].sort().map((key) => [key, ...columns.map(({ rateOf }) => rateOf(key))]),
];
process.stdout.write(rows.map((cells) => `| ${cells.join(' | ')} |\n`).join(''));
