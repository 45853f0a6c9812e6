import type { Goal } from './goals.ts';
import type { Contestant, Job, Tool } from './jobs.ts';
import type { Result } from './measure.ts';
import { secondsOf } from './runs.ts';
import type { Scaling } from './scaling.ts';

const jobTitles: Record<Job, string> = {
  gunzip: 'read and gunzip, no scan (the floor)',
  count: 'count all',
  'by-event': 'count by event name',
  'by-role': 'count by a nested field',
  'by-three': 'count by three fields, one of them nested',
  summary: 'a summary of all',
  detect: 'detection with the rules that ship',
  'detect-many': 'detection with about 1,000 rules',
  selective: 'one event in a thousand, printed whole',
  'grep-rare': 'count what has a text that no event has',
  'grep-any-case': 'the same, in upper or lower case',
  'grep-common': 'count what has a text that all events have',
  'grep-no-literal': 'count what an expression without any text finds',
  ndjson: 'all events as NDJSON',
  'time-order': 'all events as NDJSON, in time order',
  'first-byte': 'the first byte of NDJSON in time order',
  'first-byte-unordered': 'the first byte of NDJSON in any order',
  'first-10': 'the first 10 events',
  'last-10': 'the last 10 events',
  'one-day': 'the events of one day',
  'stats-one-day': 'count the events of one day',
  'summary-yesterday': 'a summary of one day of the year',
  nothing: '`node -e 0` (the floor)',
  version: '`trailscan --version`',
  'one-file': 'query of one small file',
  'one-file-table': 'query of one small file, as a table',
};

const toolTitles: Record<Tool, string> = {
  node: 'Node.js',
  libdeflate: 'libdeflate',
  duckdb: 'DuckDB',
  clickhouse: 'ClickHouse',
  jq: 'zcat \\| jq',
  zgrep: 'zgrep',
  trailscan: 'trailscan',
  before: 'before',
};

/** Returns a Markdown table of the results of a group; the first is the floor. */
export function renderResults(results: readonly Result<Contestant>[]): string {
  const rivals = (['duckdb', 'clickhouse', 'jq', 'zgrep', 'before'] as const).filter((tool) =>
    results.some(({ candidate }) => candidate.tool === tool),
  );
  const floor = results[0]?.outcome;
  const header = [
    'job',
    'tool',
    'seconds',
    '× the floor',
    ...rivals.map((tool) => `× faster than ${tool === 'jq' ? 'jq' : toolTitles[tool]}`),
    'peak MB',
  ];
  const rows = results.map(({ candidate: { job, tool }, outcome }) => {
    if (outcome.kind === 'failed') {
      return [jobTitles[job], toolTitles[tool], `failed: ${escapeCell(outcome.reason)}`];
    }
    const { seconds, megabytes } = outcome;
    return [
      jobTitles[job],
      toolTitles[tool],
      seconds.toFixed(3),
      floor?.kind === 'measured' ? (seconds / floor.seconds).toFixed(2) : '',
      ...rivals.map((rival) => {
        const other = tool === 'trailscan' ? secondsOf(results, rival, job) : undefined;
        return other === undefined ? '' : (other / seconds).toFixed(rival === 'before' ? 2 : 1);
      }),
      megabytes?.toFixed(0) ?? '',
    ];
  });
  return renderTable(header, rows);
}

/** Returns a Markdown table that compares the same jobs on corpora a and d. */
export function renderScaling(rows: readonly Scaling[]): string {
  const header = ['job', 'tool', 's a million, a', 'd', 'd ÷ a', 'peak MB, a', 'd', 'd ÷ a'];
  return renderTable(
    header,
    rows.map(({ job, tool, pace, megabytes }) => [
      jobTitles[job],
      toolTitles[tool],
      ...renderPair(pace, 3),
      ...(megabytes ? renderPair(megabytes, 0) : []),
    ]),
  );
}

/** Returns a Markdown table of the goals. */
export function renderGoals(goals: readonly Goal[]): string {
  return renderTable(
    ['goal', 'measured', 'met'],
    goals.map(({ goal, measured, met }) => [goal, measured, met]),
  );
}

function renderPair({ a, d }: { a: number; d: number }, digits: number): string[] {
  return [a.toFixed(digits), d.toFixed(digits), (d / a).toFixed(2)];
}

function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows].map((cells) =>
    header.map((_, index) => cells[index] ?? ''),
  );
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Escapes text from other programs' stderr, so that it cannot end a table cell. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\p{Cc}/gu, ' ');
}
