import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CorpusName } from './corpus.ts';
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
  | 'nothing'
  | 'version'
  | 'one-file'
  | 'one-file-table';

export type Tool = 'node' | 'duckdb' | 'jq' | 'trailscan';

export interface Contestant extends Candidate {
  readonly job: Job;
  readonly tool: Tool;
}

/** The version of jq, or undefined where it is not installed: then nobody is compared with it. */
export const jqVersion: string | undefined =
  spawnSync('jq', ['--version'], { encoding: 'utf8' }).stdout?.trim() || undefined;

/** Who answers the questions on the corpus in that folder. The first is the floor. */
export function listContestants(corpus: CorpusName, folder: string): Contestant[] {
  const json = corpus === 'c' ? 'pretty' : 'compact';
  const contestants: Contestant[] = [
    { job: 'gunzip', tool: 'node', command: script('./gunzip-floor.mjs', folder) },
    ...duckdbJobs.map((job) => duckdb(job, folder, json)),
    ...(jqVersion ? jqJobs(folder) : []),
    ...trailscanJobs(folder),
  ];
  return contestants
    .filter(({ job, tool }) => isWorthwhile(corpus, tool, job))
    .sort((a, b) => jobOrder.indexOf(a.job) - jobOrder.indexOf(b.job));
}

/** What a command costs that has next to nothing to do. The first is the floor. */
export function listStarts(): Contestant[] {
  const file = fileURLToPath(new URL('../fixtures/shapes/trail-file.json.gz', import.meta.url));
  return [
    { job: 'nothing', tool: 'node', command: [process.execPath, '-e', '0'] },
    trailscan('version', '--version'),
    trailscan('one-file', 'query', file),
    trailscan('one-file-table', 'query', file, '-o', 'table'),
  ];
}

const jobOrder: readonly Job[] = [
  'gunzip',
  'count',
  'by-event',
  'by-role',
  'by-three',
  'summary',
  'selective',
  'ndjson',
  'time-order',
];

const duckdbJobs: readonly Job[] = ['count', 'by-event', 'by-role', 'selective'];

function duckdb(job: Job, folder: string, json: string): Contestant {
  return { job, tool: 'duckdb', command: script('./duckdb.mjs', job, folder, json) };
}

function jqJobs(folder: string): Contestant[] {
  return [
    jq('count', folder, `jq -n '[inputs.Records | length] | add'`),
    jq(
      'by-event',
      folder,
      `jq -n 'reduce (inputs.Records[].eventName) as $name ({}; .[$name] += 1)'`,
    ),
    jq(
      'selective',
      folder,
      `jq -c '.Records[] | select(.eventName == "TerminateInstances" and .eventSource == "ec2.amazonaws.com")'`,
    ),
  ];
}

function jq(job: Job, folder: string, program: string): Contestant {
  const line = `set -o pipefail; find "$1" -name '*.gz' -print0 | xargs -0 zcat | ${program}`;
  return { job, tool: 'jq', command: ['bash', '-c', line, 'bash', folder], pipeline: true };
}

function trailscanJobs(folder: string): Contestant[] {
  const role = 'userIdentity.sessionContext.sessionIssuer.userName';
  return [
    trailscan('count', 'stats', folder),
    trailscan('by-event', 'stats', folder, '--by', 'event'),
    trailscan('by-role', 'stats', folder, '--by', role),
    trailscan('by-three', 'stats', folder, '--by', `event,outcome,${role}`),
    // The corpus is of October: all of it is in the window.
    trailscan('summary', 'summary', folder, '--since', '2026-10-01', '--until', '2026-10-31'),
    trailscan('selective', 'query', folder, '--service', 'ec2', '--event', 'TerminateInstances'),
    trailscan('ndjson', 'query', folder, '-o', 'ndjson', '--unordered'),
    trailscan('time-order', 'query', folder, '-o', 'ndjson'),
  ];
}

function trailscan(job: Job, ...args: string[]): Contestant {
  return { job, tool: 'trailscan', command: script('../bin/trailscan.js', ...args) };
}

function script(path: string, ...args: string[]): string[] {
  return [process.execPath, fileURLToPath(new URL(path, import.meta.url)), ...args];
}

/** Leaves out what takes minutes and would tell nothing that the other runs do not. */
function isWorthwhile(corpus: CorpusName, tool: Tool, job: Job): boolean {
  switch (tool) {
    case 'jq':
      // It holds the whole of c, many times its size, and takes seven times as long for d as for a.
      return corpus === 'a' || corpus === 'b';
    case 'duckdb':
      // It takes half a minute for c, whatever is asked.
      return corpus !== 'c' || job === 'by-event';
    case 'node':
    case 'trailscan':
      return true;
  }
}
