import { fileURLToPath } from 'node:url';
import type { Candidate } from './measure.ts';

/** A question; the same for every tool. */
export type Job =
  | 'gunzip'
  | 'count'
  | 'by-event'
  | 'by-role'
  | 'by-three'
  | 'summary'
  | 'detect'
  | 'detect-many'
  | 'selective'
  | 'grep-rare'
  | 'grep-any-case'
  | 'grep-common'
  | 'grep-no-literal'
  | 'ndjson'
  | 'time-order'
  | 'first-byte'
  | 'first-byte-unordered'
  | 'first-10'
  | 'last-10'
  | 'one-day'
  | 'stats-one-day'
  | 'summary-yesterday'
  | 'nothing'
  | 'version'
  | 'one-file'
  | 'one-file-table';

/** `before` is trailscan as another checkout built it. */
export type Tool =
  | 'node'
  | 'libdeflate'
  | 'duckdb'
  | 'clickhouse'
  | 'jq'
  | 'zgrep'
  | 'trailscan'
  | 'before';

/** A tool with the command line for a job. */
export interface Contestant extends Candidate {
  readonly job: Job;
  readonly tool: Tool;
}

/** The order in which jobs run and are reported. */
export const jobOrder: readonly Job[] = [
  'gunzip',
  'count',
  'by-event',
  'by-role',
  'by-three',
  'summary',
  'detect',
  'detect-many',
  'selective',
  'grep-rare',
  'grep-any-case',
  'grep-common',
  'grep-no-literal',
  'ndjson',
  'time-order',
  'first-byte',
  'first-byte-unordered',
  'first-10',
  'last-10',
  'one-day',
  'stats-one-day',
  'summary-yesterday',
];

/** Jobs that need not read everything: their cost does not grow with the corpus. */
export const jobsThatStopEarly: readonly Job[] = [
  'first-byte',
  'first-byte-unordered',
  'first-10',
  'last-10',
];

/** Returns the command line of a script; its path is relative to this folder. */
export function script(path: string, ...args: string[]): string[] {
  return [process.execPath, fileURLToPath(new URL(path, import.meta.url)), ...args];
}
