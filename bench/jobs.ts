import { fileURLToPath } from 'node:url';
import type { Candidate } from './measure.ts';

/** What is asked; the same question for every tool. */
export type Job =
  | 'gunzip'
  | 'count'
  | 'by-event'
  | 'by-role'
  | 'by-three'
  | 'summary'
  | 'selective'
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
export type Tool = 'node' | 'duckdb' | 'jq' | 'trailscan' | 'before';

export interface Contestant extends Candidate {
  readonly job: Job;
  readonly tool: Tool;
}

/** The order in which they run and are reported. */
export const jobOrder: readonly Job[] = [
  'gunzip',
  'count',
  'by-event',
  'by-role',
  'by-three',
  'summary',
  'selective',
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

/** Jobs that need not read everything: what they cost does not grow with the corpus. */
export const jobsThatStopEarly: readonly Job[] = [
  'first-byte',
  'first-byte-unordered',
  'first-10',
  'last-10',
];

/** The command line of a script whose path is given as seen from this folder. */
export function script(path: string, ...args: string[]): string[] {
  return [process.execPath, fileURLToPath(new URL(path, import.meta.url)), ...args];
}
