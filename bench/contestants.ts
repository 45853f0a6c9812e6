import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CorpusName } from './corpus.ts';
import { type Contestant, type Job, jobOrder, script, type Tool } from './jobs.ts';
import { rareText, trailscan, trailscanJobs } from './trailscan-jobs.ts';

/** The version of jq; undefined if it is not installed, and then not compared. */
export const jqVersion: string | undefined =
  spawnSync('jq', ['--version'], { encoding: 'utf8' }).stdout?.trim() || undefined;

const hasLibdeflate = spawnSync('libdeflate-gunzip', ['-V']).status === 0;

/** The Python that has chdb, which is ClickHouse as a package: `BENCH_PYTHON`, or `python3`. */
const python = process.env['BENCH_PYTHON'] ?? 'python3';
const hasClickHouse = spawnSync(python, ['-c', 'import chdb']).status === 0;

/**
 * Lists the contestants for the corpus in the folder. The first is the floor. `before` is the path
 * of another build's trailscan.js, which runs directly after ours in each round.
 */
export function listContestants(corpus: CorpusName, folder: string, before?: string): Contestant[] {
  const json = corpus === 'c' ? 'pretty' : 'compact';
  const contestants: Contestant[] = [
    { job: 'gunzip', tool: 'node', command: script('./gunzip-floor.mjs', folder) },
    ...(hasLibdeflate ? [libdeflate(folder)] : []),
    ...duckdbJobs.map((job) => duckdb(job, folder, json)),
    ...(hasClickHouse ? clickHouseJobs.map((job) => clickHouse(job, folder)) : []),
    zgrep(folder),
    ...(jqVersion ? jqJobs(folder) : []),
    ...withBefore(trailscanJobs(corpus, folder), before),
  ];
  return contestants
    .filter(({ job, tool }) => isWorthwhile(corpus, tool, job))
    .sort((a, b) => jobOrder.indexOf(a.job) - jobOrder.indexOf(b.job));
}

/** Lists the contestants that have almost nothing to do. The first is the floor. */
export function listStarts(before?: string): Contestant[] {
  const file = fileURLToPath(new URL('../fixtures/shapes/trail-file.json.gz', import.meta.url));
  return [
    { job: 'nothing', tool: 'node', command: [process.execPath, '-e', '0'] },
    ...withBefore(
      [
        trailscan('version', '--version'),
        trailscan('one-file', 'query', file),
        trailscan('one-file-table', 'query', file, '-o', 'table'),
      ],
      before,
    ),
  ];
}

/** Adds each job with the other build, if there is one. */
function withBefore(contestants: readonly Contestant[], before?: string): Contestant[] {
  return contestants.flatMap((own): Contestant[] => {
    if (before === undefined) return [own];
    const [program = '', , ...args] = own.command;
    return [own, { ...own, tool: 'before', command: [program, before, ...args] }];
  });
}

const duckdbJobs: readonly Job[] = ['count', 'by-event', 'by-role', 'selective'];

function duckdb(job: Job, folder: string, json: string): Contestant {
  return { job, tool: 'duckdb', command: script('./duckdb.mjs', job, folder, json) };
}

const clickHouseJobs: readonly Job[] = ['count', 'by-event', 'selective'];

function clickHouse(job: Job, folder: string): Contestant {
  const program = fileURLToPath(new URL('./clickhouse.py', import.meta.url));
  return { job, tool: 'clickhouse', command: [python, program, job, folder] };
}

/** Decompresses all files with libdeflate, on all cores. */
function libdeflate(folder: string): Contestant {
  return pipeline('gunzip', 'libdeflate', folder, 'libdeflate-gunzip -c > /dev/null');
}

function zgrep(folder: string): Contestant {
  // It ends with 1 when a file does not have the text.
  return pipeline('grep-rare', 'zgrep', folder, `sh -c 'zgrep -h ${rareText} "$@" || true' sh`);
}

/** Runs a command on parts of the files, on all cores. */
function pipeline(job: Job, tool: Tool, folder: string, command: string): Contestant {
  const line = `find "$1" -name '*.gz' -print0 | xargs -0 -P "$(nproc)" -n 50 ${command}`;
  return { job, tool, command: ['bash', '-c', line, 'bash', folder], pipeline: true };
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

/** Leaves out runs that take minutes and show nothing that the other runs do not. */
function isWorthwhile(corpus: CorpusName, tool: Tool, job: Job): boolean {
  switch (tool) {
    case 'jq':
      // jq would hold all of c in memory, many times its size, and takes seven times as long for d
      // as for a.
      return corpus === 'a' || corpus === 'b';
    case 'duckdb':
      // DuckDB takes half a minute for c, whatever the query.
      return corpus !== 'c' || job === 'by-event';
    case 'clickhouse':
      // An indented document is one row, which ClickHouse would hold as text.
      return corpus !== 'c';
    case 'node':
    case 'libdeflate':
    case 'zgrep':
    case 'trailscan':
    case 'before':
      return true;
  }
}
